-- @Until datetime2(3)
-- Those until another moment.
DELETE FROM ledger_total WHERE Until <> @Until;
