-- no parameters
-- Every file with the digest of its disclosures, chain by chain.
SELECT Party, Flow, Number, Digest, CreatedAt, LegalContext, Deliberations, DisclosureDigest
FROM outgoing_file
ORDER BY Party, Flow, Number;
