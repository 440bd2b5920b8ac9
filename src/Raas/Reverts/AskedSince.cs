using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows.Subscriptions;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Operations;
using Raas.Reading;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Reverts;

/// <summary>What an institution asked for since a delivery. Who asks for what stands there already changes nothing, and leaves nothing in
/// the journal: it stands in the data files of later deliveries, and in the audit of calls. Without it, what was sent again and again
/// would be taken from under those who sent it.</summary>
/// <remarks>By ranges of numbers, on disk: what is in memory is one part.</remarks>
internal sealed class AskedSince : IDisposable
{
    private readonly Spool spool;
    private readonly HashSet<long> called = [];
    private readonly Dictionary<(long Ssin, int Type), List<(Period? Period, long DeliveryId)>> part = [];
    private int loaded = -1;

    private AskedSince(Spool spool) => this.spool = spool;

    /// <summary>Reads the later data files and the audit.</summary>
    /// <param name="store">To know which number stands for which.</param>
    /// <param name="since">Of what is to be taken back.</param>
    /// <exception cref="OperatorException">A data file is no longer in the archive, or another one: it cannot be known.</exception>
    public static AskedSince Read(
        IntakeContext tools, StoreSession store, Party party, LedgerRow delivery, DateTimeOffset since, CancellationToken stop)
    {
        var later = store.AcceptedAfter(party.Number, delivery.Flow!, delivery.FileSequenceNumber!.Value, since);
        var bytes = later.Sum(one => one.Size ?? 0) + (delivery.Size ?? 0);
        var parts = SpoolParts.PartsFor(bytes, tools.Options.Intake.BytesPerPart);
        // Numbers that were replaced are resolved here: the parts are plain ranges, in the order in which a journal is read.
        var asked = new AskedSince(new Spool(tools.Disk.Files, tools.Folders.Spool(Folders.RevertSpool(party.Number, "asked")),
            new SpoolParts(parts, [], []), bytes));
        try
        {
            using var lookup = store.Dialect.NewLookup(store, party.Number, 0);
            using (var writer = asked.spool.Write())
            {
                foreach (var one in later)
                    Add(writer, tools, lookup, party, one, stop);
            }
            asked.AddCalls(tools, lookup, party, since);
            return asked;
        }
        catch
        {
            asked.Dispose();
            throw;
        }
    }

    /// <summary>The first later delivery that asked for some of these days; 0: none did. Keys come in ascending order.</summary>
    public long DeliveryOf(long ssin, int type, RevertGroup group)
    {
        Load(spool.Routing.PartOf(ssin));
        return part.TryGetValue((ssin, type), out var asked)
            ? asked.Find(one => group.IsMeantBy(one.Period)).DeliveryId : 0;
    }

    /// <summary>Whether a call registered or unregistered something for this person; what, is not kept.</summary>
    public bool IsCalled(long ssin) => called.Contains(ssin);

    public void Dispose() => spool.Dispose();

    private static void Add(
        SpoolWriter writer, IntakeContext tools, RegisterLookup lookup, Party party, ArchivedDelivery later, CancellationToken stop)
    {
        using var content = Archived.Read(tools, party, later.DeliveryId, later.FiledFolder, later.FiledData, later.Digest, "later", stop);
        using var records = content.Records.ReadRecords(0);
        var batch = new List<(long Ssin, int Type, Period? Period)>();
        var record = new SubscriptionRecord();
        for (var left = content.Records.Count; left > 0; left--)
        {
            record.Read(records);
            if (record.Type != RecordRequest.NoType && PeriodOf(record, out var period))
                batch.Add((record.Ssin, party.Types[record.Type].Id, period));
            if (batch.Count == tools.Options.Intake.BatchRecords || left == 1)
            {
                stop.ThrowIfCancellationRequested();
                var current = CurrentOf(lookup, batch.Select(one => one.Ssin));
                foreach (var (ssin, type, days) in batch)
                {
                    Write(writer, ssin, type, days, later.DeliveryId);
                    if (current.TryGetValue(ssin, out var now))
                        Write(writer, now, type, days, later.DeliveryId);
                }
                batch.Clear();
            }
        }
    }

    /// <summary>False: it begins after its end, and was rejected.</summary>
    private static bool PeriodOf(SubscriptionRecord record, out Period? period)
    {
        period = null;
        if (!record.HasPeriod)
            return true;
        var isRight = Period.TryCreate(record.BeginDay, record.EndDay, out var days);
        period = days;
        return isRight;
    }

    private void AddCalls(IntakeContext tools, RegisterLookup lookup, Party party, DateTimeOffset since)
    {
        foreach (var entry in tools.Audit.Read(since, tools.Clock.GetUtcNow(), party.Number))
        {
            if (entry is { Operation: "registerInscription" or "unregisterInscription", Ssin: { } ssin }
                && entry.Outcome == Codes.Record.Ok.Wire)
                called.Add(ssin);
        }
        called.UnionWith(CurrentOf(lookup, called).Values.ToList());
    }

    /// <summary>Of those that were replaced, the number that stands for them now.</summary>
    private static Dictionary<long, long> CurrentOf(RegisterLookup lookup, IEnumerable<long> numbers)
    {
        List<StagedKey> keys = [.. numbers.Distinct().Order().Select(ssin => new StagedKey(ssin, false))];
        return keys.Count == 0 ? [] : lookup.Persons(keys).Where(person => person.IsReplaced).ToDictionary(p => p.Ssin, p => p.Current);
    }

    private static void Write(SpoolWriter writer, long ssin, int type, Period? period, long deliveryId)
    {
        var to = writer.Next(ssin);
        to.Int64(ssin);
        to.Int32(type);
        to.Int32(period?.BeginDay ?? -1);
        to.Int32(period?.EndDay ?? -1);
        to.Int64(deliveryId);
    }

    private void Load(int wanted)
    {
        if (wanted == loaded)
            return;
        loaded = wanted;
        part.Clear();
        using var from = spool.ReadRecords(wanted);
        while (!from.AtEnd)
        {
            var key = (from.Int64(), from.Int32());
            var (begin, end, delivery) = (from.Int32(), from.Int32(), from.Int64());
            if (!part.TryGetValue(key, out var asked))
                part[key] = asked = [];
            asked.Add((begin < 0 ? null : Period.FromDays(begin, end), delivery));
        }
    }
}
