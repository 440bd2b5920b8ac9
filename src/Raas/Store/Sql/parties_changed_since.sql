-- @ChangeSetId bigint
-- Whose rows a later change set may have changed.
SELECT d.Party FROM change_set c JOIN delivery d ON d.DeliveryId = c.DeliveryId WHERE c.ChangeSetId > @ChangeSetId AND c.Cause = 'DELIVERY'
UNION
SELECT n.Party FROM night_party n WHERE n.ChangeSetId > @ChangeSetId;
