using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Jobs;

/// <summary>Something that a service tells about a person, matched with one institution. One object is used again for every event.</summary>
internal sealed class MatchedEvent
{
    public long CurrentSsin { get; set; }
    public long EventNo { get; set; }

    /// <summary>The number under which a row stands that entitles to it; 0 when none does.</summary>
    public long HolderSsin { get; set; }

    /// <summary>The institution knows the person, entitled or not.</summary>
    public bool IsHeld { get; set; }
    public int Day { get; set; }
    public long MutationId { get; set; }
    public long Source { get; set; }
    public string Kind { get; set; } = "";
    public string Content { get; set; } = "";

    /// <summary>The authorisations that cover it, a bit each.</summary>
    public long Entitlements { get; set; }
}

/// <summary>An authorisation of one institution for one service, ready for many questions.</summary>
/// <param name="DossierTypes">Null: all.</param>
/// <param name="Groups">Data groups, a bit each.</param>
internal sealed record Entitlement(Period Validity, HashSet<int>? DossierTypes, int Groups, string DeliberationNumber)
{
    public bool Covers(int day, int dossierType) => Validity.Contains(day) && CoversType(dossierType);

    public bool CoversType(int dossierType) => DossierTypes is null || DossierTypes.Contains(dossierType);
}

/// <summary>A service that tells institutions what happened to persons whom they know: where its events come from, which inscriptions and
/// authorisations entitle to one, and how one is written. Another service is another of these, and authorisations that name it.</summary>
/// <param name="frame">Its files.</param>
internal abstract class Service(NotificationFrame frame)
{
    /// <summary>More authorisations of one institution for one service than bits are read together.</summary>
    private const int MaxEntitlements = 64;

    /// <summary>In the order of the night.</summary>
    public static readonly IReadOnlyList<Service> All = [new IdentityService(), new DimonaService()];

    public NotificationFrame Frame => frame;

    /// <summary>The flow of its files, and the name of the service in authorisations.</summary>
    public string Flow => frame.Flow;

    /// <summary>Whether the party receives these files at all.</summary>
    public abstract bool IsAskedBy(Party party);

    /// <summary>Whether an inscription, which lasts until the day of the event or longer, entitles to it.</summary>
    public abstract bool IsEntitledBy(Period inscription, int day);

    /// <summary>The day on which an authorisation must hold.</summary>
    /// <param name="day">Of the event.</param>
    /// <param name="businessDate">Of the night: the day of the disclosure.</param>
    public abstract int DayOfAuthorisation(int day, DateOnly businessDate);

    /// <summary>What the institution is not authorised for, as paths in the file.</summary>
    public abstract IReadOnlyList<string> Filters(Party party, DateOnly businessDate);

    /// <summary>Whether something is left to tell when what is not authorised is left out.</summary>
    /// <param name="content">Of the event.</param>
    /// <param name="covering">The authorisations that cover it, a bit each.</param>
    /// <param name="entitlements">All of them.</param>
    public abstract bool HasItem(string content, long covering, IReadOnlyList<Entitlement> entitlements);

    public abstract void Write(ByteWriter to, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements);

    /// <summary>Whether what was told last is remembered, so that it can be taken back.</summary>
    public virtual bool TakesBack => false;

    /// <summary>What the institution has to remember of an event as its last word; null when it is over with it.</summary>
    public virtual ToldRow? LastWord(CbeNumber party, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements) => null;

    /// <summary>Writes that the last word no longer holds.</summary>
    /// <param name="content">Of the event that says so.</param>
    public virtual void WriteTakenBack(ByteWriter to, string content, ToldRow told) => throw new NotSupportedException();

    /// <summary>The authorisations of a party for this service.</summary>
    public List<Entitlement> Entitlements(Party party)
    {
        var ids = party.Types.ToLookup(type => type.Code, type => type.Id);
        List<Entitlement> all =
        [
            .. party.Authorisations.Where(a => a.Service == Flow)
                .Select(a => new Entitlement(a.Validity, a.DossierTypes.Count == 0 ? null : [.. a.DossierTypes.SelectMany(code => ids[code])], GroupsOf(a.DataGroups), a.DeliberationNumber)),
        ];
        return all.Count <= MaxEntitlements ? all : throw new InvalidOperationException($"{party.Number} has {all.Count} authorisations for {Flow}; at most {MaxEntitlements} can be told apart. Join those of the same deliberation.");
    }

    protected virtual int GroupsOf(IReadOnlyList<string> groups) => 0;
}

/// <summary>Changes of identity (contract §5.3): to institutions whose register holds the person on the day of the change or later.</summary>
internal sealed class IdentityService() : Service(NotificationFrame.Identity)
{
    /// <summary>The data groups of the journal that belong to an identity, in the order in which they are told.</summary>
    public static readonly IReadOnlyList<string> Groups = ["NAME", "BIRTH", "GENDER", "NATIONALITY", "CIVIL-STATE", "ADDRESS", "DECEASE"];

    public override bool IsAskedBy(Party party) => party.Settings.NotifyIdentityChanges;

    public override bool IsEntitledBy(Period inscription, int day) => true;

    public override int DayOfAuthorisation(int day, DateOnly businessDate) => businessDate.DayNumber;

    /// <summary>Groups that are left out of every item; and groups that are left out of the items of persons whom the institution knows in
    /// some dossier types only, with these.</summary>
    public override IReadOnlyList<string> Filters(Party party, DateOnly businessDate)
    {
        List<Entitlement> valid = [.. Entitlements(party).Where(e => e.Validity.Contains(businessDate.DayNumber))];
        var filters = new List<string>();
        for (var i = 0; i < Groups.Count; i++)
        {
            var allowing = valid.Where(e => (e.Groups & 1 << i) != 0).ToList();
            var change = $"changes/change[group='{Groups[i]}']";
            if (allowing.Count == 0)
                filters.Add($"persons/person/{change}");
            else
                filters.AddRange(WithoutAny(party, allowing).Select(code => $"persons/person[dossierType='{code}']/{change}"));
        }
        return filters;
    }

    private static IEnumerable<string> WithoutAny(Party party, List<Entitlement> entitlements) =>
        party.Types.Where(type => !entitlements.Exists(e => e.CoversType(type.Id))).Select(type => type.Code).Order(StringComparer.Ordinal);

    /// <summary>One line for each group, its digit in front.</summary>
    public static string Render(XmlPieces pieces, string group, string? before, string? after)
    {
        pieces.To.Byte((byte)('0' + IndexOf(group)));
        IdentityChange.Write(pieces.To, group, before, after);
        pieces.To.Byte((byte)'\n');
        return pieces.Take();
    }

    public override bool HasItem(string content, long covering, IReadOnlyList<Entitlement> entitlements)
    {
        var allowed = Allowed(covering, entitlements);
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            if (line.Length > 0 && (allowed & 1 << line[0] - '0') != 0)
                return true;
        }
        return false;
    }

    public override void Write(ByteWriter to, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        to.Bytes("    <person>"u8);
        NotificationParts.Ssin(to, matched.HolderSsin, matched.CurrentSsin, isCancelled: false);
        NotificationParts.Event(to, matched.Source, matched.MutationId, matched.Kind, matched.Day);
        to.Bytes("<changes>"u8);
        var allowed = Allowed(matched.Entitlements, entitlements);
        foreach (var line in matched.Content.AsSpan().EnumerateLines())
        {
            if (line.Length > 0 && (allowed & 1 << line[0] - '0') != 0)
                to.Utf8(line[1..]);
        }
        to.Bytes("</changes></person>\n"u8);
    }

    protected override int GroupsOf(IReadOnlyList<string> groups) => groups.Count == 0 ? -1 : groups.Aggregate(0, (mask, group) => mask | 1 << IndexOf(group));

    private static int Allowed(long covering, IReadOnlyList<Entitlement> entitlements)
    {
        var groups = 0;
        for (var i = 0; i < entitlements.Count; i++)
            groups |= (covering & 1L << i) == 0 ? 0 : entitlements[i].Groups;
        return groups;
    }

    private static int IndexOf(string group)
    {
        for (var i = 0; i < Groups.Count; i++)
        {
            if (Groups[i] == group)
                return i;
        }
        throw new ArgumentOutOfRangeException(nameof(group));
    }
}

/// <summary>Declarations of employment: to institutions of which an inscription and an authorisation both cover the day.</summary>
internal sealed class DimonaService() : Service(NotificationFrame.Dimona)
{
    public override bool IsAskedBy(Party party) => party.Authorisations.Any(a => a.Service == Flow);

    public override bool IsEntitledBy(Period inscription, int day) => inscription.Contains(day);

    public override int DayOfAuthorisation(int day, DateOnly businessDate) => day;

    public override IReadOnlyList<string> Filters(Party party, DateOnly businessDate) => [];

    public override bool TakesBack => true;

    /// <summary>The day that inscription and authorisation must cover: that of the begin, or of the end when the mutation tells the end.</summary>
    public static int DayOf(DeclarationRow row) => row.Type == "OUT" && row.EndDay is { } end ? end : row.BeginDay;

    /// <summary>What comes before the number of the person, and on a second line what comes after it.</summary>
    public static string Render(XmlPieces pieces, DeclarationRow row)
    {
        var to = pieces.To;
        to.Bytes("<declarationId>"u8);
        to.Digits(row.DeclarationId);
        to.Bytes("</declarationId><historyNumber>"u8);
        to.Digits(row.HistoryNumber);
        to.Bytes("</historyNumber>"u8);
        NotificationParts.Text(to, "type", row.Type);
        to.Bytes("\n<employer>"u8);
        NotificationParts.Text(to, "nssoNumber", row.NssoNumber);
        NotificationParts.Text(to, "cbeNumber", row.CbeNumber);
        to.Bytes("</employer>"u8);
        NotificationParts.Text(to, "workerType", row.WorkerType);
        NotificationParts.Text(to, "jointCommittee", row.JointCommittee);
        to.Bytes("<beginDate>"u8);
        to.Date(row.BeginDay);
        to.Bytes("</beginDate>"u8);
        if (row.EndDay is { } end)
        {
            to.Bytes("<endDate>"u8);
            to.Date(end);
            to.Bytes("</endDate>"u8);
        }
        return pieces.Take();
    }

    public override bool HasItem(string content, long covering, IReadOnlyList<Entitlement> entitlements) => covering != 0;

    public override void Write(ByteWriter to, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        var line = matched.Content.IndexOf('\n', StringComparison.Ordinal);
        var head = matched.Content.AsSpan(0, line);
        var rest = matched.Content.AsSpan(line + 1);
        Write(to, head, matched.HolderSsin, matched.CurrentSsin, rest, Deliberation(matched, entitlements));
    }

    public override ToldRow? LastWord(CbeNumber party, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        if (matched.Kind == Cancel)
            return null;
        var rest = matched.Content[(matched.Content.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var deliberation = Deliberation(matched, entitlements);
        return new ToldRow(party.Value, matched.MutationId, matched.HolderSsin, matched.CurrentSsin, deliberation, rest);
    }

    /// <summary>Of what the declaration has become, only its history number: so that this comes after what was told.</summary>
    public override void WriteTakenBack(ByteWriter to, string content, ToldRow told)
    {
        var head = $"{content.AsSpan(0, content.IndexOf("<type>", StringComparison.Ordinal))}<type>{Cancel}</type>";
        Write(to, head, told.Ssin, told.CurrentSsin, told.Content, told.DeliberationNumber);
    }

    private const string Cancel = "CANCEL";

    private static string Deliberation(MatchedEvent matched, IReadOnlyList<Entitlement> entitlements) =>
        entitlements[System.Numerics.BitOperations.TrailingZeroCount(matched.Entitlements)].DeliberationNumber;

    private static void Write(ByteWriter to, ReadOnlySpan<char> head, long ssin, long current, ReadOnlySpan<char> rest, string deliberation)
    {
        to.Bytes("    <declaration>"u8);
        to.Utf8(head);
        NotificationParts.Ssin(to, ssin, current, isCancelled: false);
        to.Utf8(rest);
        NotificationParts.Text(to, "deliberationNumber", deliberation);
        to.Bytes("</declaration>\n"u8);
    }
}
