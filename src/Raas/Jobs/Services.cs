using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Jobs;

/// <summary>Something that a service tells about a person, matched with one institution: the event, and the dossier types under which the institution
/// knows the person on its day.</summary>
internal sealed class MatchedEvent
{
    public long CurrentSsin { get; set; }
    public long EventNo { get; set; }

    /// <summary>The number under which the institution knows the person.</summary>
    public long HolderSsin { get; set; }
    public int Day { get; set; }
    public long MutationId { get; set; }
    public long Source { get; set; }
    public string Kind { get; set; } = "";
    public string Content { get; set; } = "";
    public HashSet<int> DossierTypes { get; } = [];
}

/// <summary>A service that tells institutions what happened to persons whom they know: where its events come from, which inscriptions and
/// authorisations entitle to one, and how one is written. Another service is another of these, and authorisations that name it.</summary>
/// <param name="frame">Its files.</param>
internal abstract class Service(NotificationFrame frame)
{
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

    /// <summary>The item, or null when no authorisation covers it.</summary>
    public abstract Action<ByteWriter>? Item(MatchedEvent matched, IReadOnlyList<Authorisation> authorisations);

    /// <summary>The authorisations of a party for this service that cover an event.</summary>
    public IReadOnlyList<Authorisation> Covering(Party party, MatchedEvent matched, IReadOnlyDictionary<int, string> codes) =>
    [
        .. party.Authorisations.Where(a => a.Service == Flow && a.Validity.Contains(matched.Day) && (a.DossierTypes.Count == 0 || matched.DossierTypes.Any(type => a.DossierTypes.Contains(codes[type])))),
    ];
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
        var valid = party.Authorisations.Where(a => a.Service == Flow && a.Validity.Contains(businessDate.DayNumber)).ToList();
        return [.. Groups.Where(group => !valid.Exists(a => Allows(a, group))).Select(group => $"persons/person/changes/change[group='{group}']")];
    }

    /// <summary>One line for each group, its code in front.</summary>
    public static string Render(string group, string? before, string? after) => $"{group}\t{NotificationParts.Render(to => IdentityChange.Write(to, group, before, after))}\n";

    public override Action<ByteWriter>? Item(MatchedEvent matched, IReadOnlyList<Authorisation> authorisations)
    {
        var changes = matched.Content.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Where(change => authorisations.Any(a => Allows(a, change[0]))).Select(change => change[1]).ToList();
        if (changes.Count == 0)
            return null;
        var (holder, current, source, mutation, kind, day) = (matched.HolderSsin, matched.CurrentSsin, matched.Source, matched.MutationId, matched.Kind, matched.Day);
        return to =>
        {
            to.Bytes("    <person>"u8);
            NotificationParts.Ssin(to, holder, current, isCancelled: false);
            NotificationParts.Event(to, source, mutation, kind, day);
            to.Bytes("<changes>"u8);
            foreach (var change in changes)
                to.Utf8(change);
            to.Bytes("</changes></person>\n"u8);
        };
    }

    private static bool Allows(Authorisation authorisation, string group) => authorisation.DataGroups.Count == 0 || authorisation.DataGroups.Contains(group);
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
    public static string Render(DeclarationRow row) => NotificationParts.Render(to =>
    {
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
        if (row.EndDay is not { } end)
            return;
        to.Bytes("<endDate>"u8);
        to.Date(end);
        to.Bytes("</endDate>"u8);
    });

    public override Action<ByteWriter>? Item(MatchedEvent matched, IReadOnlyList<Authorisation> authorisations)
    {
        if (authorisations.Count == 0)
            return null;
        var (holder, current, deliberation) = (matched.HolderSsin, matched.CurrentSsin, authorisations[0].DeliberationNumber);
        var parts = matched.Content.Split('\n');
        return to =>
        {
            to.Bytes("    <declaration>"u8);
            to.Utf8(parts[0]);
            NotificationParts.Ssin(to, holder, current, isCancelled: false);
            to.Utf8(parts[1]);
            NotificationParts.Text(to, "deliberationNumber", deliberation);
            to.Bytes("</declaration>\n"u8);
        };
    }
}
