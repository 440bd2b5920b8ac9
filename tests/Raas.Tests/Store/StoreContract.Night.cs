using Raas.Configuration;
using Raas.Domain;
using Raas.Flows.Dimona;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Tests.Store;

public abstract partial class StoreContract
{
    private static readonly DateOnly BusinessDate = new(2026, 3, 2);

    [StoreFact]
    public void Pieces_of_a_key_are_replaced_as_a_whole()
    {
        using var session = Store.Write();
        PieceRow[] first = [new(Current, 1, Old, 10, 20), new(Current, 1, Old, 30, Period.OpenEnd), new(Current, 2, Old, 10, 20),
            new(Gone, 1, Old, 1, 2)];
        session.WritePieces(Party, 7, [], first);
        NightNumberRow[] numbers =
        [
            new(3, Current, 0, Current, Current, null, NumberChange.None, false, 0, 0, 0) { NextSsin = 8, NextBefore = 9 },
            new(4, Gone, Other, Gone, Gone, "REPLACEMENT", NumberChange.Changed, true, 5, 6, 7),
        ];
        session.InsertNightNumbers(numbers);
        Assert.Equal([first[0], first[1], first[2]], Pieces(session, 0, 9));
        Assert.Equal(1, session.Scalar<long>("count_pieces", new { Party = Institution }));
        Assert.Equal(0, session.Scalar<long>("count_pieces", new { Party = Other }));

        session.WritePieces(Party, 8, [(Current, 1)], [new(Current, 1, Stranger, 10, 20)]);
        Assert.Equal([new(Current, 1, Stranger, 10, 20), first[2]], Pieces(session, 3, 3));
        Assert.Empty(Pieces(session, 4, 9));
        Assert.Empty(RowsOf(session, "stage_piece"));

        Assert.Equal(numbers, session.NightNumbers());
    }

    private static IEnumerable<PieceRow> Pieces(StoreSession session, int from, int through) =>
        session.PiecesOfClusters(Party, from, through);

    /// <summary>In the order in which things happened, once per row that was open on the day or after it.</summary>
    [StoreFact]
    public void Events_meet_the_rows_of_an_institution()
    {
        using var session = Store.Write();
        session.BulkLoad(new AddedRows(Institution, Rows((Current, 1, 0, 9), (Current, 2, 20, Period.OpenEnd), (Old, 1, 0, 99))));
        session.BulkLoad(new AddedRows(Other, Rows((Gone, 1, 0, 99))));
        session.InsertNightEvents((NightEventRow[])
        [
            new("IDENTITY", Current, 2, Current, 10, 5, 6, "PERSON", "later\né"),
            new("IDENTITY", Old, 1, Old, 10, 5, 6, "PERSON", "first"),
            new("IDENTITY", Gone, 3, Gone, 10, 5, 6, "PERSON", "of another"),
            new("OTHER", Current, 1, Current, 10, 5, 6, "PERSON", "of another flow"),
        ]);
        var met = new List<(string, int)>();
        using var events = session.EventsOfParty("IDENTITY", Party);
        while (events.Read())
            met.Add((events.Content, events.DossierTypeId));
        Assert.Equal([("first", 1), ("later\né", 2)], met);
    }

    [StoreFact]
    public void Declarations_are_kept_in_their_last_state_and_each_mutation_is_remembered()
    {
        using var session = Store.Write();
        var tables = new DimonaTables(session, 7);
        DeclarationRow first = new(11, 0, "IN", Old, null, "0212344876", "OTH", null, 100, null, 6, 7),
        second = new(12, 0, "OUT", Current, "1234567", null, "STU", "200", 100, 200, 6, 7);
        tables.Write([], [first, second], [new(11, 0, -5, 7), new(12, 0, long.MaxValue, 7)]);
        var updated = first with { HistoryNumber = 1, Type = "UPDATE", EndDay = 150 };
        tables.Write([11], [updated], [new(11, 1, 9, 7)]);

        var loaded = tables.Load([11, 12, 13], out var seen);
        Assert.Equal([updated, second], loaded.OrderBy(d => d.DeclarationId));
        Assert.Equal([(11, 0, -5), (11, 1, 9), (12, 0, long.MaxValue)], seen.Order());
        // A declaration that changes is new for the night: it comes last.
        Assert.Equal([second, updated], DimonaTables.Between(session, 0, long.MaxValue).Select(d => d.Declaration));
    }

    [StoreFact]
    public void What_waits_is_due_on_its_day_and_when_its_number_is_known()
    {
        using var session = Store.Write();
        Know(session);
        var tables = new PersonTables(session, 7);
        var today = BusinessDate.DayNumber;
        tables.InsertHeld(
        [
            new(6, 1, Old, 0, "Person", today + 1, true, "X", "overtaken"),
            new(6, 2, Old, Stranger, "Replacement", today - 5, false, "X", "by a stranger"),
            new(6, 3, Old, Current, "Replacement", today, false, "X", "by a known one"),
            new(9, 4, Old, 0, "Person", today, true, "X", "of another source"),
            new(6, 5, Old, 0, "Person", today + 1, true, "X", "tomorrow"),
        ], Now);
        session.Execute("delete_overtaken_held", new { DueDate = BusinessDate.AddDays(1) });
        var tomorrow = BusinessDate.AddDays(1);
        IEnumerable<(DateOnly, long)> Days(DateOnly until, int evenNumbers = 1) =>
            session.Query<DueDay>("held_days", new { DueDate = until, EvenNumbers = evenNumbers }).Select(d => (d.DueDate, d.Source));
        Assert.Equal([(BusinessDate, 9L)], Days(BusinessDate, evenNumbers: 0));
        Assert.Equal([(BusinessDate, 6L), (BusinessDate, 9L)], Days(BusinessDate));
        Assert.Equal([(BusinessDate, 6L), (BusinessDate, 9L), (tomorrow, 6L)], Days(tomorrow));
        List<DueRow> Due(DateOnly day, int most = 10, int evenNumbers = 1) =>
            session.Query<DueRow>("held_due", new { Source = 6L, DueDate = day, EvenNumbers = evenNumbers, Most = most });
        Assert.Empty(Due(BusinessDate, evenNumbers: 0));
        Assert.Equal([("by a known one", "X")], Due(BusinessDate).Select(d => (d.Content, d.LegalContext)));
        Assert.Equal(["tomorrow"], Due(BusinessDate.AddDays(1)).Select(d => d.Content));
        Assert.Single(Due(BusinessDate.AddDays(1), most: 1));
        HeldCount Count(DateTimeOffset since) => session.First<HeldCount>("count_held", new { DueDate = BusinessDate, Since = since })!;
        Assert.Equal((4, 3), (Count(Now).Waiting, Count(Now).Overdue));
        Assert.Equal(0, Count(Now.AddMilliseconds(-1)).Overdue);

        session.Execute("set_held_rejected", new { Due(BusinessDate)[0].HeldId, Code = "RAA30004" });
        Assert.Empty(Due(BusinessDate));
        tables.DeleteHeld([Due(BusinessDate.AddDays(1))[0].HeldId]);
        Assert.Equal(2, Count(Now).Waiting);
    }

    [StoreFact]
    public void Each_change_set_is_checked_once_whoever_made_it_and_whenever_it_commits()
    {
        long Change(StoreSession session, long party, string cause)
        {
            session.Execute("lock_party", new { Party = party });
            return session.NewChangeSet(cause, null, Now, Cbe(party));
        }
        List<long> ToCheck()
        {
            using var session = Store.Read();
            return session.Query<long>("parties_to_check");
        }
        var check = new Raas.Nights.SelfCheck(Store, Raas.Flows.NotificationFlow.All, null);
        using (var session = Store.Write())
        {
            session.NewChangeSet("PERSONS", null, Now);
            Change(session, Institution, "ONLINE");
            session.Commit();
        }
        Assert.Equal([Institution], ToCheck());
        // On a store of one writer nothing can be under way beside the check.
        if (Store.Dialect.Writers is null)
        {
            using var late = Store.Write();
            Change(late, Other, "DELIVERY");
            Assert.True(check.RunChanged(BusinessDate, CancellationToken.None).IsGreen);
            Assert.Empty(ToCheck());
            late.Commit();
        }
        else
        {
            Assert.True(check.RunChanged(BusinessDate, CancellationToken.None).IsGreen);
            Assert.Empty(ToCheck());
            using var late = Store.Write();
            Change(late, Other, "DELIVERY");
            late.Commit();
        }
        Assert.Equal([Other], ToCheck());
        // What nobody journalled stays to be checked until it is right.
        Load(new AddedRows(Other, Rows((Old, 1, 0, 9))));
        Assert.False(check.RunChanged(BusinessDate, CancellationToken.None).IsGreen);
        Assert.Equal([Other], ToCheck());
        using (var session = Store.Write())
        {
            new RegisterBatch(session, Cbe(Other), 99).Apply(Rows((Old, 1, 0, 9)), [], [], default);
            session.Commit();
        }
        Assert.True(check.RunChanged(BusinessDate, CancellationToken.None).IsGreen);
        Assert.Empty(ToCheck());
    }

    private static CbeNumber Cbe(long party) => CbeNumber.TryFrom(party, out var number) ? number : throw new InvalidOperationException();

    [StoreFact]
    public void A_night_is_found_in_the_ledger_with_what_it_told()
    {
        using var session = Store.Write();
        Assert.Null(session.LastNight());
        session.Execute("insert_night", new { BusinessDate, Step = "TAKE", At = Now, CountsAs = BusinessDate });
        session.Heartbeat(BusinessDate, "COLLECT", Now.AddSeconds(1));
        var night = session.LastNight()!;
        Assert.Equal((BusinessDate, "COLLECT", false), (night.BusinessDate, night.Step, night.IsComplete));
        Assert.Equal(Now.AddSeconds(1), night.HeartbeatAt);

        session.InsertNightParty(BusinessDate,
            new NightPartyRow { Flow = "IDENTITY", Party = Institution, Considered = 5, Notified = 2, NotHeld = 3, Files = 0 }, Now);
        Assert.True(session.IsDone(BusinessDate, "IDENTITY", Party));
        Assert.False(session.IsDone(BusinessDate.AddDays(1), "IDENTITY", Party));
        Assert.Equal(1, session.Scalar<long>("unbalanced_nights", new { BusinessDate }));
        session.Execute("mark_night_completed", new { BusinessDate, At = Now });
        Assert.True(session.LastNight()!.IsComplete);
    }
}
