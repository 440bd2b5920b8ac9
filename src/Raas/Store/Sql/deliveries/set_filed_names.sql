-- @DeliveryId bigint, @FiledVoucher nvarchar(300), @FiledData nvarchar(300)
-- Last in its transaction, under the lock under which the names were found free.
UPDATE delivery SET FiledVoucher = @FiledVoucher, FiledData = @FiledData WHERE DeliveryId = @DeliveryId;
