-- @Party bigint, @Flow varchar(64), @Number bigint
-- Where a chain goes on that would go on with a number; there is a row after each time that everything was lost.
SELECT FirstNumber, AfterNumber, At, Reason FROM chain_restart
WHERE Party = @Party AND Flow = @Flow
  AND FirstNumber = (SELECT MAX(FirstNumber) FROM chain_restart WHERE Party = @Party AND Flow = @Flow)
  AND FirstNumber > @Number;
