using Raas.Configuration;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Tests.Store;

public abstract partial class StoreContract
{
    private const long Old = 85073003328;
    private const long Current = 85073003427;
    private const long Gone = 85073003526;
    private const long Stranger = 85073003625;

    [StoreFact]
    public void A_batch_learns_of_each_number_once_in_order_under_its_current_number()
    {
        using var session = Store.Write();
        Know(session);
        foreach (var lookup in Lookups(session))
        {
            var persons = lookup.Persons([new(Old, true), new(Current, false), new(Gone, true), new(Stranger, true)]);
            Assert.Equal(KnownHere, persons);
            lookup.Rows([], []);
            lookup.Dispose();
        }
    }

    private static readonly KnownPerson[] KnownHere =
            [
                new KnownPerson(Old, Current, PersonState.Active,
                    new PersonIdentity("Peeters", "An\nLies", IncompleteDate.FromPacked(19850730), Gender.Female)),
                new KnownPerson(Current, Current, PersonState.Active, null),
                new KnownPerson(Gone, Gone, PersonState.Cancelled, new PersonIdentity("Janssens", null, default, Gender.Unknown)),
                new KnownPerson(Stranger, Stranger, PersonState.Unknown, null),
            ];

    [StoreFact]
    public void A_batch_gets_the_rows_of_its_numbers_and_of_its_institution_only_in_key_order()
    {
        using var session = Store.Write();
        var mine = Rows((Old, 2, 10, 20), (Old, 1, 30, Period.OpenEnd), (Old, 1, 0, 9), (Current, 1, 5, 6), (Gone, 1, 1, 1));
        session.BulkLoad(new AddedRows(Institution, mine));
        session.BulkLoad(new AddedRows(Other, Rows((Old, 1, 1, 2))));
        foreach (var lookup in Lookups(session))
        {
            StagedKey[] keys = [new(Old, false), new(Stranger, false)];
            lookup.Persons(keys);
            Assert.Equal(Rows((Old, 1, 0, 9), (Old, 1, 30, Period.OpenEnd), (Old, 2, 10, 20), (Current, 1, 5, 6)),
                lookup.Rows(keys, [new(Current, false)]));
            Assert.Empty(RowsOf(session, "stage_key"));
            lookup.Dispose();
        }
    }

    [StoreFact]
    public void Changes_of_a_batch_take_out_put_in_and_are_journalled()
    {
        using var session = Store.Write();
        session.BulkLoad(new AddedRows(Institution, Rows((Old, 1, 0, 9), (Old, 1, 20, 29), (Current, 1, 0, 9))));
        session.BulkLoad(new AddedRows(Other, Rows((Old, 1, 0, 9))));
        JournalRow[] journal =
        [
            new(Old, 1, 1, 0, Period.FromDays(0, 9), null),
            new(Old, 1, 1, 1, Period.FromDays(20, 29), Period.FromDays(0, Period.OpenEnd)),
            new(Gone, 1, 2, 0, null, Period.FromDays(0, 9)),
        ];

        var (kept, night) = (RegisterSum.Of(Old, "A", Period.FromDays(0, 9)), new DateOnly(2026, 3, 2));
        var (rows, lines) = (RegisterSum.Of(Gone, "A", Period.FromDays(0, 9)), RegisterSum.Of(Gone, "B", Period.FromDays(0, 9)));
        session.AddToRegisterSum(Party, new SumChange(rows, lines));
        Assert.Null(session.RegisterSum(Party));
        session.SaveRegisterSum(Party, rows, night);
        session.SaveRegisterSum(Party, kept, night.AddDays(1));

        new RegisterBatch(session, Party, 7).Apply(
            Rows((Old, 1, 0, 9), (Old, 1, 20, 29)), Rows((Old, 1, 0, Period.OpenEnd), (Gone, 1, 0, 9)), [.. journal],
            new SumChange(rows, lines));

        Assert.Equal(new RegisterSumRow
        {
            RowsSum = (kept + rows).ToString(), JournalSum = (kept + lines).ToString(), CheckedOn = night.AddDays(1),
        }, session.RegisterSum(Party));

        Assert.Equal(Rows((Old, 1, 0, Period.OpenEnd)), RowsOf(session, Institution, Old));
        Assert.Equal(Rows((Current, 1, 0, 9)), RowsOf(session, Institution, Current));
        Assert.Equal(Rows((Gone, 1, 0, 9)), RowsOf(session, Institution, Gone));
        Assert.Equal(Rows((Old, 1, 0, 9)), RowsOf(session, Other, Old));
        Assert.Empty(RowsOf(session, "stage_row"));
        session.Commit();
        Assert.Equal(journal, Journal());
    }

    [StoreFact]
    public void A_batch_does_not_see_the_keys_of_the_one_before_it()
    {
        using var session = Store.Write();
        session.BulkLoad(new KeyRows(1, [new(Old, true)]));
        session.ClearStage("stage_key");
        session.BulkLoad(new KeyRows(1, [new(Old, true), new(Gone, true)]));
        Assert.Equal(2, RowsOf(session, "stage_key").Count);
        session.ClearStage("stage_key");
        Assert.Empty(RowsOf(session, "stage_key"));
    }

    [StoreFact]
    public void What_a_transaction_has_staged_is_nowhere_after_it()
    {
        using (var session = Store.Write())
        {
            session.BulkLoad(new KeyRows(1, [new(Old, true)]));
            session.ClearStage("stage_key");
            session.Commit();
        }
        using var next = Store.Write();
        Assert.Empty(RowsOf(next, "stage_key"));
        next.BulkLoad(new KeyRows(1, [new(Old, true)]));
        Assert.Single(RowsOf(next, "stage_key"));
    }

    private static List<object> RowsOf(StoreSession session, string table)
    {
        // As the store's statements name it.
        var text = session.Dialect.Sql("rows_of_keys").Contains("#stage_key", StringComparison.Ordinal) ? "#" + table : table;
        using var command = session.Connection.CreateCommand();
        command.CommandText = $"SELECT BatchId FROM {text}";
        command.Transaction = session.Transaction;
        using var reader = command.ExecuteReader();
        var rows = new List<object>();
        while (reader.Read())
            rows.Add(reader.GetValue(0));
        return rows;
    }

    private static CbeNumber Party => CbeNumber.TryFrom(Institution, out var party) ? party : throw new InvalidOperationException();

    /// <summary>The store's own way, and the staged way, which both stores can go.</summary>
    private static IEnumerable<RegisterLookup> Lookups(StoreSession session) =>
        [session.Dialect.NewLookup(session, Party, 7), new StagedLookup(session, Party, 7)];

    private static List<InscriptionRow> Rows(params (long Ssin, int Type, int Begin, int End)[] rows) =>
        [.. rows.Select(r => new InscriptionRow(r.Ssin, r.Type, r.Begin, r.End))];

    private static List<InscriptionRow> RowsOf(StoreSession session, long party, long ssin)
    {
        session.ClearStage("stage_key");
        session.BulkLoad(new KeyRows(9, [new(ssin, false)]));
        using var reader = session.Reader("rows_of_keys", new { BatchId = 9L, Party = party });
        var (number, type, begin, end) = (reader.Column("Ssin"), reader.Column("DossierTypeId"), reader.Column("BeginDate"),
            reader.Column("EndDate"));
        var rows = new List<InscriptionRow>();
        while (reader.Read())
            rows.Add(new InscriptionRow(number.Int64, type.Int32, begin.Day, end.Day));
        return rows;
    }

    private List<JournalRow> Journal()
    {
        using var session = Store.Read();
        using var command = session.Connection.CreateCommand();
        command.CommandText = "SELECT Ssin, DossierTypeId, RecordNumber, Part, BeforeBegin, BeforeEnd, AfterBegin, AfterEnd FROM "
            + "inscription_journal WHERE ChangeSetId = 7 ORDER BY RecordNumber, Part";
        using var reader = command.ExecuteReader();
        var lines = new List<JournalRow>();
        while (reader.Read())
            lines.Add(
                new JournalRow(reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), PeriodAt(4), PeriodAt(6)));
        return lines;

        Period? PeriodAt(int at) =>
            reader.IsDBNull(at) ? null : Period.FromDays(session.Dialect.Day(reader, at), session.Dialect.Day(reader, at + 1));
    }

    private static void Know(StoreSession session)
    {
        var tables = new PersonTables(session, 1);
        tables.WritePersons([], (PersonRow[])
        [
            new(Current, "NR", "Peeters", "An\nLies", 19850730, null, Gender.Female, null, null, null, null, PersonState.Active),
            new(Gone, "BIS", "Janssens", null, 0, null, Gender.Unknown, null, null, null, null, PersonState.Cancelled),
        ]);
        tables.WriteReplacements([], (ReplacementRow[])[new(Old, Gone, Current, null, 1, 1, 1, 1)]);
    }
}
