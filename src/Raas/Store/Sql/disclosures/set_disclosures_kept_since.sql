-- @KeptSince datetime2(3)
UPDATE disclosure_anchor SET KeptSince = @KeptSince WHERE KeptSince < @KeptSince;
