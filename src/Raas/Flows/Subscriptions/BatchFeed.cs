using System.IO.Abstractions;
using Raas.Files;
using Raas.Reading;

namespace Raas.Flows.Subscriptions;

/// <summary>Hands out the batches of a spool, part by part, and reads the next one while the one before is worked on.</summary>
internal sealed class BatchFeed : IDisposable
{
    private readonly Spool spool;
    private SubscriptionBatch current;
    private SubscriptionBatch ahead;
    private Task loading;
    private ByteReader? records;
    private int part = -1;
    private int outcomesPart = -1;
    private FileSystemStream? outcomesFile;
    private ByteWriter? outcomes;

    public BatchFeed(Spool spool, int maxRecords)
    {
        // A small delivery, and there are many, needs no large batch.
        var most = (int)Math.Clamp(spool.Count, 1, maxRecords);
        (this.spool, current, ahead) = (spool, new SubscriptionBatch(most), new SubscriptionBatch(most));
        loading = Task.Run(Load);
    }

    /// <summary>The next batch; one without records at the end. The one handed out before is used again.</summary>
    public SubscriptionBatch Next()
    {
        loading.GetAwaiter().GetResult();
        (current, ahead) = (ahead, current);
        if (current.Count > 0)
            loading = Task.Run(Load);
        return current;
    }

    /// <summary>Where the outcomes of a part go; parts come in order.</summary>
    public ByteWriter Outcomes(int of)
    {
        while (outcomesPart < of)
            OpenOutcomes(outcomesPart + 1);
        return outcomes!;
    }

    public void Dispose()
    {
        loading.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        records?.Dispose();
        while (outcomesPart < spool.Routing.Parts - 1)
            OpenOutcomes(outcomesPart + 1);
        CloseOutcomes();
    }

    private void Load()
    {
        ahead.IsFirstOfPart = false;
        while (records is null || !ahead.Load(records))
        {
            records?.Dispose();
            records = null;
            if (++part >= spool.Routing.Parts)
                return;
            records = spool.ReadRecords(part);
            ahead.Part = part;
            ahead.IsFirstOfPart = true;
        }
        ahead.Part = part;
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
