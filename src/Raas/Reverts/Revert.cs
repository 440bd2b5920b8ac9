using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Reverts;

/// <summary>Puts the rows that one change set changed back as they were, key by key along the journal, in the transaction of its
/// caller.</summary>
/// <remarks>What in memory grows with the delivery is one byte a record.</remarks>
/// <param name="changeSet">What is taken back.</param>
/// <param name="origin">That of the delivery: the same, or what was taken back before.</param>
internal sealed class Revert(
    IntakeContext tools, StoreSession store, Party party, long changeSet, long origin, AskedSince asked, long recordCount)
{
    private readonly Dictionary<int, string> codes = party.Types.ToDictionary(type => type.Id, type => type.Code);
    private readonly HashSet<(long Ssin, int Type)> piecesLost = store.PiecesChangedBy(party.Number, changeSet);
    private readonly HashSet<long> nights = store.NightChangeSets(party.Number);
    private readonly Dictionary<(string Cause, long Id), long> left = [];
    private readonly DecidedChanges changes = new();

    /// <summary>What became of each record, by its number.</summary>
    public RecordFate[] Fates { get; } = new RecordFate[recordCount + 1];

    /// <summary>How many records had which fate.</summary>
    public Tally Tally => new()
    {
        Reverted = Fates.LongCount(fate => fate == RecordFate.PutBack),
        Unchanged = Fates.LongCount(fate => fate == RecordFate.Kept),
        Rejected = Fates.LongCount(fate => fate == RecordFate.Impossible),
    };

    /// <summary>Rows that are again what they were.</summary>
    public long PutBack { get; private set; }

    /// <summary>Rows that something changed, or asked for, since.</summary>
    public long Kept { get; private set; }

    /// <summary>Rows of which it is not known what they were.</summary>
    public long Impossible { get; private set; }

    /// <summary>Why rows stay as they are, the most first.</summary>
    public IReadOnlyList<LeftByRevert> Left() =>
    [
        .. left.Select(one => (one.Key.Cause, one.Value, Because: Because(one.Key)))
        .GroupBy(one => (one.Cause, one.Because.DeliveryId, one.Because.Night))
        .Select(group => group.First().Because with { Rows = group.Sum(one => one.Value) })
        .OrderByDescending(one => one.Rows).ThenBy(one => one.Cause, StringComparer.Ordinal).ThenBy(one => one.DeliveryId),
    ];

    /// <param name="ownChangeSet">Under which it is journalled; null: nothing is written.</param>
    public void Run(long? ownChangeSet, CancellationToken stop)
    {
        using var beside = tools.Store.Read();
        var key = (Ssin: 0L, Type: 0);
        var lines = new List<KeyChange>();
        foreach (var (ssin, type, change) in beside.JournalLinesOfParty(party.Number))
        {
            if (key != (ssin, type))
            {
                stop.ThrowIfCancellationRequested();
                Decide(key.Ssin, key.Type, lines);
                if (ownChangeSet is { } own && changes.Journal.Count >= tools.Options.Intake.BatchRecords)
                    Write(own);
                key = (ssin, type);
                lines.Clear();
            }
            lines.Add(change);
        }
        Decide(key.Ssin, key.Type, lines);
        if (ownChangeSet is { } last)
            Write(last);
    }

    private void Write(long ownChangeSet)
    {
        changes.Write(store, party.Number, ownChangeSet);
        changes.Clear();
    }

    private void Decide(long ssin, int type, List<KeyChange> lines)
    {
        var part = 0;
        foreach (var group in RevertGroup.Of(lines, changeSet, party.Settings.MergeAdjacent))
        {
            var records = group.RecordsOf(lines, origin);
            if (Since(ssin, type, group) is { } since)
            {
                Leave(since, group, records, RecordFate.Kept);
                Kept += group.RowCount;
            }
            else if (IsForgotten(ssin, type, group, lines))
            {
                Leave((LeftByRevert.Pieces, 0), group, records, RecordFate.Impossible);
                Impossible += group.RowCount;
            }
            else
            {
                PutBackAll(ssin, type, group, ref part);
                Note(records, RecordFate.PutBack);
                PutBack += group.RowCount;
            }
        }
    }

    /// <summary>What changed these rows, or asked for them, since; null: nothing.</summary>
    private (string Cause, long Id)? Since(long ssin, int type, RevertGroup group)
    {
        if (group.ChangedBy != 0)
            return ("", group.ChangedBy);
        if (asked.DeliveryOf(ssin, type, group) is > 0 and var delivery)
            return (LeftByRevert.Named, delivery);
        return asked.IsCalled(ssin) ? (LeftByRevert.Called, 0) : null;
    }

    /// <summary>Rows that had followed a replaced number are made of pieces, and they are not put back here: where the delivery has taken
    /// some out, an annulment would no longer find what it has to put back.</summary>
    private bool IsForgotten(long ssin, int type, RevertGroup group, List<KeyChange> lines) =>
        piecesLost.Contains((ssin, type))
        || (group.Was.Any(row => !group.Now.Any(now => now.Contains(row)))
            && lines.Exists(line => line.ChangeSet < changeSet && nights.Contains(line.ChangeSet))
            && !store.HasPieces(party.Number, ssin, type));

    private void Leave((string Cause, long Id) because, RevertGroup group, IReadOnlyList<int> records, RecordFate fate)
    {
        left[because] = left.GetValueOrDefault(because) + group.RowCount;
        Note(records, fate);
    }

    private void Note(IReadOnlyList<int> records, RecordFate fate)
    {
        foreach (var record in records)
            Fates[record] = (RecordFate)Math.Max((byte)Fates[record], (byte)fate);
    }

    /// <param name="part">One record may have made several groups: their lines are counted through.</param>
    private void PutBackAll(long ssin, int type, RevertGroup group, ref int part)
    {
        InscriptionRow Row(Period row) => new(ssin, type, row.BeginDay, row.EndDay);
        foreach (var row in group.Now)
        {
            changes.Removed.Add(Row(row));
            changes.Sums.Add(ssin, codes[type], row, -1, -1);
        }
        foreach (var row in group.Was)
        {
            changes.Added.Add(Row(row));
            changes.Sums.Add(ssin, codes[type], row, 1, 1);
        }
        foreach (var line in group.Back())
            changes.Journal.Add(new JournalRow(ssin, type, group.Records[0], part++, line.Before, line.After));
    }

    private LeftByRevert Because((string Cause, long Id) of)
    {
        if (of.Cause.Length > 0)
            return new LeftByRevert { Cause = of.Cause, DeliveryId = of.Id == 0 ? null : of.Id };
        var cause = store.CauseOf(of.Id, party.Number);
        return new LeftByRevert { Cause = cause.Cause, DeliveryId = cause.DeliveryId, Night = cause.Night };
    }
}
