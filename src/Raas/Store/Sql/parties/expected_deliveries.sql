-- no parameters
SELECT Party, Flow, Days, Before FROM expected_delivery ORDER BY Party, Flow;
