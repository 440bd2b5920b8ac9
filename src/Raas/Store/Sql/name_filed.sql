-- @DeliveryId bigint, @FiledVoucher nvarchar(255), @FiledData nvarchar(255)
-- Last in its transaction, under the lock under which the names were found free.
UPDATE delivery SET FiledVoucher = @FiledVoucher, FiledData = @FiledData WHERE DeliveryId = @DeliveryId;
