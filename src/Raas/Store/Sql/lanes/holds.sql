-- no parameters
SELECT Party, Flow, Operator, Reason, HeldAt FROM lane_hold ORDER BY Party, Flow;
