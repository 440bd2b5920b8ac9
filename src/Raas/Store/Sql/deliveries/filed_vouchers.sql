-- @Party bigint, @FiledFolder nvarchar(255)
SELECT FiledVoucher FROM delivery WHERE Party = @Party AND FiledFolder = @FiledFolder AND FiledVoucher IS NOT NULL;
