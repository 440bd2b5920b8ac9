using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Nights;
using Raas.Store.Rows;
using Raas.Store;
using Raas.Store.Sqlite;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Jobs;

/// <summary>What the check of each night looks at.</summary>
public sealed class SelfCheckTests
{
    private static string Person => Numbers.Of(1);

    private static House KnownPerson(Func<string, Dialect>? dialect = null)
    {
        var house = new House(dialect: dialect).WithParties();
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Person) });
        Assert.True(house.Night().SelfCheck!.IsGreen);
        house.Clock.Advance(TimeSpan.FromDays(1));
        return house;
    }

    private static void RegisterOnLine(House house, Engine engine)
    {
        var party = engine.Parties.All().First(p => p.Number.ToString() == Institution);
        Assert.True(Ssin.TryParse(Person, out var ssin));
        var call = new InscriptionCall(RequestAction.Register, ssin.Value, "A", 738_000, Period.OpenEnd);
        engine.Online.Change(party, call, _ => { });
        Assert.Single(house.Rows(Institution));
    }

    [Fact]
    public void What_calls_on_line_changed_is_checked_by_the_next_night()
    {
        using var house = KnownPerson();
        RegisterOnLine(house, house.Engine);
        Damage(house, "UPDATE inscription SET BeginDate = BeginDate + 1");
        var red = house.Night().SelfCheck!.Lines.Where(line => line.Faults > 0).Select(line => line.Check);
        Assert.Equal(["journal"], red);
        Damage(house, "UPDATE inscription SET BeginDate = BeginDate - 1");
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(house.Night().SelfCheck!.IsGreen);
    }

    [Fact]
    public void What_is_committed_between_the_two_looks_of_the_check_is_no_fault()
    {
        Between? store = null;
        using var house = KnownPerson(path => store = new Between(path));
        RegisterOnLine(house, house.Engine);
        store!.Then = () =>
        {
            using var session = new RegisterStore(new SqliteDialect(Path.Combine(house.Root, "raas.db"), writers: store.Writers)).Write();
            var party = CbeNumber.Parse(Institution);
            var changeSet = session.NewChangeSet("ONLINE", null, house.Clock.GetUtcNow(), party);
            var row = new InscriptionRow(long.Parse(Numbers.Of(2)), 1, 739_000, Period.OpenEnd);
            var period = Period.FromDays(row.BeginDay, row.EndDay);
            var sum = RegisterSum.Of(row.Ssin, "A", period);
            new RegisterBatch(session, party, changeSet)
                .Apply([], [row], [new JournalRow(row.Ssin, 1, 1, 0, null, period)], new SumChange(sum, sum));
            session.Commit();
        };
        Assert.True(house.Night().SelfCheck!.IsGreen);
        Assert.Null(store.Then);
        Assert.Equal(2, house.Rows(Institution).Count);
    }

    [Fact]
    public void Between_two_whole_checks_the_sum_of_rows_is_compared_with_that_of_the_journal()
    {
        using var house = KnownPerson();
        RegisterOnLine(house, house.Engine);
        Assert.True(house.Night().SelfCheck!.IsGreen);
        Assert.Equal(SumOf(house.Rows(Institution)), Kept(house));

        // A row that changes behind our back is found by the weekly check at the latest, and by whoever asks.
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Person, "A", "2012-01-01", "2012-12-31") });
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(house.Night().SelfCheck!.IsGreen);
        Assert.Equal(SumOf(house.Rows(Institution)), Kept(house));
        Damage(house, "UPDATE inscription SET EndDate = EndDate - 1 WHERE EndDate < 3652058");
        Assert.Equal(["journal", "sums"], Red(house.Engine.SelfCheck.Run(CancellationToken.None)));
        house.Put(new Drop { Party = Institution, Number = 2, Records = Drop.Register(Person, "A", "2014-01-01", "2014-12-31") });
        house.Clock.Advance(TimeSpan.FromDays(1));
        for (var night = 3; night <= 7; night++)
        {
            Assert.True(house.Night().SelfCheck!.IsGreen);
            house.Clock.Advance(TimeSpan.FromDays(1));
        }
        house.Put(new Drop { Party = Institution, Number = 3, Records = Drop.Register(Person, "A", "2016-01-01", "2016-12-31") });
        Assert.Equal(["journal", "sums"], Red(house.Night().SelfCheck!));
    }

    [Fact]
    public void Sums_that_differ_have_the_rows_read_at_once_and_are_told_once()
    {
        using var house = KnownPerson();
        RegisterOnLine(house, house.Engine);
        Assert.True(house.Night().SelfCheck!.IsGreen);
        Damage(house, $"UPDATE register_sum SET RowsSum = '{RegisterSum.Of(1, "A", Period.FromDays(1, 2))}'");
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Person, "A", "2012-01-01", "2012-12-31") });
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["sums"], Red(house.Night().SelfCheck!));
        Assert.Equal(SumOf(house.Rows(Institution)), Kept(house));
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(house.Night().SelfCheck!.IsGreen);
    }

    private static IEnumerable<string> Red(SelfCheckReport report) =>
        report.Lines.Where(line => line.Faults > 0).Select(line => line.Check);

    private static string Kept(House house)
    {
        using var session = house.Engine.Store.Read();
        var sum = session.RegisterSum(CbeNumber.Parse(Institution))!;
        Assert.Equal(sum.RowsSum, sum.JournalSum);
        return sum.RowsSum;
    }

    /// <summary>As an institution would reckon it, by what xsd/README.md says.</summary>
    private static string SumOf(IEnumerable<string> rows)
    {
        var sum = BigInteger.Zero;
        foreach (var row in rows)
        {
            var hash = SHA256.HashData(Encoding.ASCII.GetBytes(row.Replace(' ', ';').Replace("..", ";", StringComparison.Ordinal)));
            sum += new BigInteger(hash, isUnsigned: true, isBigEndian: true);
        }
        return (sum % BigInteger.Pow(2, 256)).ToString("x64", CultureInfo.InvariantCulture)[^64..];
    }

    /// <summary>Monday the 2nd, and a delivery on Tuesday.</summary>
    [Fact]
    public void The_ledger_is_looked_at_where_something_was_added_and_on_Sundays_all_of_it()
    {
        using var house = KnownPerson();
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2, Records = Drop.Person(2, Numbers.Of(2)) });
        Assert.True(house.Night().SelfCheck!.IsGreen);
        house.Clock.Advance(TimeSpan.FromDays(2));
        Assert.True(house.Night().SelfCheck!.IsGreen);
        Damage(house, "DELETE FROM outgoing_file WHERE Flow = 'RECEIPT' AND Number = 1");
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(house.Night().SelfCheck!.IsGreen);
        Assert.False(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
        house.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(DayOfWeek.Sunday, house.Engine.Today.DayOfWeek);
        Assert.Equal(["outgoing"], Red(house));
        // As long as there are faults.
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["outgoing"], Red(house));
    }

    [Fact]
    public void A_number_that_is_missing_before_a_new_one_is_found_the_same_night()
    {
        using var house = KnownPerson();
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2, Records = Drop.Person(2, Numbers.Of(2)) });
        Assert.True(house.Night().SelfCheck!.IsGreen);
        Damage(house, "DELETE FROM outgoing_file WHERE Flow = 'RECEIPT' AND Number = 1");
        Damage(house, "DELETE FROM delivery WHERE FileSequenceNumber = 1");
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["sequence", "outgoing"], Red(house));
    }

    private static IEnumerable<string> Red(House house) =>
        house.Night().SelfCheck!.Lines.Where(line => line.Faults > 0).Select(line => line.Check).ToList();

    private static void Damage(House house, string text)
    {
        using var session = house.Engine.Store.Read();
        using var command = session.Connection.CreateCommand();
        command.CommandText = text;
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    /// <summary>Somebody commits when the rows are open and the journal is about to be.</summary>
    private sealed class Between(string path) : SqliteDialect(path)
    {
        public Action? Then { get; set; }

        public override string Sql(string name)
        {
            if (name == "register_journal_of_party" && Then is { } then)
            {
                Then = null;
                then();
            }
            return base.Sql(name);
        }
    }
}
