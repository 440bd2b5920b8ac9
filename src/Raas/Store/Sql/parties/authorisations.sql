-- no parameters
SELECT Party, Service, DeliberationNumber, DossierTypes, DataGroups, ValidFrom, ValidUntil FROM authorisation ORDER BY AuthorisationId;
