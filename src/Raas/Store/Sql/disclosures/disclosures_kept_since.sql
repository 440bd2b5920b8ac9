-- no parameters
SELECT KeptSince FROM disclosure_anchor;
