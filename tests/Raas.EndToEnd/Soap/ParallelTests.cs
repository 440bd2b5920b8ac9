using Raas.Configuration;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Raas.Domain;
using Raas.Host.Commands;
using Raas.Host.Soap;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Tests;
using Raas.Tests.Store;
using static Raas.EndToEnd.DataRoot;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>Many callers at once: the register is that of the oracle, no number is given twice, and every call is in the audit.</summary>
public sealed class ParallelTests(SoapHost soap) : ManyCallers(soap), IClassFixture<SoapHost>
{
    [Fact]
    public void Fifty_clients_register_overlapping_periods_of_the_same_persons() => Overlapping();

    [Fact]
    public void No_number_is_given_twice_and_nobody_gets_two() => NumbersOnce();

    [Fact]
    public void Whoever_was_shown_or_got_a_number_is_found_in_the_audit() => Shown();

    [Fact]
    public void Every_call_is_in_the_audit_whose_chain_is_whole() => WholeChain();
}

/// <summary>The same on PostgreSQL, where nobody waits for the only writer's place.</summary>
public sealed class ParallelOnPostgreSqlTests(PostgreSqlSoapHost soap) : ManyCallers(soap), IClassFixture<PostgreSqlSoapHost>
{
    [ServerFact(StoreKind.PostgreSql)]
    public void Fifty_clients_register_overlapping_periods_of_the_same_persons() => Overlapping();

    [ServerFact(StoreKind.PostgreSql)]
    public void No_number_is_given_twice_and_nobody_gets_two() => NumbersOnce();

    [ServerFact(StoreKind.PostgreSql)]
    public void Whoever_was_shown_or_got_a_number_is_found_in_the_audit() => Shown();

    [ServerFact(StoreKind.PostgreSql)]
    public void Every_call_is_in_the_audit_whose_chain_is_whole() => WholeChain();
}

/// <summary>The same on SQL Server.</summary>
public sealed class ParallelOnSqlServerTests(SqlServerSoapHost soap) : ManyCallers(soap), IClassFixture<SqlServerSoapHost>
{
    [ServerFact(StoreKind.SqlServer)]
    public void Fifty_clients_register_overlapping_periods_of_the_same_persons() => Overlapping();

    [ServerFact(StoreKind.SqlServer)]
    public void No_number_is_given_twice_and_nobody_gets_two() => NumbersOnce();

    [ServerFact(StoreKind.SqlServer)]
    public void Whoever_was_shown_or_got_a_number_is_found_in_the_audit() => Shown();

    [ServerFact(StoreKind.SqlServer)]
    public void Every_call_is_in_the_audit_whose_chain_is_whole() => WholeChain();
}

/// <summary>What many callers do.</summary>
public abstract class ManyCallers(SoapHost soap)
{
    private const int Clients = 50;

    private static void AtOnce(int clients, Action<int> work)
    {
        var faults = new ConcurrentBag<Exception>();
        var threads = Enumerable.Range(0, clients).Select(client => new Thread(() =>
        {
            try
            {
                work(client);
            }
            catch (Exception e)
            {
                faults.Add(e);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Empty(faults);
    }

    /// <summary>As callers do who are told to come again: on a slow disk one of fifty may not get its turn in time, and then nothing was
    /// done.</summary>
    private XElement CallUntilServed(string service, string operation, string content)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var answer = soap.Host.Send(Message(service, operation, Encoding.UTF8.GetBytes(Envelope(service, operation, content))));
            if (answer.Status == HttpStatusCode.OK)
                return XDocument.Parse(answer.Text).Root!.Element(Soap11 + "Body")!.Elements().Single();
            Assert.True(answer.Status == HttpStatusCode.ServiceUnavailable, answer.Text);
        }
        throw new TimeoutException("twenty times too busy");
    }

    /// <summary>Whatever the order, the union of the periods is the same.</summary>
    protected void Overlapping()
    {
        const int persons = 4;
        const int each = 8;
        const int first = 20;
        var asked = new ConcurrentBag<(int Person, int Begin, int End)>();
        _ = soap.Host;
        var before = soap.Data.Ask<long>("SELECT COUNT(*) FROM inscription");
        AtOnce(Clients, client =>
        {
            var random = new Random(client);
            for (var i = 0; i < each; i++)
            {
                var begin = new DateOnly(2010, 1, 1).AddDays(random.Next(4000));
                var end = begin.AddDays(random.Next(60));
                var person = random.Next(persons);
                asked.Add((person, begin.DayNumber, end.DayNumber));
                var answer = CallUntilServed("RegisterService", "registerInscription",
                    $"<inscription><ssin>{Numbers.Of(first + person)}</ssin><dossierType>A</dossierType><period>"
                        + FormattableString.Invariant($"<beginDate>{begin:yyyy-MM-dd}</beginDate><endDate>{end:yyyy-MM-dd}</endDate>")
                        + "</period></inscription>");
                Assert.Equal("MSG00000", Code(answer));
            }
        });
        Assert.Equal(Clients * each, asked.Count);
        for (var person = 0; person < persons; person++)
        {
            var days = new SortedSet<int>(asked.Where(a => a.Person == person)
                .SelectMany(a => Enumerable.Range(a.Begin, a.End - a.Begin + 1)));
            var rows = soap.Call("RegisterService", "consultInscriptions",
                $"<criteria><ssin>{Numbers.Of(first + person)}</ssin></criteria>").Elements("result").Select(r => r.Element("period")!)
                .Select(p => (Begin: DateOnly.Parse(p.Element("beginDate")!.Value).DayNumber,
                    End: DateOnly.Parse(p.Element("endDate")!.Value).DayNumber)).ToList();
            Assert.Equal(days, rows.SelectMany(r => Enumerable.Range(r.Begin, r.End - r.Begin + 1)));
        }
        Assert.True(soap.Data.Ask<long>("SELECT COUNT(*) FROM inscription") > before);
        Assert.Contains("Green", Executable.Run(soap.Data.Root, "selfcheck").Output, StringComparison.Ordinal);
    }

    protected void NumbersOnce()
    {
        const string names = "Bakker Cuypers Dhaene Engels Fabry Goossens Huysmans Iserentant Joris Kestens Lemmens Nijs Opdebeeck "
            + "Quintens Roels Stevens Thys Uyttendaele Wauters Zeebroek";
        var numbers = new ConcurrentBag<string>();
        AtOnce(Clients, client =>
        {
            // Twenty persons of one day, all women: two or three callers for each of them.
            var name = names.Split(' ')[client % 20];
            var answer = CallUntilServed("PersonService", "createPerson",
                $"<person><lastName>{name}</lastName><firstName>Maria</firstName><birthDate>1977-07-07</birthDate>"
                    + "<birthPlace>Riga</birthPlace><gender>F</gender></person>");
            if (Code(answer) == "MSG00000")
                numbers.Add(answer.Descendants("newlyRegisteredPerson").Single().Element("ssin")!.Value);
            else
                Assert.Equal("RAA50002", Code(answer));
        });
        Assert.Equal(numbers.Count, numbers.Distinct(StringComparer.Ordinal).Count());
        Assert.All(numbers, number => Assert.True(Ssin.TryParse(number, out var ssin) && ssin.Gender == Gender.Female
            && ssin.Kind == SsinKind.BisGenderKnown, number));
        Assert.Equal(numbers.Count, soap.Data.Ask<long>("SELECT COUNT(DISTINCT LastName) FROM person WHERE BirthDate = 19770707"));
        Assert.Equal(numbers.Count, soap.Data.Ask<long>("SELECT COUNT(*) FROM person WHERE BirthDate = 19770707"));
    }

    /// <summary>Who asks by a name does not say whom the answer will show.</summary>
    protected void Shown()
    {
        string Audited(string ssin) => Executable.Run(soap.Data.Root, "audit", "export", "--ssin", ssin).Output;
        var shown = soap.Call("PersonService", "searchPersonPhonetically",
            $"<criteria><lastName>Lefevre</lastName><birthDate>1965-00-00</birthDate><tolerance>30</tolerance></criteria>")
                .Elements("result").Select(r => r.Element("person")!.Element("ssin")!.Value).ToList();
        Assert.True(shown.Count > 1);
        Assert.All(shown, ssin =>
            Assert.Contains("searchPersonPhonetically", Assert.Single(Audited(ssin).Split('\n', StringSplitOptions.RemoveEmptyEntries),
                line => line.Contains("searchPersonPhonetically", StringComparison.Ordinal)), StringComparison.Ordinal));
        const string person = "<person><lastName>Zwartendijk</lastName><firstName>Ida</firstName><birthDate>1981-02-03</birthDate>"
            + "<birthPlace>Riga</birthPlace><gender>F</gender></person>";
        var made = CallUntilServed("PersonService", "createPerson", person).Descendants("newlyRegisteredPerson").Single()
            .Element("ssin")!.Value;
        Assert.Contains("\"outcome\":\"MSG00000\"", Audited(made), StringComparison.Ordinal);
        CallUntilServed("PersonService", "createPerson", person);
        Assert.Contains("\"outcome\":\"RAA50002\"", Audited(made), StringComparison.Ordinal);
    }

    protected void WholeChain()
    {
        var ssin = Numbers.Of(33);
        soap.Call("RegisterService", "consultInscriptions", $"<criteria><ssin>{ssin}</ssin></criteria>");
        soap.Call("RegisterService", "consultInscriptions", $"<criteria><ssin>{ssin}</ssin></criteria>", context: "ANOTHER PURPOSE");
        soap.Host.Send(Message("RegisterService", "consultInscriptions", Encoding.UTF8.GetBytes("no XML")));
        soap.Host.Send(Message("RegisterService", "consultInscriptions",
            Encoding.UTF8.GetBytes(Envelope("RegisterService", "consultInscriptions", "<criteria/>")), user: ""));
        var verified = Executable.Run(soap.Data.Root, "audit", "verify");
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
        var entries = Executable.Run(soap.Data.Root, "audit", "export").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ours = entries.Where(e => e.Contains(ssin, StringComparison.Ordinal)).ToList();
        Assert.Contains(ours, e =>
            e.Contains("MSG00100", StringComparison.Ordinal) && e.Contains("program-" + Institution, StringComparison.Ordinal)
                && e.Contains(Context, StringComparison.Ordinal) && e.Contains("test-ticket", StringComparison.Ordinal));
        Assert.Contains(ours, e => e.Contains("MSG00013", StringComparison.Ordinal));
        Assert.Contains(entries, e => e.Contains("RAA60001", StringComparison.Ordinal));
        Assert.Contains(entries, e => e.Contains("RAA60006", StringComparison.Ordinal));
    }
}
