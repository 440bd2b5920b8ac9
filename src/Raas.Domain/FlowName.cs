namespace Raas.Domain;

/// <summary>The names of the flows: in vouchers, file names, settings of parties, the ledger and commands (contract §3).</summary>
public static class FlowName
{
    /// <summary>Comes in: an institution registers and unregisters.</summary>
    public const string Subscription = "SUBSCRIPTION";

    /// <summary>Comes in: National Register and BCSS tell about persons and their numbers.</summary>
    public const string PersonMutation = "PERSON-MUTATION";

    /// <summary>Comes in from the ONSS, and goes out to institutions: declarations of employment.</summary>
    public const string Dimona = "DIMONA";

    /// <summary>Goes out: what was decided on a delivery.</summary>
    public const string Receipt = "RECEIPT";

    /// <summary>Goes out: what became of each record of a delivery.</summary>
    public const string Answer = "ANSWER";

    /// <summary>Goes out: numbers that were replaced or cancelled.</summary>
    public const string Replacement = "REPLACEMENT";

    /// <summary>Goes out: changes of identity. Also the service by whose authorisations identity data are shown online.</summary>
    public const string Identity = "IDENTITY";

    /// <summary>What an institution may send.</summary>
    public static IReadOnlyList<string> OfInstitutions { get; } = [Subscription];

    /// <summary>What a source may send.</summary>
    public static IReadOnlyList<string> OfSources { get; } = [PersonMutation, Dimona];
}
