-- no parameters
SELECT MAX(PensionNo) FROM pension;
