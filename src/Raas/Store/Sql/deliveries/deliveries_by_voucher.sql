-- @VoucherId varchar(36)
SELECT DeliveryId FROM delivery WHERE VoucherId = @VoucherId ORDER BY DeliveryId;
