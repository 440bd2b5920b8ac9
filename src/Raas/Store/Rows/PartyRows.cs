using System.Globalization;
using Raas.Configuration;
using Raas.Domain;

namespace Raas.Store.Rows;

/// <summary>A party.</summary>
internal sealed record PartyRow
{
    public long Cbe { get; init; }
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public string Flows { get; init; } = "";
    public string? Supplies { get; init; }
    public bool MergeAdjacent { get; init; }
    public bool AutoReplace { get; init; }
    public bool NotifyReplacements { get; init; }
    public bool NotifyIdentityChanges { get; init; }
    public bool EmptyNotifications { get; init; }
    public int RejectThreshold { get; init; }
    public string AnswerDetail { get; init; } = "";
    public string? Language { get; init; }
    public bool HumanView { get; init; }

    public Party ToParty(IEnumerable<DossierTypeRow> types, IEnumerable<AuthorisationRow> authorisations) => new()
    {
        Number = CbeNumber.TryFrom(Cbe, out var number)
            ? number
            : throw new InvalidDataException($"Party {Cbe} in the store is not a CBE number."),
        Kind = Kind == "SOURCE" ? PartyKind.Source : PartyKind.Institution,
        Name = Name,
        Flows = PartyColumns.Words(Flows),
        Supplies = PartyColumns.Words(Supplies),
        Settings = new PartySettings
        {
            MergeAdjacent = MergeAdjacent,
            AutoReplace = AutoReplace,
            NotifyReplacements = NotifyReplacements,
            NotifyIdentityChanges = NotifyIdentityChanges,
            EmptyNotifications = EmptyNotifications,
            RejectThreshold = RejectThreshold,
            AnswersRejectedOnly = AnswerDetail == "REJECTED",
            Language = Language,
            HumanView = HumanView,
        },
        Types =
        [
            .. types.Select(t => new DossierType(
                t.DossierTypeId, t.Code, PartyColumns.Validity(t.ValidFrom, t.ValidUntil), t.NameFr, t.NameNl, t.NameDe))
                .OrderBy(t => t.Code, StringComparer.Ordinal),
        ],
        Authorisations =
        [
            .. authorisations.Select(a => new Authorisation(
                a.Service, a.DeliberationNumber, PartyColumns.Words(a.DossierTypes), PartyColumns.Words(a.DataGroups),
                PartyColumns.Validity(a.ValidFrom, a.ValidUntil))),
        ],
    };
}

/// <summary>A dossier type of a party.</summary>
internal sealed record DossierTypeRow
{
    public int DossierTypeId { get; init; }
    public long Party { get; init; }
    public string Code { get; init; } = "";
    public DateOnly ValidFrom { get; init; }
    public DateOnly ValidUntil { get; init; }
    public string NameFr { get; init; } = "";
    public string NameNl { get; init; } = "";
    public string NameDe { get; init; } = "";
}

/// <summary>What a party should send, and when.</summary>
internal sealed record ExpectedDeliveryRow
{
    public long Party { get; init; }
    public string Flow { get; init; } = "";

    /// <summary>1 = Monday.</summary>
    public string Days { get; init; } = "";
    public string Before { get; init; } = "";

    public ExpectedDelivery Expected => new(
        Flow, [.. Days.Select(digit => (DayOfWeek)((digit - '0') % 7))],
        TimeOnly.ParseExact(Before, "HH:mm", CultureInfo.InvariantCulture));
}

/// <summary>A legal context that a party may name.</summary>
internal sealed record LegalContextRow
{
    public long Party { get; init; }
    public string Name { get; init; } = "";
}

/// <summary>Somebody to call at a party.</summary>
internal sealed record ContactRow
{
    public long Party { get; init; }
    public string Name { get; init; } = "";
    public string? Mail { get; init; }
    public string? Telephone { get; init; }

    public Contact Contact => new(Name, Mail, Telephone);
}

/// <summary>What a party proves itself with.</summary>
internal sealed record CredentialRow
{
    public long Party { get; init; }
    public string Name { get; init; } = "";
    public string? Subject { get; init; }
    public string? Thumbprint { get; init; }
    public string? Secret { get; init; }
    public DateOnly ValidFrom { get; init; }
    public DateOnly ValidUntil { get; init; }

    public Credential Credential => new(Name, Subject, Thumbprint, Secret, PartyColumns.Validity(ValidFrom, ValidUntil));
}

/// <summary>What a party may be told, and on what ground.</summary>
internal sealed record AuthorisationRow
{
    public long Party { get; init; }
    public string Service { get; init; } = "";
    public string DeliberationNumber { get; init; } = "";
    public string? DossierTypes { get; init; }
    public string? DataGroups { get; init; }
    public DateOnly ValidFrom { get; init; }
    public DateOnly ValidUntil { get; init; }
}

/// <summary>A change of the configuration, as it was journalled.</summary>
public sealed record ConfigChangeRow
{
    public long ConfigChangeId { get; init; }
    public DateTimeOffset At { get; init; }
    public string Operator { get; init; } = "";
    public string Reason { get; init; } = "";

    /// <summary>SHA-256 of the file that said so.</summary>
    public string FileDigest { get; init; } = "";
    public long Party { get; init; }
    public string What { get; init; } = "";

    /// <summary>Null: it was new.</summary>
    public string? Before { get; init; }

    /// <summary>Null: it was taken away.</summary>
    public string? After { get; init; }
}

/// <summary>What columns of parties hold more than one value in.</summary>
internal static class PartyColumns
{
    public static IReadOnlyList<string> Words(string? list) => string.IsNullOrEmpty(list) ? [] : list.Split(',');

    public static Period Validity(DateOnly from, DateOnly until) => Period.FromDays(from.DayNumber, until.DayNumber);
}
