-- @Party bigint
-- Settled in the ledger, but the folders may not show it yet: the work of a worker that died in between.
SELECT DeliveryId, Party, Flow, VoucherFileName, DataFileName, Decision, DuplicateOf, FiledFolder, FiledVoucher, FiledData, TakenFolder
FROM delivery WHERE Party = @Party AND FiledAt IS NULL ORDER BY DeliveryId;
