using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Store;
using Raas.Store.Rows;
using Raas.Store.Sqlite;

namespace Raas.Tests.Inscriptions;

/// <summary>Who is taken out while rows stand under another number until tonight (contract §4 rule 3): the pieces of rows, what is left
/// of them, and the sums of the register (xsd/README.md). A store with what the test puts into it, and no files.</summary>
public sealed class UnregisterOnTheWayTests(UnregisterOnTheWayTests.Migrated migrated)
    : IClassFixture<UnregisterOnTheWayTests.Migrated>, IDisposable
{
    private const int A = 10;
    private const int B = 20;
    private const int Last = 40;
    private static readonly CbeNumber Party = CbeNumber.Parse(House.Institution);
    private static readonly long Asked = long.Parse(Numbers.Of(0), CultureInfo.InvariantCulture);
    private static readonly long Holder = long.Parse(Numbers.Of(1), CultureInfo.InvariantCulture);
    private static readonly long Third = long.Parse(Numbers.Of(2), CultureInfo.InvariantCulture);

    private static readonly DossierType[] Types =
    [
        new(A, "A", Period.FromDays(0, Period.OpenEnd), "A", "A", "A"),
        new(B, "é;b", Period.FromDays(0, Period.OpenEnd), "B", "B", "B"),
    ];

    private StoreSession session = migrated.Store.Write();
    private readonly DecidedChanges changed = new();

    /// <summary>Nothing is committed: the next test finds the store as it was.</summary>
    public void Dispose() => session.Dispose();

    private static Period P(int begin, int end) => Period.FromDays(begin, end);

    private static InscriptionRow Row(long ssin, int begin, int end, int type = A) => new(ssin, type, begin, end);

    private static PieceRow Piece(long origin, int begin, int end, int type = A) => new(Holder, type, origin, begin, end);

    private static RecordRequest Unregister(long ssin, Period? period, int number = 1, int type = 0) => new()
    {
        Ssin = ssin, Number = number, Type = type, BeginDay = period?.BeginDay ?? 0, EndDay = period?.EndDay ?? 0,
        HasPeriod = period is not null, Action = RequestAction.Unregister,
    };

    private static KnownPerson Known(long ssin, long current) => new(ssin, current, PersonState.Active, null);

    private void Replaced(params (long Old, long Current)[] replacements) => session.BulkLoad(
        new ReplacementRows([.. replacements.Select(r => new ReplacementRow(r.Old, r.Current, r.Current, null, 1, 1, 1, 1))]));

    /// <summary>The rows and pieces of the register, then the records, all of one person; and all is written.</summary>
    private (List<DecidedRecord> Decided, long RowsTaken) Decide(
        InscriptionRow[] rows, PieceRow[] pieces, KnownPerson person, params RecordRequest[] requests)
    {
        Load(rows);
        session.WritePieces(Party, 1, [], pieces);
        var way = RowsOnTheWay.Of(session, Party, follows: true, 2, isCertain: true)!;
        way.Load([.. requests.Select(r => r.Ssin).Append(person.Current).Distinct().Order()]);
        var decider = new RecordDecider(Types, mergeAdjacent: false, follows: true, way);
        decider.Begin([.. rows.OrderBy(r => r.Ssin).ThenBy(r => r.DossierTypeId).ThenBy(r => r.BeginDay)], changed);
        List<DecidedRecord> decided = [.. requests.Select(request => decider.Decide(request, person, null))];
        decider.End();
        AssertWritten(rows);
        return (decided, decider.RowsTaken);
    }

    private void Load(InscriptionRow[] rows)
    {
        session.BulkLoad(new AddedRows(Party.Value, [.. rows]));
        session.SaveRegisterSum(Party, Domain.RegisterSum.Parse(Sum(rows)), new DateOnly(2026, 3, 2));
    }

    /// <summary>The journal leads from the rows before to those after, and the sums are those of the rows.</summary>
    private void AssertWritten(InscriptionRow[] before)
    {
        Assert.Equal(Keys(Replayed(before)), Keys(before.Except(changed.Removed).Concat(changed.Added)));
        changed.Write(session, Party, 2);
        Assert.Equal(Sum(Rows()), session.RegisterSum(Party)!.RowsSum);
        Assert.True(session.RegisterSum(Party)!.IsBalanced);
    }

    private List<InscriptionRow> Rows() => [.. session.RegisterOfParty(Party.Value)];

    /// <summary>Each line takes a row that is there, and no two rows of a key begin on one day in between.</summary>
    private HashSet<InscriptionRow> Replayed(InscriptionRow[] rows)
    {
        var now = rows.ToHashSet();
        foreach (var line in changed.Journal)
        {
            if (line.Before is { } before)
                Assert.True(now.Remove(new InscriptionRow(line.Ssin, line.DossierTypeId, before.BeginDay, before.EndDay)));
            if (line.After is { } after)
                Assert.True(now.Add(new InscriptionRow(line.Ssin, line.DossierTypeId, after.BeginDay, after.EndDay)));
            Assert.Equal(now.Count, now.Select(r => (r.Ssin, r.DossierTypeId, r.BeginDay)).Distinct().Count());
        }
        foreach (var record in changed.Journal.GroupBy(line => (line.Ssin, line.DossierTypeId, line.RecordNumber)))
            Assert.Equal(Enumerable.Range(0, record.Count()), record.Select(line => line.Part));
        return now;
    }

    private static string Sum(IEnumerable<InscriptionRow> rows)
    {
        var sum = BigInteger.Zero;
        foreach (var row in rows)
        {
            var type = Types.Single(t => t.Id == row.DossierTypeId).Code;
            var line = $"{row.Ssin:D11};{type};{Day(row.BeginDay)};{(row.EndDay == Period.OpenEnd ? "" : Day(row.EndDay))}";
            sum += new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes(line)), isUnsigned: true, isBigEndian: true);
        }
        return (sum % (BigInteger.One << 256)).ToString("x64", CultureInfo.InvariantCulture)[^64..];
    }

    private static string Day(int day) => DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Name(long ssin) => ssin == Asked ? "asked" : ssin == Holder ? "holder" : "third";

    private static List<string> Keys(IEnumerable<InscriptionRow> rows) => [.. rows
        .Select(r => $"{Name(r.Ssin)} {r.DossierTypeId} {r.BeginDay}-{(r.EndDay == Period.OpenEnd ? "" : r.EndDay)}").Order()];

    private List<string> Pieces()
    {
        List<PieceRow> all = [];
        foreach (var holder in new[] { Asked, Holder, Third })
        {
            new PersonTables(session, 9).Stage([holder]);
            all.AddRange(session.PiecesOfKeys(9, Party).Select(p => p.Piece));
            new PersonTables(session, 9).Unstage();
        }
        return [.. all.Select(Text).Order()];
    }

    private static string Text(PieceRow p) =>
        $"{Name(p.Holder)} {p.DossierTypeId} from {Name(p.Origin)} {p.BeginDay}-{(p.EndDay == Period.OpenEnd ? "" : p.EndDay)}";

    private static IEnumerable<string> Left(DecidedRecord decided) => decided.Left.Select(p => $"{p.BeginDay}-{p.EndDay}");

    /// <summary>Asked was replaced by Holder, its row went there, and the replacement was a mistake: tonight it goes back.</summary>
    [Fact]
    public void A_row_that_goes_back_tonight_is_taken_where_it_stands()
    {
        var (decided, taken) = Decide(
            [Row(Holder, 10, 20), Row(Holder, 10, 20, B)], [Piece(Asked, 10, 20), Piece(Asked, 10, 20, B)], Known(Asked, Asked),
            Unregister(Asked, null));
        Assert.Equal((Outcome.Removed, 0L, false), (decided[0].Outcome, decided[0].Current, decided[0].Cancelled));
        Assert.Empty(decided[0].Left);
        Assert.Equal(1, taken);
        Assert.Equal(["holder 20 10-20"], Keys(Rows()));
        Assert.Equal(["holder 20 from asked 10-20"], Pieces());
        Assert.False(changed.IsEmpty);
    }

    /// <summary>One object takes what batch after batch changes.</summary>
    [Fact]
    public void What_was_written_is_not_written_again()
    {
        Decide([Row(Holder, 10, 20)], [Piece(Asked, 10, 20)], Known(Asked, Asked), Unregister(Asked, P(15, 16)));
        Assert.Equal((1, 2, 2), (changed.Removed.Count, changed.Added.Count, changed.Journal.Count));
        Assert.Equal((1, 2), (changed.PiecesGone.Count, changed.Pieces.Count));
        changed.Clear();
        Assert.Empty(changed.Removed);
        Assert.Empty(changed.Added);
        Assert.Empty(changed.Journal);
        Assert.Empty(changed.PiecesGone);
        Assert.Empty(changed.Pieces);
        Assert.True(changed.IsEmpty);
    }

    [Fact]
    public void What_is_left_of_it_remembers_the_number_it_goes_back_to()
    {
        var (decided, taken) = Decide([Row(Holder, 10, Period.OpenEnd)], [Piece(Asked, 10, Period.OpenEnd)], Known(Asked, Asked),
            Unregister(Asked, P(15, 16)));
        Assert.Equal(Outcome.Shortened, decided[0].Outcome);
        Assert.Equal(["10-14", $"17-{Period.OpenEnd}"], Left(decided[0]));
        Assert.Equal(1, taken);
        Assert.Equal(["holder 10 10-14", "holder 10 17-"], Keys(Rows()));
        Assert.Equal(["holder 10 from asked 10-14", "holder 10 from asked 17-"], Pieces());
    }

    [Fact]
    public void Days_that_another_number_has_too_stay_with_it()
    {
        var (decided, _) = Decide([Row(Holder, 10, 30)], [Piece(Asked, 10, 20), Piece(Holder, 15, 30)], Known(Asked, Asked),
            Unregister(Asked, null));
        Assert.Equal(Outcome.Shortened, decided[0].Outcome);
        Assert.Equal(["15-30"], Left(decided[0]));
        Assert.Equal(["holder 10 15-30"], Keys(Rows()));
        Assert.Empty(Pieces()); // what is left was registered under the number it stands under
    }

    [Fact]
    public void Of_a_piece_between_two_others_both_sides_stay()
    {
        var (decided, taken) = Decide(
            [Row(Holder, 10, 30)], [Piece(Third, 10, 14), Piece(Asked, 12, 28), Piece(Holder, 26, 30)], Known(Asked, Asked),
            Unregister(Asked, null));
        Assert.Equal(["10-14", "26-30"], Left(decided[0]));
        Assert.Equal(1, taken);
        Assert.Equal(["holder 10 from holder 26-30", "holder 10 from third 10-14"], Pieces());
    }

    /// <summary>Nothing of it can follow to the number any more, though the row is as it was.</summary>
    [Fact]
    public void Of_a_piece_within_anothers_only_the_piece_goes()
    {
        var (decided, taken) = Decide([Row(Holder, 10, 30)], [Piece(Asked, 12, 20), Piece(Holder, 10, 30)], Known(Asked, Asked),
            Unregister(Asked, P(1, 100)));
        Assert.Equal(["10-30"], Left(decided[0]));
        Assert.Equal(0, taken);
        Assert.Empty(changed.Journal);
        Assert.False(changed.IsEmpty);
        Assert.Empty(Pieces());
    }

    /// <summary>What the pieces do not explain the institution has changed itself since: the row is its own, under the number where it
    /// stands.</summary>
    [Theory]
    [InlineData(11, 20)]
    [InlineData(10, 19)]
    [InlineData(9, 20)]
    [InlineData(10, 21)]
    [InlineData(30, 40)]
    public void A_row_that_is_not_made_of_its_pieces_is_not_on_the_way(int begin, int end)
    {
        var (decided, taken) = Decide([Row(Holder, 10, 20)], [Piece(Asked, begin, end)], Known(Asked, Asked), Unregister(Asked, null));
        Assert.Equal((Outcome.Unchanged, 0L), (decided[0].Outcome, taken));
        Assert.Empty(decided[0].Left);
        Assert.True(changed.IsEmpty);
        Assert.Equal(["holder 10 10-20"], Keys(Rows()));
    }

    [Theory]
    [InlineData(14, 16, "Unchanged")] // a day is missing between them
    [InlineData(14, 15, "Shortened")]
    [InlineData(15, 15, "Shortened")]
    public void Pieces_make_a_row_when_no_day_is_missing(int until, int from, string outcome)
    {
        var (decided, _) = Decide([Row(Holder, 10, 20)], [Piece(Holder, 10, until), Piece(Asked, from, 20)], Known(Asked, Asked),
            Unregister(Asked, P(18, 50)));
        Assert.Equal(outcome, decided[0].Outcome.ToString());
    }

    [Theory]
    [InlineData(9, 9, "Unchanged")]
    [InlineData(21, 40, "Unchanged")]
    [InlineData(9, 10, "Shortened")]
    [InlineData(20, 20, "Shortened")]
    [InlineData(10, 20, "Removed")]
    public void Only_what_meets_the_period_is_taken(int begin, int end, string outcome)
    {
        var (decided, _) = Decide([Row(Holder, 10, 20), Row(Holder, 50, 60)], [Piece(Asked, 10, 20)], Known(Asked, Asked),
            Unregister(Asked, P(begin, end)));
        Assert.Equal(outcome, decided[0].Outcome.ToString());
        Assert.Equal(outcome == "Removed" ? 1 : 2, Rows().Count);
    }

    /// <summary>Asked replaces Third tonight; a row under Third has no pieces, for it has never been moved.</summary>
    [Fact]
    public void A_row_under_another_number_of_the_person_that_was_never_moved_is_meant_as_a_whole()
    {
        Replaced((Third, Asked));
        var (decided, taken) = Decide([Row(Third, 10, 20), Row(Third, 30, 40)], [], Known(Asked, Asked), Unregister(Asked, P(15, 35)));
        Assert.Equal(["10-14", "36-40"], Left(decided[0]));
        Assert.Equal(2, taken);
        Assert.Equal(["third 10 10-14", "third 10 36-40"], Keys(Rows()));
        Assert.Empty(changed.PiecesGone);
        Assert.Equal(0, decided[0].Current);
    }

    /// <summary>The number given is itself one under which rows wait: they are met once.</summary>
    [Fact]
    public void The_rows_under_the_number_given_are_taken_once()
    {
        Replaced((Third, Asked), (Holder, Asked));
        var (decided, taken) = Decide(
            [Row(Third, 10, 20), Row(Holder, 10, 30), Row(Asked, 10, 40)], [], Known(Third, Asked), Unregister(Third, P(15, 50)));
        Assert.Equal((Outcome.Shortened, Asked), (decided[0].Outcome, decided[0].Current));
        Assert.Equal(["10-14", "10-14", "10-14"], Left(decided[0]));
        Assert.Equal(3, taken);
        Assert.Equal(["asked 10 10-14", "holder 10 10-14", "third 10 10-14"], Keys(Rows()));
    }

    [Theory]
    [InlineData(0, 0, 0, "Unchanged")]
    [InlineData(0, 0, 1, "Removed")]
    [InlineData(0, 0, 2, "Shortened")]
    [InlineData(1, 0, 0, "Removed")]
    [InlineData(2, 0, 0, "Shortened")]
    [InlineData(2, 0, 1, "Shortened")]
    [InlineData(1, 0, 2, "Shortened")]
    [InlineData(1, 1, 1, "Removed")]
    [InlineData(2, 1, 1, "Shortened")]
    [InlineData(1, 2, 1, "Shortened")]
    [InlineData(1, 1, 2, "Shortened")]
    [InlineData(0, 2, 0, "Shortened")]
    public void Something_left_of_one_that_it_met_means_shortened(int ofCurrent, int ofGiven, int ofAnother, string outcome)
    {
        Replaced((Third, Asked), (Holder, Asked));
        IEnumerable<InscriptionRow> Rows(long ssin, int what) => what == 0 ? [] : [Row(ssin, what == 1 ? 15 : 10, 20)];
        var (decided, _) = Decide(
            [.. Rows(Asked, ofCurrent), .. Rows(Third, ofGiven), .. Rows(Holder, ofAnother)], [], Known(Third, Asked),
            Unregister(Third, P(15, 50)));
        Assert.Equal(outcome, decided[0].Outcome.ToString());
    }

    [Fact]
    public void A_later_record_sees_what_an_earlier_one_took_and_each_line_has_its_place()
    {
        var (decided, taken) = Decide([Row(Holder, 10, 20), Row(Holder, 30, 40)], [Piece(Asked, 10, 20), Piece(Asked, 30, 40)],
            Known(Asked, Asked), Unregister(Asked, P(15, 35)), Unregister(Asked, P(15, 35), 2), Unregister(Asked, P(12, 14), 3),
            Unregister(Asked, null, 4));
        Assert.Equal(["Shortened", "Unchanged", "Shortened", "Removed"], decided.Select(d => d.Outcome.ToString()));
        Assert.Equal([(1, 0), (1, 1), (3, 0), (4, 0), (4, 1)], changed.Journal.Select(j => (j.RecordNumber, j.Part)));
        Assert.Equal(5, taken);
        Assert.Empty(Rows());
        Assert.Empty(Pieces());
    }

    /// <summary>The same days under two numbers and in two types are four rows.</summary>
    [Fact]
    public void Each_number_and_type_has_sums_of_its_own()
    {
        InscriptionRow[] rows = [Row(Holder, 10, 20), Row(Holder, 10, 20, B), Row(Third, 10, 20), Row(Third, 10, 20, B)];
        Load(rows);
        var decider = new RecordDecider(Types, mergeAdjacent: false, follows: true, null);
        foreach (var ssin in new[] { Holder, Third })
        {
            decider.Begin([.. rows.Where(r => r.Ssin == ssin)], changed);
            foreach (var type in new[] { 0, 1 })
                decider.Decide(Unregister(ssin, P(15, 16), type + 1, type), Known(ssin, ssin), null);
            decider.End();
        }
        AssertWritten(rows);
        Assert.Equal(8, Rows().Count);
        Assert.Equal(4, decider.RowsTaken);
    }

    /// <summary>Rows, pieces and records by chance, against sets of days: a day goes when a piece of the number that is meant has it and
    /// no other piece of that row does.</summary>
    [Fact]
    public void Any_records_leave_the_days_that_are_left_by_hand()
    {
        var met = 0;
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var (rows, pieces) = World(random);
            List<Period> register = [.. rows.Select(r => P(r.BeginDay, r.EndDay))];
            List<(long Origin, Period Period)> ours = [.. pieces.Select(p => (p.Origin, P(p.BeginDay, p.EndDay)))];
            var requests = Enumerable.Range(1, random.Next(1, 4)).Select(number => Unregister(Asked, AnyPeriod(random), number)).ToArray();
            var expected = requests.Select(request => Take(register, ours, request)).ToList();
            session.Dispose();
            session = migrated.Store.Write();
            changed.Clear();

            var (decided, _) = Decide(rows, pieces, Known(Asked, Asked), requests);

            Assert.True(expected.SequenceEqual(decided.Select(d => $"{d.Outcome} {string.Join(' ', Left(d))}")), $"seed {seed}");
            Assert.Equal(register, Rows().Select(r => P(r.BeginDay, r.EndDay)));
            met += expected.Count(e => e.StartsWith("Shortened", StringComparison.Ordinal));
        }
        Assert.True(met > 100, $"{met}");
    }

    private static (InscriptionRow[] Rows, PieceRow[] Pieces) World(Random random)
    {
        var (rows, pieces) = (new List<InscriptionRow>(), new List<PieceRow>());
        for (var day = random.Next(0, 3); day < Last - 12; day += random.Next(1, 4))
        {
            var end = day + random.Next(0, 12);
            rows.Add(Row(Holder, day, end));
            foreach (var origin in new[] { Asked, Holder, Third })
            {
                var days = Enumerable.Range(day, end - day + 1).Where(_ => random.Next(4) > 0);
                pieces.AddRange(Runs(days).Select(run => Piece(origin, run.BeginDay, run.EndDay)));
            }
            day = end;
        }
        return ([.. rows], [.. pieces]);
    }

    private static Period? AnyPeriod(Random random)
    {
        var begin = random.Next(0, Last);
        return random.Next(6) == 0 ? null : P(begin, random.Next(8) == 0 ? Period.OpenEnd : begin + random.Next(0, 15));
    }

    private static string Take(List<Period> register, List<(long Origin, Period Period)> pieces, RecordRequest request)
    {
        var asked = Days(request.HasPeriod ? P(request.BeginDay, Math.Min(request.EndDay, Last)) : P(0, Last)).ToHashSet();
        var (left, isMet) = (new List<Period>(), false);
        foreach (var row in register.ToList())
        {
            var made = pieces.Where(p => row.Contains(p.Period)).ToList();
            if (!made.SelectMany(p => Days(p.Period)).ToHashSet().SetEquals(Days(row)))
                continue;
            var meant = made.Where(p => p.Origin == Asked && Days(p.Period).Any(asked.Contains)).ToList();
            if (meant.Count == 0)
                continue;
            isMet = true;
            var others = made.Where(p => p.Origin != Asked).SelectMany(p => Days(p.Period)).ToHashSet();
            var gone = meant.SelectMany(p => Days(p.Period)).Where(day => asked.Contains(day) && !others.Contains(day)).ToHashSet();
            var rest = Runs(Days(row).Where(day => !gone.Contains(day))).ToList();
            register.InsertRange(register.IndexOf(row), rest);
            register.Remove(row);
            left.AddRange(rest);
            foreach (var piece in meant)
            {
                pieces.Remove(piece);
                pieces.AddRange(Runs(Days(piece.Period).Where(day => !asked.Contains(day))).Select(run => (Asked, run)));
            }
        }
        var outcome = !isMet ? Outcome.Unchanged : left.Count == 0 ? Outcome.Removed : Outcome.Shortened;
        return $"{outcome} {string.Join(' ', left.Select(p => $"{p.BeginDay}-{p.EndDay}"))}";
    }

    private static IEnumerable<int> Days(Period period) => Enumerable.Range(period.BeginDay, period.EndDay - period.BeginDay + 1);

    private static IEnumerable<Period> Runs(IEnumerable<int> days) => days.Order().Select((day, i) => (day, Run: day - i))
        .GroupBy(d => d.Run).Select(run => P(run.Min(d => d.day), run.Max(d => d.day)));

    /// <summary>A new store, for all tests of the class.</summary>
    public sealed class Migrated : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("raas-way-").FullName;

        public Migrated()
        {
            var dialect = new SqliteDialect(Path.Combine(folder, "raas.db"));
            new Migrator(dialect).Run(House.Start);
            Store = new RegisterStore(dialect);
        }

        public RegisterStore Store { get; }

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
