using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;

namespace Raas.Flows.Dimona;

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
