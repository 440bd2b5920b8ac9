using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;

namespace Raas.Flows.PersonMutations;

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
