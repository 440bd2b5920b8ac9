-- @Most int
SELECT At, Operator, Action, Party, Flow, Number, Reason FROM operator_action ORDER BY ActionId DESC LIMIT @Most;
