using Raas.Domain;

namespace Raas.Configuration;

/// <summary>Who exchanges files with us: an institution owns inscriptions, a source supplies.</summary>
public sealed record Party
{
    public required CbeNumber Number { get; init; }
    public required string Name { get; init; }
    public required PartyKind Kind { get; init; }

    /// <summary>Flows that the party may send.</summary>
    public required IReadOnlyList<string> Flows { get; init; }

    /// <summary>Registers that a source of persons supplies: NR, or BIS, RAD, RAN.</summary>
    public IReadOnlyList<string> Supplies { get; init; } = [];

    /// <summary>Where sources tell things of the same day: the National Register first, then who tells about other persons, then the
    /// others.</summary>
    public int SourceRank => Supplies.Contains("NR") ? 0 : Supplies.Count > 0 ? 1 : 2;

    public PartySettings Settings { get; init; } = new();

    /// <summary>Every dossier type that is, was or will be valid. Ids are 0 until they are stored.</summary>
    public IReadOnlyList<DossierType> Types { get; init; } = [];

    public IReadOnlyList<Authorisation> Authorisations { get; init; } = [];

    /// <summary>Files that it should send; a missing one is an alarm.</summary>
    public IReadOnlyList<ExpectedDelivery> Expects { get; init; } = [];

    /// <summary>Legal bases on which it may ask online.</summary>
    public IReadOnlyList<string> LegalContexts { get; init; } = [];

    /// <summary>By what it proves online who it is.</summary>
    public IReadOnlyList<Credential> Credentials { get; init; } = [];

    /// <summary>Whom to call there, the first one first.</summary>
    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    /// <summary>What it may send of what this program takes in.</summary>
    public IReadOnlyList<string> AcceptedFlows(IReadOnlyList<string> supported) => [.. Flows.Where(supported.Contains)];
}

public enum PartyKind
{
    Institution,
    Source,
}

/// <summary>What a party chose.</summary>
public sealed record PartySettings
{
    /// <summary>Periods that only touch become one row too.</summary>
    public bool MergeAdjacent { get; init; }

    /// <summary>Its inscriptions follow a replaced number by themselves.</summary>
    public bool AutoReplace { get; init; } = true;

    public bool NotifyReplacements { get; init; } = true;

    public bool NotifyIdentityChanges { get; init; } = true;

    /// <summary>A numbered file every night, also when there is nothing to tell.</summary>
    public bool EmptyNotifications { get; init; } = true;

    /// <summary>Percent of rejected records above which the whole file is refused; 100 = never.</summary>
    public int RejectThreshold { get; init; } = 100;

    /// <summary>The answer lists rejected records only.</summary>
    public bool AnswersRejectedOnly { get; init; }

    /// <summary>The language that its people read, of <see cref="Languages"/>; null: it has not said.</summary>
    public string? Language { get; init; }

    /// <summary>Beside what programs read it wants the same for people: a style sheet named in each file, and a page.</summary>
    public bool HumanView { get; init; }

    /// <summary>Languages in which we explain ourselves.</summary>
    public static readonly IReadOnlyList<string> Languages = ["fr", "nl", "de", "en"];
}

/// <summary>Somebody to call.</summary>
public sealed record Contact(string Name, string? Mail, string? Telephone);

/// <summary>A client certificate (subject and thumbprint) or a secret under a name, on the days of its validity.</summary>
/// <param name="Name">For the audit; the user name of a secret.</param>
/// <param name="Subject">Distinguished name of the certificate.</param>
/// <param name="Thumbprint">SHA-256 of the certificate, 64 hexadecimal digits in lower case.</param>
/// <param name="Secret">As <see cref="Passwords.Hash(string)"/> writes it.</param>
public sealed record Credential(string Name, string? Subject, string? Thumbprint, string? Secret, Period Validity);

/// <summary>A file that a party should send on some working days, before an hour (Belgian time).</summary>
public sealed record ExpectedDelivery(string Flow, IReadOnlyList<DayOfWeek> Days, TimeOnly Before)
{
    /// <summary>Only working days count.</summary>
    public bool IsDueOn(DateOnly day) => Days.Contains(day.DayOfWeek) && !BelgianHolidays.IsHoliday(day);
}

/// <summary>What a party may receive about the persons it knows, and by which deliberation.</summary>
/// <param name="DossierTypes">Empty: all of the party's.</param>
/// <param name="DataGroups">Empty: all.</param>
public sealed record Authorisation(string Service, string DeliberationNumber, IReadOnlyList<string> DossierTypes,
    IReadOnlyList<string> DataGroups, Period Validity);
