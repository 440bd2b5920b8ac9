-- @Party bigint
-- Whoever changes rows of a party takes this first: two transactions never decide on the same rows.
DECLARE @resource nvarchar(255) = CONCAT('raas-party-', @Party);
-- For ever, or as long as a call online may wait (SET LOCK_TIMEOUT of its connection).
DECLARE @patience int = @@LOCK_TIMEOUT;
DECLARE @granted int;
EXEC @granted = sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = @patience;
-- Out of time, or chosen as the victim of a deadlock: the procedure tells it by its result only.
IF @granted < 0
    THROW 51222, N'Another worker has the rows of this party.', 1;
