using Raas.Configuration;
using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>The rows of the register, their journal, and the pieces that followed replaced numbers.</summary>
public static class RegisterTables
{
    /// <summary>Rows of an institution, as others see them.</summary>
    public static long CountRows(this StoreSession store, CbeNumber party) => store.Scalar<long>("count_rows", new { Party = party.Value });

    /// <summary>The sums of an institution; null: it was never checked as a whole.</summary>
    public static RegisterSumRow? RegisterSum(this StoreSession store, CbeNumber party) =>
        store.First<RegisterSumRow>("register_sum", new { Party = party.Value });

    /// <summary>Brings the sums along with a change of the rows, under the lock of the party's rows. Where there are none yet, the check
    /// that makes them reads everything.</summary>
    public static void AddToRegisterSum(this StoreSession store, CbeNumber party, SumChange change)
    {
        if (change == default || store.RegisterSum(party) is not { } sum)
            return;
        store.Execute("set_register_sum", new
        {
            Party = party.Value, RowsSum = (Domain.RegisterSum.Parse(sum.RowsSum) + change.Rows).ToString(),
            JournalSum = (Domain.RegisterSum.Parse(sum.JournalSum) + change.Journal).ToString(), sum.CheckedOn,
        });
    }

    /// <summary>Keeps the sum of rows that were found to be what the journal says.</summary>
    /// <param name="night">Whose check found it.</param>
    public static void SaveRegisterSum(this StoreSession store, CbeNumber party, RegisterSum sum, DateOnly night)
    {
        var row = new { Party = party.Value, RowsSum = sum.ToString(), JournalSum = sum.ToString(), CheckedOn = night };
        if (store.Execute("set_register_sum", row) == 0)
            store.Execute("insert_register_sum", row);
    }

    /// <summary>Rows of each institution and dossier type.</summary>
    public static List<RegisterCount> RegisterCounts(this StoreSession store, CbeNumber party) =>
        store.Query<RegisterCount>("register_counts", new { Party = party.Value, OpenEnd = DateOnly.MaxValue });

    /// <summary>All rows of an institution, by number, dossier type and begin.</summary>
    public static IEnumerable<InscriptionRow> RegisterOfParty(this StoreSession store, long party)
    {
        using var rows = store.Reader("register_of_party", new { Party = party });
        var inscription = new InscriptionColumns(rows);
        while (rows.Read())
            yield return inscription.Row;
    }

    /// <summary>The whole journal of an institution, by number and dossier type, then in the order in which it happened.</summary>
    public static IEnumerable<JournalledChange> RegisterJournalOfParty(this StoreSession store, long party)
    {
        using var rows = store.Reader("register_journal_of_party", new { Party = party });
        var (ssin, type) = (rows.Column("Ssin"), rows.Column("DossierTypeId"));
        var before = (Begin: rows.Column("BeforeBegin"), End: rows.Column("BeforeEnd"));
        var after = (Begin: rows.Column("AfterBegin"), End: rows.Column("AfterEnd"));
        while (rows.Read())
            yield return new JournalledChange(ssin.Int64, type.Int32, PeriodOf(before.Begin, before.End), PeriodOf(after.Begin, after.End));
    }

    /// <summary>The person's current number and how it stands, beside each row of the institution under any number of the person, or under
    /// another one until the next night moves it, once for each piece that is kept of it; at least one.</summary>
    public static IEnumerable<ConsultRow> ConsultRows(this StoreSession store, CbeNumber party, Ssin ssin)
    {
        using var rows = store.Reader("consult_rows", new { Party = party.Value, Ssin = ssin.Value });
        var (current, state) = (rows.Column("CurrentSsin"), rows.Column("State"));
        var (holder, ofHolder, code) = (rows.Column("Ssin"), rows.Column("HolderCurrent"), rows.Column("Code"));
        var (begin, end) = (rows.Column("BeginDate"), rows.Column("EndDate"));
        var (ofPiece, from, until) = (rows.Column("PieceCurrent"), rows.Column("PieceBegin"), rows.Column("PieceEnd"));
        while (rows.Read())
        {
            var row = new ConsultRow(current.Int64, (PersonState)state.Int32);
            yield return holder.IsNull ? row : row with
            {
                Holder = holder.Int64, HolderCurrent = ofHolder.Int64, DossierType = code.Text,
                Period = Period.FromDays(begin.Day, end.Day), PieceCurrent = ofPiece.OptionalInt64, Piece = PeriodOf(from, until),
            };
        }
    }

    /// <summary>What changed under one number, with the delivery because of which it did.</summary>
    public static List<JournalEntry> JournalOfPerson(this StoreSession store, CbeNumber party, long ssin) =>
        store.Query<JournalEntry>("journal_of_person", new { Party = party.Value, Ssin = ssin });

    /// <summary>What sources said of a number: replaced, cancelled, and that taken back; the latest last.</summary>
    public static List<NumberChangeEntry> NumberChangesOf(this StoreSession store, long ssin) =>
        store.Query<NumberChangeEntry>("number_changes_of", new { Ssin = ssin });

    /// <summary>Whether anything of an institution's rows waits for the next night to follow a number.</summary>
    public static bool IsOnTheWay(this StoreSession store, CbeNumber party) =>
        store.Scalar<int>("is_on_the_way", new { Party = party.Value }) == 1;

    /// <summary>Of the persons of the staged numbers: under which other numbers rows stand that the next night lets follow.</summary>
    public static IEnumerable<(long Current, long Holder, long CurrentOfHolder)> HoldersOnTheWay(
        this StoreSession store, long batchId, CbeNumber party)
    {
        using var rows = store.Reader("holders_on_the_way", new { BatchId = batchId, Party = party.Value });
        var (current, holder, ofHolder) = (rows.Column("CurrentSsin"), rows.Column("HolderSsin"), rows.Column("CurrentOfHolder"));
        while (rows.Read())
            yield return (current.Int64, holder.Int64, ofHolder.Int64);
    }

    /// <summary>Pairs of persons, by their current numbers, of whom rows of this institution stand together until the next night.</summary>
    public static List<(long One, long Other)> PersonsOnTheWay(this StoreSession store, CbeNumber party)
    {
        var pairs = new List<(long, long)>();
        using var rows = store.Reader("persons_on_the_way", new { Party = party.Value });
        var (one, other) = (rows.Column("CurrentSsin"), rows.Column("CurrentOfHolder"));
        while (rows.Read())
            pairs.Add((one.Int64, other.Int64));
        return pairs;
    }

    /// <summary>The pieces that stand under the staged numbers, each with the number to which it leads now.</summary>
    public static IEnumerable<(PieceRow Piece, long Current)> PiecesOfKeys(this StoreSession store, long batchId, CbeNumber party)
    {
        using var rows = store.Reader("pieces_of_keys", new { BatchId = batchId, Party = party.Value });
        var (piece, current) = (new PieceColumns(rows), rows.Column("CurrentSsin"));
        while (rows.Read())
            yield return (piece.Row, current.Int64);
    }

    /// <summary>The pieces that stand under the numbers of some clusters of the night.</summary>
    public static IEnumerable<PieceRow> PiecesOfClusters(this StoreSession store, CbeNumber party, int fromNo, int throughNo)
    {
        using var rows = store.Reader("pieces_of_clusters", new { FromNo = fromNo, ThroughNo = throughNo, Party = party.Value });
        var piece = new PieceColumns(rows);
        while (rows.Read())
            yield return piece.Row;
    }

    /// <summary>Pieces of rows of an institution that followed replaced numbers.</summary>
    public static long CountPieces(this StoreSession store, CbeNumber party) =>
        store.Scalar<long>("count_pieces", new { Party = party.Value });

    /// <summary>Replaces the pieces of some keys.</summary>
    public static void WritePieces(
        this StoreSession store, CbeNumber party, long changeSetId, IReadOnlyList<(long Holder, int Type)> gone,
        IReadOnlyList<PieceRow> rows)
    {
        if (gone.Count > 0)
            store.Dialect.DeletePieces(store, party, changeSetId, gone);
        if (rows.Count > 0)
            store.BulkLoad(new PieceRows(party.Value, changeSetId, rows));
        JournalPieces(store, party, changeSetId, gone, rows);
    }

    /// <summary>The journal has all pieces of each key that was touched, as they are now.</summary>
    private static void JournalPieces(
        StoreSession store, CbeNumber party, long changeSetId, IReadOnlyList<(long Holder, int Type)> gone, IReadOnlyList<PieceRow> rows)
    {
        var written = rows.Select(row => (row.Holder, row.DossierTypeId)).ToHashSet();
        List<(long Holder, int Type)> keys = [.. written.Union(gone).Order()];
        if (keys.Count == 0)
            return;
        store.Dialect.DeleteJournalledPieces(store, party, changeSetId, keys);
        IEnumerable<PieceRow> none = keys.Where(key => !written.Contains(key)).Select(key => new PieceRow(key.Holder, key.Type, 0, 0, 0));
        store.BulkLoad(new JournalledPieceRows(party.Value, changeSetId, [.. rows.Concat(none).OrderBy(row => row.Holder)
            .ThenBy(row => row.DossierTypeId).ThenBy(row => row.Origin).ThenBy(row => row.BeginDay)]));
    }

    /// <summary>Replaced numbers under which rows of an institution stand, each with its replacement.</summary>
    public static IEnumerable<LeftBehindRow> LeftBehindOfParty(this StoreSession store, long party)
    {
        using var rows = store.Reader("left_behind_of_party", new { Party = party });
        var (old, current, date) = (rows.Column("OldSsin"), rows.Column("CurrentSsin"), rows.Column("Date"));
        var (source, mutation) = (rows.Column("Source"), rows.Column("MutationId"));
        while (rows.Read())
            yield return new LeftBehindRow(party, old.Int64, current.Int64, date.Day, source.Int64, mutation.Int64);
    }

    /// <summary>The change set under which a delivery was journalled; null: it changed nothing.</summary>
    public static long? ChangeSetOfDelivery(this StoreSession store, long deliveryId) =>
        store.Scalar<long?>("change_set_of_delivery", new { DeliveryId = deliveryId });

    /// <summary>The last change set; 0: there is none.</summary>
    public static long LastChangeSet(this StoreSession store) => store.Scalar<long?>("last_change_set") ?? 0;

    private static Period? PeriodOf(RowColumn begin, RowColumn end) => begin.IsNull ? null : Period.FromDays(begin.Day, end.Day);
}
