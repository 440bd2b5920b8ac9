-- @Party bigint, @VoucherId varchar(36)
SELECT DeliveryId FROM delivery WHERE VoucherId = @VoucherId AND Party = @Party ORDER BY DeliveryId DESC;
