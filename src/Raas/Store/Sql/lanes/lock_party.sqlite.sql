-- @Party bigint
-- The only writer's place is ours already.
SELECT @Party;
