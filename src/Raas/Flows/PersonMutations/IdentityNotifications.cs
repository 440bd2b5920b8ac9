using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Flows.PersonMutations;

/// <summary>Changes of identity (contract §5.3): to institutions whose register holds the person on the day of the change or
/// later.</summary>
internal sealed class IdentityNotifications() : NotificationFlow(
    new NotificationFrame(FlowName.Identity, "notifyIdentityChanges", "urn:be:raas:identity-notification:v1", "persons"))
{
    public override long LastEntry(StoreSession store) => store.LastPersonChange();

    /// <summary>The groups that one mutation changed stand together, and are one event.</summary>
    public override IEnumerable<JournalEvent> Events(StoreSession reading, long from, long through)
    {
        JournalEvent? open = null;
        using var pieces = new XmlPieces();
        foreach (var change in reading.IdentityChangesBetween(from, through))
        {
            var content = Render(pieces, DataGroups.Parse(change.DataGroup), change.Before, change.After);
            if (open is not null && (open.Ssin, open.Source, open.MutationId) == (change.Ssin, change.Source, change.MutationId))
            {
                open = open with { Content = open.Content + content, Entries = open.Entries + 1 };
                continue;
            }
            if (open is not null)
                yield return open;
            open = new JournalEvent(change.PersonChangeId, change.Ssin, change.Day, change.MutationId, change.Source, "PERSON", content);
        }
        if (open is not null)
            yield return open;
    }

    public override long? CountEntries(StoreSession store, long from, long through) =>
        store.CountIdentityChanges(from, through);

    /// <summary>Changes of numbers stand in the same journal, and go with them: each night has notified of both.</summary>
    public override void RemoveEntries(StoreSession store, DateOnly before) =>
        store.DeletePersonChangesBefore(before);

    /// <summary>Files of changes come to whoever wants them, authorised for some group or not: their filters say so.</summary>
    public override bool ProvesChannel(Party party, DateOnly businessDate) => true;

    public override bool IsAskedBy(Party party) => party.Settings.NotifyIdentityChanges;

    public override bool IsEntitledBy(Period inscription, int day) => true;

    public override int DayOfAuthorisation(int day, DateOnly businessDate) => businessDate.DayNumber;

    /// <summary>Groups that are left out of every item; and groups that are left out of the items of persons whom the institution knows in
    /// some dossier types only, with these.</summary>
    public override IReadOnlyList<string> Filters(Party party, DateOnly businessDate)
    {
        List<Entitlement> valid = [.. Entitlements(party).Where(e => e.Validity.Contains(businessDate.DayNumber))];
        var filters = new List<string>();
        foreach (var group in DataGroups.All)
        {
            var allowing = valid.Where(e => (e.Groups & group.Bit()) != 0).ToList();
            var change = $"changes/change[group='{group.Code()}']";
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
    private static string Render(XmlPieces pieces, DataGroup group, string? before, string? after)
    {
        pieces.To.Byte((byte)('0' + (int)group));
        IdentityChange.Write(pieces.To, group, before, after);
        pieces.To.Byte((byte)'\n');
        return pieces.Take();
    }

    public override bool HasItem(string content, long covering, IReadOnlyList<Entitlement> entitlements)
    {
        var allowed = Allowed(covering, entitlements);
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            if (line.Length > 0 && (allowed & GroupOf(line).Bit()) != 0)
                return true;
        }
        return false;
    }

    /// <summary>Those that allow one of the groups that changed.</summary>
    protected override long UsedFor(MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        var changed = 0;
        foreach (var line in matched.Content.AsSpan().EnumerateLines())
            changed |= line.Length > 0 ? GroupOf(line).Bit() : 0;
        var used = 0L;
        for (var i = 0; i < entitlements.Count; i++)
            used |= (entitlements[i].Groups & changed) != 0 ? matched.Entitlements & 1L << i : 0;
        return used;
    }

    public override void Write(ItemWriter to, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        to.Bytes("    <person>"u8);
        NotificationParts.Ssin(to, matched.HolderSsin, matched.CurrentSsin, isCancelled: false);
        NotificationParts.Event(to, matched.Source, matched.MutationId, matched.Kind, matched.Day);
        to.Bytes("<changes>"u8);
        var allowed = Allowed(matched.Entitlements, entitlements);
        foreach (var line in matched.Content.AsSpan().EnumerateLines())
        {
            if (line.Length > 0 && (allowed & GroupOf(line).Bit()) != 0)
                to.Utf8(line[1..]);
        }
        to.Bytes("</changes></person>\n"u8);
    }

    protected override int GroupsOf(IReadOnlyList<string> groups) => groups.Count == 0
        ? DataGroups.Every : groups.Aggregate(0, (bits, group) => bits | DataGroups.Parse(group).Bit());

    private static int Allowed(long covering, IReadOnlyList<Entitlement> entitlements)
    {
        var groups = 0;
        for (var i = 0; i < entitlements.Count; i++)
            groups |= (covering & 1L << i) == 0 ? 0 : entitlements[i].Groups;
        return groups;
    }

    /// <summary>Of a line as <see cref="Render"/> writes it.</summary>
    private static DataGroup GroupOf(ReadOnlySpan<char> line) => (DataGroup)(line[0] - '0');
}
