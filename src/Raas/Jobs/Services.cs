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

    /// <summary>The number under which the institution knows the person; 0 when it does not.</summary>
    public long HolderSsin { get; set; }
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
    public bool Covers(int day, int dossierType) => Validity.Contains(day) && (DossierTypes is null || DossierTypes.Contains(dossierType));
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

    /// <summary>What the institution is not authorised for, as paths in the file.</summary>
    public abstract IReadOnlyList<string> Filters(Party party, DateOnly businessDate);

    /// <summary>Whether something is left to tell when what is not authorised is left out.</summary>
    public abstract bool HasItem(MatchedEvent matched, IReadOnlyList<Entitlement> entitlements);

    public abstract void Write(ByteWriter to, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements);

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

    public override IReadOnlyList<string> Filters(Party party, DateOnly businessDate)
    {
        var allowed = Entitlements(party).Where(e => e.Validity.Contains(businessDate.DayNumber)).Aggregate(0, (groups, e) => groups | e.Groups);
        return [.. Groups.Where((_, index) => (allowed & 1 << index) == 0).Select(group => $"persons/person/changes/change[group='{group}']")];
    }

    /// <summary>One line for each group, its digit in front.</summary>
    public static string Render(XmlPieces pieces, string group, string? before, string? after)
    {
        pieces.To.Byte((byte)('0' + IndexOf(group)));
        IdentityChange.Write(pieces.To, group, before, after);
        pieces.To.Byte((byte)'\n');
        return pieces.Take();
    }

    public override bool HasItem(MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        var allowed = Allowed(matched, entitlements);
        foreach (var line in matched.Content.AsSpan().EnumerateLines())
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
        var allowed = Allowed(matched, entitlements);
        foreach (var line in matched.Content.AsSpan().EnumerateLines())
        {
            if (line.Length > 0 && (allowed & 1 << line[0] - '0') != 0)
                to.Utf8(line[1..]);
        }
        to.Bytes("</changes></person>\n"u8);
    }

    protected override int GroupsOf(IReadOnlyList<string> groups) => groups.Count == 0 ? -1 : groups.Aggregate(0, (mask, group) => mask | 1 << IndexOf(group));

    private static int Allowed(MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        var groups = 0;
        for (var i = 0; i < entitlements.Count; i++)
            groups |= (matched.Entitlements & 1L << i) == 0 ? 0 : entitlements[i].Groups;
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

    public override IReadOnlyList<string> Filters(Party party, DateOnly businessDate) => [];

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

    public override bool HasItem(MatchedEvent matched, IReadOnlyList<Entitlement> entitlements) => matched.Entitlements != 0;

    public override void Write(ByteWriter to, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        var line = matched.Content.IndexOf('\n', StringComparison.Ordinal);
        to.Bytes("    <declaration>"u8);
        to.Utf8(matched.Content.AsSpan(0, line));
        NotificationParts.Ssin(to, matched.HolderSsin, matched.CurrentSsin, isCancelled: false);
        to.Utf8(matched.Content.AsSpan(line + 1));
        NotificationParts.Text(to, "deliberationNumber", entitlements[System.Numerics.BitOperations.TrailingZeroCount(matched.Entitlements)].DeliberationNumber);
        to.Bytes("</declaration>\n"u8);
    }
}
