using Raas.Inscriptions;
using Raas.Reading;

namespace Raas.Flows.Subscriptions;

/// <summary>Hands out the records of a spool and what was decided on each, in file order, some at a time: the next ones are read while
/// those before are written to the answer.</summary>
internal sealed class DecidedFeed : IDisposable
{
    private const int AtOnce = 1024;

    private readonly SpoolWalk walk;
    private readonly ReadAhead<Block> blocks;

    public DecidedFeed(Spool spool)
    {
        // One more than there are: so the end is seen without another look.
        var most = (int)Math.Min(spool.Count + 1, AtOnce);
        walk = new SpoolWalk(spool);
        blocks = new ReadAhead<Block>(new Block(most), new Block(most), block => block.Read(walk));
    }

    /// <summary>The next ones; null at the end. Those handed out before are used again.</summary>
    public Block? Next() => blocks.Next();

    public void Dispose()
    {
        blocks.Dispose();
        walk.Dispose();
    }

    /// <summary>Records with their decisions.</summary>
    public sealed class Block(int most)
    {
        /// <summary>In file order; valid up to <see cref="Count"/>.</summary>
        public SubscriptionRecord[] Records { get; } = [.. Enumerable.Range(0, most).Select(_ => new SubscriptionRecord())];

        /// <summary>What was decided on each.</summary>
        public DecidedRecord[] Decisions { get; } = new DecidedRecord[most];

        public int Count { get; private set; }

        /// <returns>False: these are the last.</returns>
        public bool Read(SpoolWalk walk)
        {
            for (Count = 0; Count < Records.Length && walk.Next(out var record, out var outcome); Count++)
            {
                Records[Count].Read(record);
                Decisions[Count].Read(outcome);
            }
            return Count == Records.Length;
        }
    }
}
