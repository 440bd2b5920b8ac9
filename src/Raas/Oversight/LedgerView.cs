using System.Globalization;
using System.Xml;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows.Dimona;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Xml;

namespace Raas.Oversight;

/// <summary>What to look for among deliveries or outgoing files; null = whatever. The latest first, a page at a time.</summary>
/// <param name="Before">Only what is older than this id (of a delivery), to page on.</param>
public sealed record LedgerSearch(CbeNumber? Party = null, string? Flow = null, string? Decision = null, DateOnly? From = null, DateOnly? Until = null, long? Before = null, int Most = 50);

/// <summary>A file that went out.</summary>
/// <param name="IsInOut">It still stands in <c>out</c>: the party has not fetched it, or has left it there.</param>
public sealed record SentFile(OutgoingRow File, bool IsInOut);

/// <summary>Rejected records of a delivery that share a code.</summary>
/// <param name="Records">The first record numbers.</param>
public sealed record RejectedCode(string Code, long Count, IReadOnlyList<long> Records);

/// <param name="IsWhole">False: the answer is large, and only its beginning was read.</param>
public sealed record RejectedCodes(IReadOnlyList<RejectedCode> Codes, bool IsWhole);

/// <summary>One step of a night.</summary>
public sealed record NightStepRow
{
    public DateOnly BusinessDate { get; init; }
    public string Step { get; init; } = "";
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
}

/// <summary>Rows of a party and dossier type.</summary>
public sealed record RegisterCount
{
    public long Party { get; init; }
    public string Code { get; init; } = "";
    public long Persons { get; init; }
    public long Rows { get; init; }
    public long OpenRows { get; init; }
}

/// <summary>Totals for the monitoring.</summary>
public sealed record Totals(IReadOnlyDictionary<string, long> Decisions, IReadOnlyDictionary<string, long> Outcomes, IReadOnlyDictionary<string, long> Outgoing);

/// <summary>What operators ask the ledger. Looks only; never gives a person's number.</summary>
internal sealed class OperatorView(IntakeContext tools)
{
    private const long MostOfAnAnswer = 64L << 20;
    private const int RecordsShown = 10;

    public IReadOnlyList<LedgerRow> Deliveries(LedgerSearch search)
    {
        using var session = tools.Store.Read();
        return session.Query<LedgerRow>("search_deliveries", new
        {
            Party = search.Party?.Value, search.Flow, search.Decision, Since = Start(search.From), Until = Start(search.Until?.AddDays(1)), search.Before, search.Most,
        });
    }

    public IReadOnlyList<SentFile> Outgoing(LedgerSearch search)
    {
        List<OutgoingRow> rows;
        using (var session = tools.Store.Read())
            rows = session.Query<OutgoingRow>("search_outgoing", new { Party = search.Party?.Value, search.Flow, Since = Start(search.From), Until = Start(search.Until?.AddDays(1)), search.Most });
        return [.. rows.Select(row => new SentFile(row, row.PublishedAt is not null && Stands(row)))];
    }

    /// <summary>A folder that cannot be looked at is an alarm; no reason to show nothing.</summary>
    private bool Stands(OutgoingRow row)
    {
        try
        {
            return !tools.Outgoing.IsGone(row);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>By what records of an accepted delivery were rejected: from our copy of its answer.</summary>
    public RejectedCodes Rejected(DeliveryDetails delivery)
    {
        var answer = delivery.Outgoing.FirstOrDefault(o => o.Flow == "ANSWER");
        if (answer is null || delivery.Delivery.Rejected == 0 || !CbeNumber.TryFrom(answer.Party, out var party))
            return new RejectedCodes([], true);
        var path = tools.Disk.Files.Path.Combine(tools.Folders.Sent(party), answer.FileName);
        if (!tools.Disk.Exists(path))
            return new RejectedCodes([], false);
        var counts = new SortedDictionary<string, (long Count, List<long> Records)>(StringComparer.Ordinal);
        using var file = tools.Disk.Files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var xml = SafeXml.Read(file);
        var (element, record, rejected, whole) = ("", 0L, false, true);
        while (whole && xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
                element = xml.LocalName;
            if (xml.NodeType != XmlNodeType.Text)
                continue;
            if (element == "recordNumber")
                (record, rejected, whole) = (long.Parse(xml.Value, CultureInfo.InvariantCulture), false, file.Position < MostOfAnAnswer);
            else if (element == "outcome")
                rejected = xml.Value == "REJECTED";
            else if (element == "code" && rejected)
                Count(counts, xml.Value, record);
        }
        return new RejectedCodes([.. counts.Select(c => new RejectedCode(c.Key, c.Value.Count, c.Value.Records))], whole);
    }

    private static void Count(SortedDictionary<string, (long Count, List<long> Records)> counts, string code, long record)
    {
        var (count, records) = counts.GetValueOrDefault(code, (0, []));
        if (records.Count < RecordsShown && !records.Contains(record))
            records.Add(record);
        counts[code] = (count + 1, records);
    }

    public (IReadOnlyList<NightRow> Nights, ILookup<DateOnly, NightStepRow> Steps) Nights(int most)
    {
        using var session = tools.Store.Read();
        var nights = session.Query<NightRow>("latest_nights", new { Most = most });
        var steps = nights.Count == 0 ? [] : session.Query<NightStepRow>("steps_since", new { nights[^1].BusinessDate });
        return (nights, steps.ToLookup(step => step.BusinessDate));
    }

    public IReadOnlyList<NightPartyRow> Told(DateOnly businessDate)
    {
        using var session = tools.Store.Read();
        return session.PartiesOf(businessDate);
    }

    public IReadOnlyList<RegisterCount> RegisterCounts(CbeNumber party)
    {
        using var session = tools.Store.Read();
        return session.Query<RegisterCount>("register_counts", new { Party = party.Value, OpenEnd = DateOnly.MaxValue });
    }

    /// <summary>Decisions on deliveries, and files that went out by flow, from midnight of a day on.</summary>
    public (IReadOnlyDictionary<string, long> Decisions, IReadOnlyDictionary<string, long> Outgoing) Since(DateOnly day)
    {
        using var session = tools.Store.Read();
        var since = new { Since = Start(day)!.Value };
        return (Counts(session, "count_decisions_since", since), Counts(session, "count_outgoing_since", since));
    }

    private static Dictionary<string, long> Counts(StoreSession session, string statement, object? parameters = null) =>
        session.Query<NamedCount>(statement, parameters).ToDictionary(c => c.Name, c => c.Number, StringComparer.Ordinal);

    /// <summary>The rows of a person, looked up by an operator: journalled before anything is shown.</summary>
    public Explanation Consult(CbeNumber party, Ssin ssin, Operator who)
    {
        using (var session = tools.Store.Write())
        {
            session.Journal(tools.Clock.GetUtcNow(), who, "CONSULT", party, null, null, ssin);
            session.Commit();
        }
        return new Explain(tools.Store).Run(party, ssin);
    }

    /// <summary>How many bytes lie in this party's folder, or were taken from there and are not decided; null: a look would find nothing
    /// to do.</summary>
    public long? Work(CbeNumber party)
    {
        var (files, folders) = (tools.Disk.Files, tools.Folders);
        var inbox = folders.In(party);
        var places = LaneWorker.Lanes.Select(lane => folders.Absolute(Folders.Taken(party, lane))).Where(files.Directory.Exists).ToList();
        var has = tools.Disk.Look(inbox, () => !files.Directory.Exists(inbox) || files.Directory.EnumerateFileSystemEntries(inbox).Any())
            || places.Any(place => files.Directory.EnumerateDirectories(place).Any())
            || LaneWorker.Lanes.Any(lane => files.Directory.Exists(folders.Spool($"{party}.{lane}")));
        if (!has)
            return null;
        var claims = places.SelectMany(files.Directory.EnumerateDirectories).ToList();
        return claims.Append(inbox).Where(files.Directory.Exists).Sum(folder => new PartyFolder(tools.Disk, folder).Entries().Sum(entry => entry.Size));
    }

    /// <summary>Parties of which something was decided that their folders may not show yet.</summary>
    public IReadOnlyList<long> Unfinished()
    {
        using var session = tools.Store.Read();
        return session.Query<long>("parties_with_unfiled");
    }

    /// <summary>Midnight in Belgium.</summary>
    private DateTimeOffset? Start(DateOnly? day)
    {
        if (day is not { } date)
            return null;
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, tools.Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private sealed record NamedCount
    {
        public string Name { get; init; } = "";
        public long Number { get; init; }
    }
}
