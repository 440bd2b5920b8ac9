-- @DeliveryId bigint
SELECT RevertId, IsUndo, Reverts, ChangeSetId, At, Operator, ConfirmedBy, Reason, RowsPutBack, RowsKept, RowsImpossible,
       Reverted, Kept, Impossible, AnswerNumber, ReceiptNumber
FROM delivery_revert WHERE DeliveryId = @DeliveryId ORDER BY RevertId;
