-- @RevertId bigint, @LeftNumber int, @Cause varchar(16), @DeliveryId bigint, @Night date, @Rows bigint
INSERT INTO delivery_revert_left (RevertId, LeftNumber, Cause, DeliveryId, Night, Rows)
VALUES (@RevertId, @LeftNumber, @Cause, @DeliveryId, @Night, @Rows);
