namespace Raas.Domain;

/// <summary>In which role, or for which partner, an institution knows a person: its own code, defined beforehand, that may be used
/// for periods inside its validity.</summary>
public sealed record DossierType(int Id, string Code, Period Validity, string NameFr, string NameNl, string NameDe);
