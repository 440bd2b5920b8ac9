-- @Before datetime2(3)
DELETE FROM notice WHERE At < @Before;
