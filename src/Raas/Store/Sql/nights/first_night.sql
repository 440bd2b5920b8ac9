-- no parameters
SELECT MIN(BusinessDate) AS BusinessDate FROM night_run;
