using System.Runtime.InteropServices;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Flows.Subscriptions;

/// <summary>One batch of records of one part of the spool, and what was decided on each. Reused from batch to batch.</summary>
/// <param name="maxRecords">Large enough that a round trip costs nothing per record, small enough to stay in the processor's cache and in
/// memory.</param>
internal sealed class SubscriptionBatch(int maxRecords)
{
    /// <summary>Bits for the position in the batch, below the Ssin in a sort key.</summary>
    private const int PositionBits = 17;

    private readonly SubscriptionRecord record = new();
    private readonly RecordRequest[] requests = new RecordRequest[maxRecords];
    private readonly PersonIdentity?[] identities = new PersonIdentity?[maxRecords];
    private readonly long[] order = new long[maxRecords];
    private readonly int[] personOf = new int[maxRecords];

    public DecidedRecord[] Decisions { get; } = new DecidedRecord[maxRecords];

    public int Count { get; private set; }

    /// <summary>Part of the spool.</summary>
    public int Part { get; set; }

    /// <summary>No batch before it touched a key of its part.</summary>
    public bool IsFirstOfPart { get; set; }

    /// <summary>The numbers that the records give, ascending, each once, and whether an identity is to be compared.</summary>
    public List<StagedKey> Keys { get; } = [];

    /// <summary>Reads the next batch of a part. False when nothing is left.</summary>
    public bool Load(ByteReader from)
    {
        Count = 0;
        while (Count < maxRecords && !from.AtEnd)
        {
            record.Read(from);
            requests[Count] = Request();
            identities[Count] = record.HasPerson
                ? new PersonIdentity(record.String(record.LastName), record.String(record.FirstName),
                    IncompleteDate.FromPacked(record.BirthDate), record.Gender)
                : null;
            order[Count] = record.Ssin << PositionBits | (uint)Count;
            Count++;
        }
        order.AsSpan(0, Count).Sort();
        CollectKeys();
        return Count > 0;
    }

    /// <summary>The records in groups that must be decided together: same current number, in file order.</summary>
    /// <param name="persons">What is known of <see cref="Keys"/>, in their order.</param>
    /// <param name="way">Rows that have still to follow, if there are any.</param>
    public IEnumerable<RecordGroup> Groups(IReadOnlyList<KnownPerson> persons, RowsOnTheWay? way)
    {
        if (way is not null || persons.Any(p => p.IsReplaced))
        {
            for (var i = 0; i < Count; i++)
            {
                var position = (int)(order[i] & ((1 << PositionBits) - 1));
                var current = persons[personOf[position]].Current;
                order[i] = (way?.TogetherWith(current) ?? current) << PositionBits | (uint)position;
            }
            order.AsSpan(0, Count).Sort();
        }
        for (int start = 0, end; start < Count; start = end)
        {
            var current = order[start] >> PositionBits;
            for (end = start + 1; end < Count && order[end] >> PositionBits == current; end++)
            {
            }
            yield return new RecordGroup(current, start, end);
        }
    }

    /// <summary>Position in the batch of the n-th record in group order.</summary>
    public int Position(int n) => (int)(order[n] & ((1 << PositionBits) - 1));

    public ref readonly RecordRequest this[int position] => ref requests[position];

    /// <summary>The numbers of the records that take out, ascending, each once.</summary>
    public IEnumerable<long> NumbersTakenOut()
    {
        var numbers = new SortedSet<long>();
        for (var i = 0; i < Count; i++)
        {
            if (requests[i].Action == RequestAction.Unregister)
                numbers.Add(requests[i].Ssin);
        }
        return numbers;
    }

    public PersonIdentity? Identity(int position) => identities[position];

    public int PersonOf(int position) => personOf[position];

    private RecordRequest Request() => new()
    {
        Ssin = record.Ssin,
        Number = record.Number,
        Type = record.Type,
        BeginDay = record.BeginDay,
        EndDay = record.EndDay,
        HasPeriod = record.HasPeriod,
        Action = record.Action,
    };

    private void CollectKeys()
    {
        Keys.Clear();
        for (var i = 0; i < Count; i++)
        {
            var ssin = order[i] >> PositionBits;
            var position = Position(i);
            if (Keys.Count == 0 || Keys[^1].Ssin != ssin)
                Keys.Add(new StagedKey(ssin, false));
            if (identities[position] is not null)
                CollectionsMarshal.AsSpan(Keys)[^1].WantsIdentity = true;
            personOf[position] = Keys.Count - 1;
        }
    }

    /// <param name="Current">The current Ssin of the group, or of the persons with whom its rows are together.</param>
    public readonly record struct RecordGroup(long Current, int Start, int End);
}
