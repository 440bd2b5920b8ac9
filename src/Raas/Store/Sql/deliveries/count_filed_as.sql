-- @Party bigint, @FiledFolder nvarchar(255), @VoucherFileName nvarchar(255), @DataFileName nvarchar(255)
-- How often files of these names were filed in this folder: the next ones get a name of their own.
SELECT COUNT(*) FROM delivery
WHERE Party = @Party AND FiledFolder = @FiledFolder AND (VoucherFileName = @VoucherFileName OR DataFileName = @DataFileName);
