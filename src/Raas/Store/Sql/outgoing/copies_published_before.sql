-- @Party bigint, @Before datetime2(3)
-- Our copies of what was published (again) before that moment.
SELECT Flow, Number, FileName, RejectedFileName FROM outgoing_file
WHERE Party = @Party AND CopyRemovedAt IS NULL AND PublishedAt < @Before;
