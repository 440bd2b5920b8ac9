-- no parameters
SELECT Party, Name, Subject, Thumbprint, Secret, ValidFrom, ValidUntil FROM credential ORDER BY CredentialId;
