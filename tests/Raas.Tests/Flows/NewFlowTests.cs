using System.Xml;
using System.Xml.Schema;
using Dapper;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Nights;
using Raas.Store;
using Raas.Tests.Flows.Pension;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Flows;

/// <summary>A flow that this program does not have notifies institutions, and nothing in <c>src</c> was changed for it: the engine is given
/// one flow more, as <see cref="NotificationFlow.All"/> would give it.</summary>
/// <remarks>What a real one needs:
/// <list type="table">
/// <item><term><c>Flows/Pension/PensionNotifications.cs</c></term><description>the flow</description></item>
/// <item><term><c>Flows/Pension/Sql/*.sql</c></term><description>its statements</description></item>
/// <item><term><c>Store/Migrations/NNNN_pension.*.sql</c></term><description>its tables, for each store</description></item>
/// <item><term><c>xsd/pension-notification-v1.xsd</c></term><description>its schema</description></item>
/// <item><term><c>NotificationFlow.All</c></term><description>a line: registers it</description></item>
/// <item><term><c>FlowName</c></term><description>a line: its name</description></item>
/// <item><term><c>Schemas.Known</c></term><description>a line: its schema and root element</description></item>
/// </list>
/// Its name is that of a step of the night: at most 16 characters.</remarks>
public sealed class NewFlowTests : IDisposable
{
    private const string Pension = "PENSION";
    private const string ForA = """{ "service": "PENSION", "deliberationNumber": "1", "dossierTypes": ["A"], "validFrom": "2000-01-01" }""";
    private const string ForB = """{ "service": "PENSION", "deliberationNumber": "2", "dossierTypes": ["B"], "validFrom": "2000-01-01" }""";

    private static readonly DateOnly Second = new(2026, 3, 3);

    private readonly House house = new();
    private readonly PensionNotifications flow = new();

    /// <summary>Both institutions know the same person; one of them is authorised for the dossier type in which it does.</summary>
    public NewFlowTests()
    {
        using (var session = house.Engine.Store.Read())
        {
            foreach (var batch in Migrator.Batches(PensionStore.TextOf("0099_pension.sqlite.sql")!))
                session.Connection.Execute(batch);
        }
        WithTheFlow();
        house.WithParties("{}", ForA, NothingWhenEmpty, ForB);
        var persons = Drop.Person(1, Numbers.Of(1)) + Drop.Person(2, Numbers.Of(2));
        house.Put(
            new Drop { Party = NationalRegister, Flow = FlowName.PersonMutation, Records = persons },
            new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") },
            new Drop { Party = Other, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
    }

    public void Dispose() => house.Dispose();

    private void WithTheFlow()
    {
        house.Flows = [.. NotificationFlow.All, flow];
        house.NewEngine(path => new PensionStore(path));
    }

    private void WithoutTheFlow()
    {
        house.Flows = NotificationFlow.All;
        house.NewEngine();
    }

    private void Insert(int person, string kind, DateOnly date)
    {
        using var session = house.Engine.Store.Write();
        session.LockSources();
        var ssin = long.Parse(Numbers.Of(person));
        var source = long.Parse(Onss);
        session.Execute("insert_pension", new { Ssin = ssin, MutationId = 70L + person, Kind = kind, Date = date, Source = source });
        session.Commit();
    }

    private NightReport NextNight()
    {
        house.Clock.Advance(TimeSpan.FromDays(1));
        return house.Night();
    }

    [Fact]
    public void It_is_notified_to_who_knows_the_person_and_is_authorised()
    {
        house.Night();
        Insert(1, "GRANTED", new DateOnly(2026, 3, 1));
        Insert(2, "GRANTED", new DateOnly(2026, 3, 1));
        var night = NextNight();
        Assert.True(night.SelfCheck!.IsGreen);
        Assert.Contains(Assert.Single(night.Nights).Flows, f => (f.Flow, f.Events, f.Considered) == (Pension, 2, 2));

        // Numbered, also when empty; chained; each with its voucher.
        Assert.Equal([0, 1], house.Sent(Institution, Pension).Select(f => f.Descendants("pension").Count()));
        Assert.Empty(house.Sent(Other, Pension));
        var pension = house.Sent(Institution, Pension)[1].Descendants("pension").Single();
        Assert.Equal(Numbers.Of(1), pension.Element("ssin")!.Value);
        Assert.Equal("71GRANTED2026-03-01", pension.Element("event")!.Value);
        Assert.Equal(
            [(Institution, 2L, 1L, 0L, 1L), (Other, 2L, 0L, 1L, 1L)],
            house.Engine.Ledger.Notified(Second).Where(p => p.Flow == Pension).OrderBy(p => p.Party)
                .Select(p => (p.Party.ToString("D10"), p.Considered, p.Notified, p.NotAuthorised, p.NotHeld)));
        var files = Directory.GetFiles(house.Out(Institution), $"{Pension}.*");
        Assert.Equal(4, files.Length);
        Assert.All(files, Validate);
        var chain = house.Engine.Outgoing.Verify(CbeNumber.Parse(Institution), Pension);
        Assert.True(chain.IsWhole);
        Assert.Equal([1, 2], chain.Links.Select(link => link.Number));
        var last = files.Single(f => f.EndsWith("000002.T.xml", StringComparison.Ordinal));
        var bytes = File.ReadAllBytes(last);
        File.Delete(last);
        Assert.Equal(last, house.Engine.Outgoing.Resend(CbeNumber.Parse(Institution), Pension, 2));
        Assert.Equal(bytes, File.ReadAllBytes(last));
    }

    [Fact]
    public void The_self_check_counts_its_journal_again()
    {
        Insert(1, "GRANTED", new DateOnly(2026, 3, 1));
        house.Night();
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
        using (var session = house.Engine.Store.Read())
            session.Connection.Execute("DELETE FROM pension");
        var red = house.Engine.SelfCheck.Run(CancellationToken.None).Lines.Where(line => line.Faults > 0).Select(line => line.Check);
        Assert.Equal(["nights"], red);
    }

    [Fact]
    public void Housekeeping_removes_from_its_journal_what_was_notified_long_ago()
    {
        Insert(1, "GRANTED", new DateOnly(2026, 3, 1));
        house.Night();
        NextNight();
        Assert.Equal(1, Entries());
        house.Clock.Advance(house.Options.Retention.Journal);
        house.Engine.Nights.AcceptDate(house.Engine.Today, new Raas.Operations.Operator("Anna", "many nights were missed"));
        Insert(2, "GRANTED", new DateOnly(2026, 3, 1));
        NextNight();
        Assert.Equal(1, Entries());
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    private long Entries()
    {
        using var session = house.Engine.Store.Read();
        return session.Connection.ExecuteScalar<long>("SELECT COUNT(*) FROM pension");
    }

    /// <summary>A version back cannot finish what it does not know; the version that began it can.</summary>
    [Fact]
    public void A_night_that_stopped_in_its_step_is_finished_by_no_other_version()
    {
        Insert(1, "GRANTED", new DateOnly(2026, 3, 1));
        flow.BeforeItem = () => throw new IOException("no space left");
        Assert.Throws<IOException>(() => house.Night());
        WithoutTheFlow();
        var refusal = Assert.Throws<NightStepException>(() => house.Night()).Message;
        Assert.Contains($"stopped in the step {Pension}, which this version does not know", refusal, StringComparison.Ordinal);
        flow.BeforeItem = () => { };
        WithTheFlow();
        Assert.True(house.Night().SelfCheck!.IsGreen);
        Assert.Single(Assert.Single(house.Sent(Institution, Pension)).Descendants("pension"));
    }

    /// <summary>An upgrade in the middle of a night: the flow begins with the night after it.</summary>
    [Fact]
    public void A_night_that_was_collected_without_it_goes_on_and_the_next_one_notifies()
    {
        Insert(1, "GRANTED", new DateOnly(2026, 3, 1));
        WithoutTheFlow();
        house.Night();
        using (var session = house.Engine.Store.Read())
            session.Connection.Execute("UPDATE night_run SET State = 'RUNNING', Step = 'IDENTITY', CompletedAt = NULL");
        WithTheFlow();
        var night = house.Night();
        Assert.True(Assert.Single(night.Nights).WasResumed);
        Assert.True(night.SelfCheck!.IsGreen);
        Assert.Empty(house.Sent(Institution, Pension));
        Assert.True(NextNight().SelfCheck!.IsGreen);
        Assert.Single(Assert.Single(house.Sent(Institution, Pension)).Descendants("pension"));
    }

    private static void Validate(string file)
    {
        if (file.EndsWith(".voucher.xml", StringComparison.Ordinal))
        {
            Assert.Empty(Tests.Xml.Valid.Problems(Schemas.Voucher, File.ReadAllText(file)));
            return;
        }
        var schemas = new XmlSchemaSet { XmlResolver = null };
        foreach (var shared in new[] { "common-v3.xsd", "types-v1.xsd" })
            schemas.Add(null, XmlReader.Create(Schemas.Open(shared)));
        schemas.Add(null, XmlReader.Create(new StringReader(PensionStore.TextOf("pension-notification-v1.xsd")!)));
        var problems = new List<string>();
        var settings = new XmlReaderSettings { Schemas = schemas, ValidationType = ValidationType.Schema };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, problem) => problems.Add(problem.Message);
        using var reader = XmlReader.Create(file, settings);
        while (reader.Read())
        {
            // All of it.
        }
        Assert.Empty(problems);
    }
}
