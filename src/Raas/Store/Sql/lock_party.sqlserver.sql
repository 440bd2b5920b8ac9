-- @Party bigint
-- Whoever changes rows of a party takes this first: two transactions never decide on the same rows.
DECLARE @resource nvarchar(255) = CONCAT('raas-party-', @Party);
EXEC sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = -1;
