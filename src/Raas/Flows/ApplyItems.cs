using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Reading;

namespace Raas.Flows;

/// <summary>Applies what a source tells, inside the transaction of the delivery: batch by batch in file order.</summary>
internal abstract class ApplyItems<TItem>(Spool spool)
    where TItem : class, ISpooledItem, new()
{
    /// <summary>Items of a source are large: fewer at a time than records of a subscription.</summary>
    private const int MaxItems = 1 << 14;

    /// <summary>Used again for each batch. As many as there were: a place for each that there may be is too much for a small
    /// delivery.</summary>
    private readonly List<TItem> items = [];
    private int count;

    public Tally Tally { get; } = new();

    public Action<long>? Progress { get; init; }

    public void Run(CancellationToken stop)
    {
        for (var part = 0; part < spool.Routing.Parts; part++)
        {
            using var records = spool.ReadRecords(part);
            using var outcomesFile = spool.CreateOutcomes(part);
            using var outcomes = new ByteWriter(outcomesFile);
            while (Load(records))
            {
                stop.ThrowIfCancellationRequested();
                LoadKnown(count == items.Count ? items : items.GetRange(0, count));
                for (var i = 0; i < count; i++)
                {
                    var decided = Decide(items[i]);
                    Tally.Count(decided.Outcome);
                    decided.Write(outcomes);
                }
                Save();
                Progress?.Invoke(Tally.Read);
            }
        }
    }

    /// <summary>What is known of the items of a batch.</summary>
    protected abstract void LoadKnown(IReadOnlyList<TItem> batch);

    protected abstract DecidedRecord Decide(TItem item);

    /// <summary>Writes what the batch changed.</summary>
    protected abstract void Save();

    private bool Load(ByteReader from)
    {
        for (count = 0; count < MaxItems && !from.AtEnd; count++)
        {
            if (count == items.Count)
                items.Add(new TItem());
            items[count].Read(from);
        }
        return count > 0;
    }
}
