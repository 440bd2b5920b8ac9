using System.IO.Abstractions;
using Raas.Files;
using Raas.Reading;

namespace Raas.Flows.Subscriptions;

/// <summary>Hands out the batches of a spool, part by part, and reads the next one while the one before is worked on.</summary>
internal sealed class BatchFeed : IDisposable
{
    private readonly Spool spool;
    private readonly ReadAhead<SubscriptionBatch> batches;
    private ByteReader? records;
    private int part = -1;
    private int outcomesPart = -1;
    private Stream? outcomesFile;
    private ByteWriter? outcomes;

    public BatchFeed(Spool spool, int maxRecords)
    {
        // A small delivery, and there are many, needs no large batch.
        var most = (int)Math.Clamp(spool.Count, 1, maxRecords);
        this.spool = spool;
        batches = new ReadAhead<SubscriptionBatch>(new SubscriptionBatch(most), new SubscriptionBatch(most), Load);
    }

    /// <summary>The next batch; null, or one without records, at the end. The one handed out before is used again.</summary>
    public SubscriptionBatch? Next() => batches.Next();

    /// <summary>Where the outcomes of a part go; parts come in order.</summary>
    public ByteWriter Outcomes(int of)
    {
        while (outcomesPart < of)
            OpenOutcomes(outcomesPart + 1);
        return outcomes!;
    }

    public void Dispose()
    {
        batches.Dispose();
        records?.Dispose();
        while (outcomesPart < spool.Routing.Parts - 1)
            OpenOutcomes(outcomesPart + 1);
        CloseOutcomes();
    }

    /// <returns>False: there is no batch any more, and this one has no records.</returns>
    private bool Load(SubscriptionBatch batch)
    {
        batch.IsFirstOfPart = false;
        while (records is null || !batch.Load(records))
        {
            records?.Dispose();
            records = null;
            if (++part >= spool.Routing.Parts)
                return false;
            records = spool.ReadRecords(part);
            batch.IsFirstOfPart = true;
        }
        batch.Part = part;
        return true;
    }

    /// <summary>Parts without a record have an empty file, so that whoever walks the spool finds one for each.</summary>
    private void OpenOutcomes(int of)
    {
        CloseOutcomes();
        outcomesPart = of;
        outcomesFile = spool.CreateOutcomes(of);
        outcomes = new ByteWriter(outcomesFile);
    }

    private void CloseOutcomes()
    {
        outcomes?.Dispose();
        outcomesFile?.Dispose();
        (outcomes, outcomesFile) = (null, null);
    }
}
