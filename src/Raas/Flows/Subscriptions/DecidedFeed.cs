using Raas.Inscriptions;
using Raas.Reading;

namespace Raas.Flows.Subscriptions;

/// <summary>Hands out the records of a spool and what was decided on each, in file order, some at a time: the next ones are read while
/// those before are written to the answer.</summary>
internal sealed class DecidedFeed : IDisposable
{
    private const int AtOnce = 1024;

    private readonly SpoolWalk walk;
    private Block current;
    private Block ahead;
    private Task? reading;

    public DecidedFeed(Spool spool)
    {
        // One more than there are: so the end is seen without another look.
        var most = (int)Math.Min(spool.Count + 1, AtOnce);
        (walk, current, ahead) = (new SpoolWalk(spool), new Block(most), new Block(most));
        ahead.Read(walk);
    }

    /// <summary>The next ones; none at the end. Those handed out before are used again.</summary>
    public Block Next()
    {
        reading?.GetAwaiter().GetResult();
        (current, ahead) = (ahead, current);
        if (current.IsFull)
            reading = Task.Run(() => ahead.Read(walk));
        else
            (reading, ahead.Count) = (null, 0);
        return current;
    }

    public void Dispose()
    {
        reading?.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        walk.Dispose();
    }

    /// <summary>Records with their decisions.</summary>
    public sealed class Block(int most)
    {
        /// <summary>In file order; valid up to <see cref="Count"/>.</summary>
        public SubscriptionRecord[] Records { get; } = [.. Enumerable.Range(0, most).Select(_ => new SubscriptionRecord())];

        /// <summary>What was decided on each.</summary>
        public DecidedRecord[] Decisions { get; } = new DecidedRecord[most];

        public int Count { get; set; }

        /// <summary>Others may follow.</summary>
        public bool IsFull => Count == Records.Length;

        public void Read(SpoolWalk walk)
        {
            for (Count = 0; !IsFull && walk.Next(out var record, out var outcome); Count++)
            {
                Records[Count].Read(record);
                Decisions[Count].Read(outcome);
            }
        }
    }
}
