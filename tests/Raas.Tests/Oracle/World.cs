using System.Globalization;
using System.Security;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Host.Soap;

namespace Raas.Tests.Oracle;

/// <summary>What was dropped and imported, day by day. A day without a night is a night that was missed: days follow one another with
/// gaps.</summary>
internal sealed record World(IReadOnlyList<Day> Days);

/// <param name="Parties">What is imported before the deliveries of the day are taken; null: nothing.</param>
internal sealed record Day(DateOnly Date, IReadOnlyList<Institution>? Parties, IReadOnlyList<Delivery> Deliveries);

internal sealed record Delivery(string Party, IReadOnlyList<Told> Records)
{
    public string Flow => Party switch { House.NationalRegister or House.Bcss => "PERSON-MUTATION", House.Onss => "DIMONA", _ =>
        "SUBSCRIPTION" };
}

/// <summary>An institution as <c>import-config</c> is told of it.</summary>
internal sealed record Institution(string Cbe)
{
    public bool MergeAdjacent { get; init; }
    public bool AutoReplace { get; init; } = true;
    public bool NotifyReplacements { get; init; } = true;
    public bool NotifyIdentityChanges { get; init; } = true;
    public bool EmptyNotifications { get; init; } = true;
    public int RejectThreshold { get; init; } = 100;
    public IReadOnlyList<DossierType> Types { get; init; } = [new("A", Time.Of("2000-01-01"), Time.Open),
        new("B", Time.Of("2000-01-01"), Time.Open)];
    public IReadOnlyList<Authorisation> Authorisations { get; init; } = [];
}

internal sealed record DossierType(string Code, DateOnly From, DateOnly Until);

/// <summary>No dossier types: all; no data groups: all.</summary>
internal sealed record Authorisation(string Service, string Number, DateOnly From, DateOnly Until)
{
    public IReadOnlyList<string> Types { get; init; } = [];
    public IReadOnlyList<string> Groups { get; init; } = [];

    public bool Covers(DateOnly day) => From <= day && day <= Until;

    public bool IsFor(string type) => Types.Count == 0 || Types.Contains(type);

    public bool Tells(string group) => Groups.Count == 0 || Groups.Contains(group);
}

/// <summary>First and last day are both included.</summary>
internal readonly record struct Span(DateOnly Begin, DateOnly End)
{
    public bool Covers(DateOnly day) => Begin <= day && day <= End;

    public bool Overlaps(Span other) => Begin <= other.End && other.Begin <= End;

    public bool Touches(Span other) => (End != Time.Open && End.AddDays(1) == other.Begin)
        || (other.End != Time.Open && other.End.AddDays(1) == Begin);

    public bool Contains(Span other) => Begin <= other.Begin && other.End <= End;

    public Span With(Span other) => new(Begin < other.Begin ? Begin : other.Begin, End > other.End ? End : other.End);

    public override string ToString() => $"{Time.Text(Begin)}..{(End == Time.Open ? "" : Time.Text(End))}";
}

internal static class Time
{
    /// <summary>No end: still open.</summary>
    public static readonly DateOnly Open = new(9999, 12, 31);

    public static DateOnly Of(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What a source knows of a person, each data group as a text; null: nothing.</summary>
internal sealed record Identity(string LastName, string FirstName, string BirthDate)
{
    public string? Gender { get; init; }
    public string? Nationality { get; init; }
    public string? CivilState { get; init; }
    public string? City { get; init; }
    public string? DeceaseDate { get; init; }

    /// <summary>The groups in the order of the schema.</summary>
    public IEnumerable<(string Group, string? Xml)> Groups =>
    [
        ("NAME", Element("lastName", LastName) + Element("firstName", FirstName)), ("BIRTH", Element("birthDate", BirthDate)),
            ("GENDER", Optional("gender", Gender)),
        ("NATIONALITY", Optional("nationality", Nationality)), ("CIVIL-STATE", Optional("civilState", CivilState)),
        ("ADDRESS", City is null ? null : $"<address>{Element("city", City)}</address>"), ("DECEASE", Optional("deceaseDate", DeceaseDate)),
    ];

    public string Xml => string.Concat(Groups.Select(g => g.Xml));

    private static string Element(string name, string value) => $"<{name}>{SecurityElement.Escape(value)}</{name}>";

    private static string? Optional(string name, string? value) => value is null ? null : Element(name, value);
}

/// <summary>One record of a delivery, of whatever flow.</summary>
internal abstract record Told
{
    public abstract string Xml { get; }
}

/// <summary>A mutation of an authentic source.</summary>
internal abstract record Mutation(long Id, DateOnly Date) : Told
{
    protected string Head => $"<mutationId>{Id}</mutationId><date>{Time.Text(Date)}</date>";
}

internal sealed record PersonTold(long Id, DateOnly Date, string Ssin, string Register, Identity Who) : Mutation(Id, Date)
{
    public override string Xml => $"<person>{Head}<ssin>{Ssin}</ssin><register>{Register}</register>{Who.Xml}</person>\n";
}

internal sealed record ReplacementTold(long Id, DateOnly Date, string Old, string New) : Mutation(Id, Date)
{
    public override string Xml =>
        $"<replacement>{Head}<oldSsin>{Old}</oldSsin><newSsin>{New}</newSsin><reason>Same person</reason></replacement>\n";
}

internal sealed record AnnulmentTold(long Id, DateOnly Date, string Old, string New) : Mutation(Id, Date)
{
    public override string Xml => $"<replacementAnnulled>{Head}<oldSsin>{Old}</oldSsin><newSsin>{New}</newSsin></replacementAnnulled>\n";
}

internal sealed record CancellationTold(long Id, DateOnly Date, string Ssin) : Mutation(Id, Date)
{
    public override string Xml => $"<cancellation>{Head}<ssin>{Ssin}</ssin></cancellation>\n";
}

/// <param name="Who">What the institution thinks of the person; null: nothing to compare.</param>
internal sealed record RegisterTold(string Ssin, string Type, Span Period, Identity? Who = null) : Told
{
    public override string Xml => Drop.Register(Ssin, Type, Time.Text(Period.Begin), Period.End == Time.Open ? null : Time.Text(Period.End),
        person: Who is null ? "" : Who.Groups.First(g =>
            g.Group == "NAME").Xml + $"<birthDate>{Who.BirthDate}</birthDate>" + (Who.Gender is null ? ""
                : $"<gender>{Who.Gender}</gender>"));
}

internal sealed record UnregisterTold(string Ssin, string Type, Span? Period = null) : Told
{
    public override string Xml => Drop.Unregister(Ssin, Type, Period is { } p ? Time.Text(p.Begin) : null, Period is { } q
        && q.End != Time.Open ? Time.Text(q.End) : null);
}

internal sealed record DeclarationTold(long Id, int History, string Kind, string Ssin, DateOnly Begin, DateOnly? End = null) : Told
{
    public override string Xml => Drop.Declaration(Id, History, Kind, Ssin, Time.Text(Begin), End is { } end ? Time.Text(end) : null);
}
