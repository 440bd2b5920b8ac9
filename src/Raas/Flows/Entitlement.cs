using Raas.Domain;

namespace Raas.Flows;

/// <summary>An authorisation of one institution for one flow, ready for many questions.</summary>
/// <param name="DossierTypes">Null: all.</param>
/// <param name="Groups">Data groups, a bit each.</param>
internal sealed record Entitlement(Period Validity, HashSet<int>? DossierTypes, int Groups, string DeliberationNumber)
{
    public bool Covers(int day, int dossierType) => Validity.Contains(day) && CoversType(dossierType);

    public bool CoversType(int dossierType) => DossierTypes is null || DossierTypes.Contains(dossierType);
}
