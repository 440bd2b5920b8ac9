-- @DeliveryId bigint, @Party bigint, @IsUndo int, @Reverts bigint, @ChangeSetId bigint, @At datetime2(3), @Operator nvarchar(100),
-- @ConfirmedBy nvarchar(100), @Reason nvarchar(500), @RowsPutBack bigint, @RowsKept bigint, @RowsImpossible bigint, @Reverted bigint,
-- @Kept bigint, @Impossible bigint, @AnswerNumber bigint, @ReceiptNumber bigint
INSERT INTO delivery_revert (DeliveryId, Party, IsUndo, Reverts, ChangeSetId, At, Operator, ConfirmedBy, Reason,
    RowsPutBack, RowsKept, RowsImpossible, Reverted, Kept, Impossible, AnswerNumber, ReceiptNumber)
VALUES (@DeliveryId, @Party, @IsUndo, @Reverts, @ChangeSetId, @At, @Operator, @ConfirmedBy, @Reason,
    @RowsPutBack, @RowsKept, @RowsImpossible, @Reverted, @Kept, @Impossible, @AnswerNumber, @ReceiptNumber)
RETURNING RevertId;
