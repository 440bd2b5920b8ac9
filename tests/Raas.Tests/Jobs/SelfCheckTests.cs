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
            new RegisterBatch(session, party, changeSet)
                .Apply([], [row], [new JournalRow(row.Ssin, 1, 1, 0, null, Period.FromDays(row.BeginDay, row.EndDay))]);
            session.Commit();
        };
        Assert.True(house.Night().SelfCheck!.IsGreen);
        Assert.Null(store.Then);
        Assert.Equal(2, house.Rows(Institution).Count);
    }

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
