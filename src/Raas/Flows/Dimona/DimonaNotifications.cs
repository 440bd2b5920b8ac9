using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Flows.Dimona;

/// <summary>Declarations of employment: to institutions of which an inscription and an authorisation both cover the day.</summary>
internal sealed class DimonaNotifications() : NotificationFlow(
    new NotificationFrame(FlowName.Dimona, "notifyDimona", "urn:be:raas:dimona:v1", "declarations"))
{
    private const string Cancel = "CANCEL";

    public override long LastEntry(StoreSession store) => DimonaTables.LastDimona(store);

    public override IEnumerable<JournalEvent> Events(StoreSession reading, long from, long through)
    {
        using var pieces = new XmlPieces();
        foreach (var (id, row) in DimonaTables.Between(reading, from, through))
            yield return new JournalEvent(id, row.Ssin, DayOf(row), row.DeclarationId, row.Source, row.Type, Render(pieces, row));
    }

    /// <summary>The day that inscription and authorisation must cover: that of the begin, or of the end when the mutation tells the
    /// end.</summary>
    private static int DayOf(DeclarationRow row) => row.Type == "OUT" && row.EndDay is { } end ? end : row.BeginDay;

    /// <summary>What comes before the number of the person, and on a second line what comes after it.</summary>
    private static string Render(XmlPieces pieces, DeclarationRow row)
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

    public override void Write(ItemWriter to, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        var line = matched.Content.IndexOf('\n', StringComparison.Ordinal);
        var head = matched.Content.AsSpan(0, line);
        var rest = matched.Content.AsSpan(line + 1);
        Write(to, head, matched.HolderSsin, matched.CurrentSsin, rest, Deliberation(matched, entitlements));
    }

    /// <summary>What an institution was told last of a declaration is taken back when it no longer holds.</summary>
    public override IEnumerable<Action<ItemWriter>> Items(PartyNotifications work, IEnumerable<MatchedEvent> events)
    {
        var party = work.Party.Number;
        using var words = new LastWords(work.Store, work.Register.Read(), party.Value, work.BatchItems);
        MatchedEvent? at = null;
        LastWords.Word? last = null;
        Action<ItemWriter> write = to => Write(to, at!, work.Entitlements);
        Action<ItemWriter> takeBack = to => WriteTakenBack(to, last!);
        foreach (var matched in events)
        {
            at = matched;
            LastWords.Word? own = null;
            foreach (var word in words.UpTo(matched.EventNo))
            {
                last = own = word;
                if (word.EventNo == matched.EventNo && matched.HolderSsin != 0)
                    break;
                words.Replace(word.Told, null);
                yield return takeBack;
            }
            if (matched.HolderSsin != 0)
            {
                var before = own?.EventNo == matched.EventNo ? own.Told : null;
                words.Replace(before, LastWord(party, matched, work.Entitlements));
                yield return write;
            }
            else if (matched.IsHeld && own?.EventNo != matched.EventNo)
            {
                work.NotAuthorised++;
            }
        }
        foreach (var word in words.UpTo(long.MaxValue))
        {
            last = word;
            words.Replace(word.Told, null);
            yield return takeBack;
        }
        words.Save();
    }

    /// <summary>What the institution is told of a declaration; null when it is over with it.</summary>
    private static ToldRow? LastWord(CbeNumber party, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        if (matched.Kind == Cancel)
            return null;
        var rest = matched.Content[(matched.Content.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var deliberation = Deliberation(matched, entitlements);
        return new ToldRow(party.Value, matched.MutationId, matched.HolderSsin, matched.CurrentSsin, deliberation, rest);
    }

    /// <summary>Of what the declaration has become, only its history number: so that this comes after what was told.</summary>
    private static void WriteTakenBack(ItemWriter to, LastWords.Word word)
    {
        var (content, told) = (word.Content, word.Told);
        var head = $"{content.AsSpan(0, content.IndexOf("<type>", StringComparison.Ordinal))}<type>{Cancel}</type>";
        Write(to, head, told.Ssin, told.CurrentSsin, told.Content, told.DeliberationNumber);
    }

    private static string Deliberation(MatchedEvent matched, IReadOnlyList<Entitlement> entitlements) =>
        entitlements[System.Numerics.BitOperations.TrailingZeroCount(matched.Entitlements)].DeliberationNumber;

    private static void Write(ItemWriter to, ReadOnlySpan<char> head, long ssin, long current, ReadOnlySpan<char> rest, string deliberation)
    {
        to.Disclosures.Under(deliberation);
        to.Bytes("    <declaration>"u8);
        to.Utf8(head);
        NotificationParts.Ssin(to, ssin, current, isCancelled: false);
        to.Utf8(rest);
        NotificationParts.Text(to, "deliberationNumber", deliberation);
        to.Bytes("</declaration>\n"u8);
    }
}
