-- @Party bigint, @Flow varchar(64)
SELECT Number, Digest, DisclosureDigest FROM outgoing_file
WHERE Party = @Party AND Flow = @Flow
  AND Number = (SELECT MAX(Number) FROM outgoing_file WHERE Party = @Party AND Flow = @Flow);
