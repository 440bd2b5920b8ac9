-- no parameters
SELECT MAX(DimonaId) FROM dimona_declaration;
