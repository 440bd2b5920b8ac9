-- no parameters
SELECT Party, Name, Mail, Telephone FROM party_contact ORDER BY Party, Position;
