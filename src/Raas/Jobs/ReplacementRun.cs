using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Jobs;

/// <summary>Lets the inscriptions of one institution follow the numbers that were replaced, and tells it. One transaction: rows, pieces, journal, files
/// and counts. Its cost grows with the numbers that changed, not with the register.</summary>
internal sealed class ReplacementRun(NightTools tools)
{
    public const string Flow = "REPLACEMENT";

    public void Run(CancellationToken stop)
    {
        List<Party> institutions;
        int clusters;
        using (var session = tools.Store.Read())
        {
            institutions = [.. session.Parties().Where(p => p.Kind == PartyKind.Institution)];
            clusters = session.Scalar<int>("count_clusters");
        }
        foreach (var party in institutions)
        {
            stop.ThrowIfCancellationRequested();
            tools.Once(party, Flow, "REPLACEMENTS", session => new PartyReplacements(tools, session, party, clusters).Run(stop));
        }
    }
}

/// <summary>The replacements of one night at one institution.</summary>
internal sealed class PartyReplacements(NightTools tools, StoreSession store, Party party, int clusters)
{
    private readonly Dictionary<int, string> codes = party.Types.ToDictionary(type => type.Id, type => type.Code);
    private readonly Dictionary<long, NightNumberRow> numbers = [];
    private readonly RowMoves moves = new();
    private readonly List<InscriptionRow> removed = [];
    private readonly List<InscriptionRow> added = [];
    private readonly List<JournalRow> journal = [];
    private readonly List<(long Holder, int Type)> piecesGone = [];
    private readonly List<PieceRow> pieces = [];
    private readonly SortedDictionary<long, List<(string, MovedInscription)>> told = [];
    private long? changeSetId;
    private long rowsMoved;

    public NightPartyRow Run(CancellationToken stop)
    {
        store.Execute("lock_party", new { Party = party.Number.Value });
        var considered = store.Scalar<long>("count_numbers", new { Party = party.Number.Value });
        var isAsked = party.Settings.NotifyReplacements;
        var (files, notified, concerned) = (0L, 0L, 0L);
        if (isAsked)
        {
            (files, notified) = tools.Prepare(
                store, party, NotificationFrame.Replacement, [], party.Settings.EmptyNotifications, considered, Items(stop).Select(item => (Action<ByteWriter>)item.Write));
            concerned = notified;
        }
        else
        {
            concerned = Items(stop).LongCount();
        }
        return new NightPartyRow
        {
            Flow = ReplacementRun.Flow,
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

    /// <summary>Cluster by cluster: decides, and hands out what is to be told. What a batch changes is written when the batch is through.</summary>
    private IEnumerable<ReplacementItem> Items(CancellationToken stop)
    {
        for (var from = 1; from <= clusters; from += tools.Options.Night.BatchItems)
        {
            stop.ThrowIfCancellationRequested();
            var range = new { FromNo = from, ThroughNo = Math.Min(clusters, from + tools.Options.Night.BatchItems - 1), Party = party.Number.Value };
            var rows = Rows(range);
            var kept = Pieces(range);
            if (rows.Count == 0 && kept.Count == 0)
                continue;
            LoadNumbers(range);
            foreach (var item in Clusters(rows, kept))
                yield return item;
            Save();
        }
    }

    private List<InscriptionRow> Rows(object range)
    {
        var rows = new List<InscriptionRow>();
        using var reader = store.Reader("rows_of_clusters", range);
        while (reader.Read())
            rows.Add(new InscriptionRow(reader.GetInt64(0), reader.GetInt32(1), store.Dialect.Day(reader, 2), store.Dialect.Day(reader, 3)));
        return rows;
    }

    private List<PieceRow> Pieces(object range)
    {
        var rows = new List<PieceRow>();
        using var reader = store.Reader("pieces_of_clusters", range);
        while (reader.Read())
            rows.Add(new PieceRow(reader.GetInt64(0), reader.GetInt32(1), reader.GetInt64(2), store.Dialect.Day(reader, 3), store.Dialect.Day(reader, 4)));
        return rows;
    }

    private void LoadNumbers(object range)
    {
        numbers.Clear();
        using var reader = store.Reader("numbers_of_clusters", range);
        while (reader.Read())
        {
            var row = new NightNumberRow(
                reader.GetInt32(0), reader.GetInt64(1), 0, reader.GetInt64(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetString(4), (NumberChange)reader.GetInt32(5), reader.GetInt32(6) == 1,
                reader.GetInt64(7), reader.GetInt64(8), store.Dialect.Day(reader, 9));
            // What is only this institution's comes after what is everybody's, and says more than a number that is only connected.
            if (!numbers.TryGetValue(row.Ssin, out var known) || known.Kind is null)
                numbers[row.Ssin] = row;
        }
    }

    private IEnumerable<ReplacementItem> Clusters(List<InscriptionRow> rows, List<PieceRow> kept)
    {
        var rowsOf = rows.ToLookup(row => numbers[row.Ssin].ClusterNo);
        var keptOf = kept.ToLookup(piece => numbers[piece.Holder].ClusterNo);
        var numbersOf = numbers.Values.Where(n => n.Kind is not null).ToLookup(n => n.ClusterNo);
        foreach (var cluster in rowsOf.Select(group => group.Key).Union(keptOf.Select(group => group.Key)).Order())
        {
            told.Clear();
            var types = rowsOf[cluster].Select(row => row.DossierTypeId).Union(keptOf[cluster].Select(piece => piece.DossierTypeId));
            foreach (var type in types.OrderBy(type => codes[type], StringComparer.Ordinal))
                Decide(cluster, type, rowsOf[cluster].Where(row => row.DossierTypeId == type), keptOf[cluster].Where(piece => piece.DossierTypeId == type), numbersOf[cluster]);
            foreach (var (ssin, inscriptions) in told)
            {
                var number = numbers[ssin];
                yield return new ReplacementItem(ssin, number.CurrentSsin, number.IsCancelled, number.Source, number.MutationId, number.Kind!, number.Day, [.. inscriptions]);
            }
        }
    }

    private void Decide(int cluster, int type, IEnumerable<InscriptionRow> rows, IEnumerable<PieceRow> kept, IEnumerable<NightNumberRow> concerned)
    {
        moves.Clear();
        foreach (var row in rows)
            moves.AddRow(row.Ssin, Period.FromDays(row.BeginDay, row.EndDay));
        foreach (var piece in kept)
            moves.AddPiece(new Piece(piece.Origin, piece.Holder, Period.FromDays(piece.BeginDay, piece.EndDay)));
        var follows = party.Settings.AutoReplace;
        Func<long, long?> changedTo = follows ? ssin => numbers.TryGetValue(ssin, out var n) && n.Change != NumberChange.None ? n.CurrentSsin : null : _ => null;
        if (follows)
        {
            moves.Follow(changedTo, party.Settings.MergeAdjacent);
            Collect(cluster, type);
        }
        foreach (var number in concerned)
        {
            // The same replacement again is no news but for what was registered in between.
            Tell(number.Ssin, type, moves.LeftFrom(number.Ssin, changedTo).Where(i => number.Change != NumberChange.Again || i.Effect != MoveEffect.None));
            if (number.CauseSsin == number.Ssin && number.Change == NumberChange.Changed)
                Tell(number.Ssin, type, moves.ComingFrom(number.Ssin, origin => numbers.TryGetValue(origin, out var o) && o.CauseSsin == number.Ssin, changedTo));
        }
    }

    private void Tell(long ssin, int type, IEnumerable<MovedInscription> inscriptions)
    {
        foreach (var inscription in inscriptions)
        {
            if (!told.TryGetValue(ssin, out var list))
                told.Add(ssin, list = []);
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
                rowsMoved++;
            }
            foreach (var row in number.After.Except(number.Before))
            {
                added.Add(new InscriptionRow(number.Ssin, type, row.BeginDay, row.EndDay));
                journal.Add(new JournalRow(number.Ssin, type, cluster, part++, null, row));
            }
        }
    }

    private void Save()
    {
        if (journal.Count > 0 || pieces.Count > 0 || piecesGone.Count > 0)
        {
            changeSetId ??= store.NewChangeSet(ReplacementRun.Flow, null, tools.Clock.GetUtcNow());
            removed.Sort(InKeyOrder);
            added.Sort(InKeyOrder);
            journal.Sort((a, b) => (a.Ssin, a.DossierTypeId, a.Part).CompareTo((b.Ssin, b.DossierTypeId, b.Part)));
            new RegisterBatch(store, party.Number, changeSetId.Value).Apply(removed, added, journal);
            store.WritePieces(party.Number, changeSetId.Value, piecesGone, pieces);
        }
        removed.Clear();
        added.Clear();
        journal.Clear();
        pieces.Clear();
        piecesGone.Clear();
    }

    private static int InKeyOrder(InscriptionRow a, InscriptionRow b) => (a.Ssin, a.DossierTypeId, a.BeginDay).CompareTo((b.Ssin, b.DossierTypeId, b.BeginDay));
}
