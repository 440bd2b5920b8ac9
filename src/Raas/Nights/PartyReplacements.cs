using Raas.Configuration;
using Raas.Domain;
using Raas.Outgoing;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Nights;

/// <summary>The replacements of one night at one institution.</summary>
internal sealed class PartyReplacements(NightContext tools, StoreSession store, Party party, NightSsins numbers)
{
    private readonly Dictionary<int, string> codes = party.Types.ToDictionary(type => type.Id, type => type.Code);
    private readonly List<StagedKey> keys = [];
    private readonly RowMoves moves = new();
    private readonly List<InscriptionRow> removed = [];
    private readonly List<InscriptionRow> added = [];
    private readonly List<JournalRow> journal = [];
    private readonly RowSums sums = new();
    private readonly List<(long Holder, int Type)> piecesGone = [];
    private readonly List<PieceRow> pieces = [];
    private readonly SortedDictionary<(long Ssin, bool IsCancellation), List<(string, MovedInscription)>> told = [];
    private long? changeSetId;
    private long rowsMoved;

    /// <summary>It gets a file also when there is nothing to tell.</summary>
    public static bool IsToldOfNothing(Party party) => party.Settings is { NotifyReplacements: true, EmptyNotifications: true };

    public NightPartyRow Run(CancellationToken stop)
    {
        store.LockRegister(party.Number);
        numbers.Choose(party.Number);
        var considered = numbers.Considered;
        var isAsked = party.Settings.NotifyReplacements;
        var (files, notified, concerned) = (0L, 0L, 0L);
        if (isAsked)
        {
            (files, notified) = tools.Prepare(
                store, party, ReplacementItem.Frame, [], party.Settings.EmptyNotifications, Items(stop)
                    .Select(item => (Action<ItemWriter>)item.Write));
            concerned = notified;
        }
        else
        {
            concerned = Items(stop).LongCount();
        }
        return new NightPartyRow
        {
            Flow = FlowName.Replacement,
            Party = party.Number.Value,
            Considered = considered,
            Notified = notified,
            NotAsked = concerned - notified,
            NotHeld = considered - concerned,
            RowsMoved = rowsMoved,
            Files = files,
            ChangeSetId = changeSetId,
        };
    }

    /// <summary>Cluster by cluster: decides, and hands out what is to be told. What a batch changes is written when the batch is
    /// through.</summary>
    private IEnumerable<ReplacementItem> Items(CancellationToken stop)
    {
        var hasPieces = store.CountPieces(party.Number) > 0;
        for (var from = 1; from <= numbers.Clusters; from += tools.Options.Night.BatchItems)
        {
            stop.ThrowIfCancellationRequested();
            var through = Math.Min(numbers.Clusters, from + tools.Options.Night.BatchItems - 1);
            var rows = Rows(from, through);
            var kept = hasPieces ? Pieces(from, through) : [];
            foreach (var item in Clusters(rows, kept))
                yield return item;
            Save();
        }
    }

    /// <summary>In the order of clusters, numbers and dossier types.</summary>
    private List<InscriptionRow> Rows(int from, int through)
    {
        keys.Clear();
        keys.AddRange(numbers.Between(from, through).Select(ssin => new StagedKey(ssin, false)));
        keys.Sort((a, b) => a.Ssin.CompareTo(b.Ssin));
        using var lookup = store.Dialect.NewLookup(store, party.Number, -party.Number.Value);
        List<InscriptionRow> rows = [.. lookup.Rows([], keys)];
        rows.Sort((a, b) => (numbers[a.Ssin].ClusterNo, a.Ssin, a.DossierTypeId, a.BeginDay)
            .CompareTo((numbers[b.Ssin].ClusterNo, b.Ssin, b.DossierTypeId, b.BeginDay)));
        return rows;
    }

    private List<PieceRow> Pieces(int from, int through)
    {
        List<PieceRow> rows = [.. store.PiecesOfClusters(party.Number, from, through)];
        rows.Sort((a, b) => (numbers[a.Holder].ClusterNo, a.Holder, a.DossierTypeId, a.Origin, a.BeginDay)
            .CompareTo((numbers[b.Holder].ClusterNo, b.Holder, b.DossierTypeId, b.Origin, b.BeginDay)));
        return rows;
    }

    /// <summary>Walks along rows and pieces, both in the order of clusters.</summary>
    private IEnumerable<ReplacementItem> Clusters(List<InscriptionRow> rows, List<PieceRow> kept)
    {
        var types = new SortedSet<int>(Comparer<int>.Create((a, b) => string.CompareOrdinal(codes[a], codes[b])));
        for (var (row, piece) = (0, 0); row < rows.Count || piece < kept.Count;)
        {
            var cluster = Math.Min(row < rows.Count
                ? numbers[rows[row].Ssin].ClusterNo
                : int.MaxValue, piece < kept.Count ? numbers[kept[piece].Holder].ClusterNo : int.MaxValue);
            var (firstRow, firstPiece) = (row, piece);
            types.Clear();
            for (; row < rows.Count && numbers[rows[row].Ssin].ClusterNo == cluster; row++)
                types.Add(rows[row].DossierTypeId);
            for (; piece < kept.Count && numbers[kept[piece].Holder].ClusterNo == cluster; piece++)
                types.Add(kept[piece].DossierTypeId);
            told.Clear();
            foreach (var type in types)
            {
                moves.Clear();
                for (var i = firstRow; i < row; i++)
                {
                    if (rows[i].DossierTypeId == type)
                        moves.AddRow(rows[i].Ssin, Period.FromDays(rows[i].BeginDay, rows[i].EndDay));
                }
                for (var i = firstPiece; i < piece; i++)
                {
                    if (kept[i].DossierTypeId == type)
                        moves.AddPiece(new Piece(kept[i].Origin, kept[i].Holder, Period.FromDays(kept[i].BeginDay, kept[i].EndDay)));
                }
                Decide(cluster, type);
            }
            foreach (var ((ssin, isCancellation), inscriptions) in told)
                yield return isCancellation ? Cancellation(cluster, ssin, inscriptions) : Replacement(numbers[ssin], inscriptions);
        }
    }

    private static ReplacementItem Replacement(in NightNumberRow number, List<(string, MovedInscription)> inscriptions) =>
        new(
            number.Ssin, number.CurrentSsin, number.IsCancelled, number.Source, number.MutationId, number.Kind!, number.Day,
            [.. inscriptions]);

    private ReplacementItem Cancellation(int cluster, long ssin, List<(string, MovedInscription)> inscriptions)
    {
        var cancelled = numbers.CancelledIn(cluster).First(c => c.Ssin == ssin);
        var current = numbers[ssin].CurrentSsin;
        return new ReplacementItem(
            ssin, current, true, cancelled.Source, cancelled.MutationId, NumberEvent.Cancelled, cancelled.Day, [.. inscriptions]);
    }

    private void Decide(int cluster, int type)
    {
        var follows = party.Settings.AutoReplace;
        Func<long, long?> changedTo = follows ? numbers.ChangedTo : static _ => null;
        if (follows)
        {
            moves.Follow(changedTo, party.Settings.MergeAdjacent);
            Collect(cluster, type);
        }
        foreach (var number in numbers.ConcernedIn(cluster))
        {
            // The same replacement again is no news but for what was registered in between.
            Tell(number.Ssin, type,
                moves.LeftFrom(number.Ssin, changedTo).Where(i => number.Change != NumberChange.Again || i.Effect != MoveEffect.None));
            if (number.CauseSsin == number.Ssin && number.Change == NumberChange.Changed)
                Tell(number.Ssin, type,
                    moves.ComingFrom(number.Ssin, origin => numbers.Find(origin) is { } o && o.CauseSsin == number.Ssin, changedTo));
        }
        // A cancelled number keeps its inscriptions where they are.
        foreach (var cancelled in numbers.CancelledIn(cluster))
        {
            var rows = from standing in moves.Standing(follows)
                       where numbers.IsConcernedBy(cancelled, standing.Ssin, standing.Origins)
                       select new MovedInscription(standing.Row, MoveEffect.None, null, ChangedSince: false);
            Tell(cancelled.Ssin, type, rows, isCancellation: true);
        }
    }

    private void Tell(long ssin, int type, IEnumerable<MovedInscription> inscriptions, bool isCancellation = false)
    {
        foreach (var inscription in inscriptions)
        {
            if (!told.TryGetValue((ssin, isCancellation), out var list))
                told.Add((ssin, isCancellation), list = []);
            list.Add((codes[type], inscription));
        }
    }

    /// <summary>What became of the rows and pieces of one dossier type, for the end of the batch.</summary>
    private void Collect(int cluster, int type)
    {
        foreach (var number in moves.Numbers)
        {
            if (!number.Told.SequenceEqual(number.Kept))
            {
                if (number.Told.Count > 0)
                    piecesGone.Add((number.Ssin, type));
                pieces.AddRange(number.Kept.Select(p => new PieceRow(p.Holder, type, p.Origin, p.Period.BeginDay, p.Period.EndDay)));
            }
            var part = 0;
            foreach (var row in number.Before.Except(number.After))
            {
                removed.Add(new InscriptionRow(number.Ssin, type, row.BeginDay, row.EndDay));
                journal.Add(new JournalRow(number.Ssin, type, cluster, part++, row, null));
                sums.Add(number.Ssin, codes[type], row, -1, -1);
                rowsMoved++;
            }
            foreach (var row in number.After.Except(number.Before))
            {
                added.Add(new InscriptionRow(number.Ssin, type, row.BeginDay, row.EndDay));
                journal.Add(new JournalRow(number.Ssin, type, cluster, part++, null, row));
                sums.Add(number.Ssin, codes[type], row, 1, 1);
            }
        }
    }

    private void Save()
    {
        if (journal.Count > 0 || pieces.Count > 0 || piecesGone.Count > 0)
        {
            changeSetId ??= store.NewChangeSet(FlowName.Replacement, null, tools.Clock.GetUtcNow(), party.Number);
            removed.Sort(InKeyOrder);
            added.Sort(InKeyOrder);
            journal.Sort((a, b) => (a.Ssin, a.DossierTypeId, a.Part).CompareTo((b.Ssin, b.DossierTypeId, b.Part)));
            new RegisterBatch(store, party.Number, changeSetId.Value).Apply(removed, added, journal, sums.Take());
            store.WritePieces(party.Number, changeSetId.Value, piecesGone, pieces);
        }
        removed.Clear();
        added.Clear();
        journal.Clear();
        pieces.Clear();
        piecesGone.Clear();
    }

    private static int InKeyOrder(InscriptionRow a, InscriptionRow b) =>
        (a.Ssin, a.DossierTypeId, a.BeginDay).CompareTo((b.Ssin, b.DossierTypeId, b.BeginDay));
}
