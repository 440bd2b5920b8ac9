using System.IO.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;

namespace Raas.Benchmarks;

/// <summary>Where the time of a delivery, of small deliveries, of a night and of calls goes, phase by phase: to see what to make faster,
/// and what came of it. Everything in this one process, which is warm after the first work: no figure to compare with those of the
/// program.</summary>
internal sealed class PhasesBenchmark
{
    private static readonly Operator Somebody = new("benchmark", "phases");

    private readonly string folder;
    private readonly long records;
    private readonly long persons;
    private readonly long small;
    private readonly long replacements;
    private readonly long changes;
    private readonly int calls;
    private readonly Later clock = new();
    private readonly PhaseTimes times = new();
    private long number;

    private PhasesBenchmark(Options options)
    {
        folder = Path.GetFullPath(Path.Combine(options.Folder, "phases"));
        records = options.Number("records", 1_000_000);
        persons = options.Number("persons", 1_000_000);
        small = options.Number("small", 500);
        replacements = options.Number("replacements", 10_000);
        changes = options.Number("changes", 50_000);
        calls = (int)options.Number("calls", 5_000);
    }

    public static int Run(Options options)
    {
        new PhasesBenchmark(options).Measure();
        return 0;
    }

    private void Measure()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        using var engine = new Engine(new RaasOptions { DataRoot = folder }, new FileSystem(), clock, NullLogger.Instance);
        engine.Parties.Import(Generate.Parties(Generate.Party), false, Somebody);
        Generate.Persons(In(Generate.NationalRegister), "persons.xml", bis: false, 1, persons);
        Generate.Persons(In(Generate.Bcss), "persons.xml", bis: true, 1, persons);
        Night(engine);
        Subscribe(records);
        times.Measure($"a delivery of {records} records", () => Night(engine));
        for (var i = 0; i < small; i++)
            Subscribe(5);
        times.Measure($"{small} deliveries of 5 records", () => Night(engine));
        clock.Days = 1;
        Generate.Replacements(In(Generate.Bcss), "replacements.xml", 2, replacements);
        Generate.Changes(In(Generate.NationalRegister), "changes.xml", 2, changes);
        times.Measure($"a night of {replacements} replacements and {changes} changes", () => Night(engine));
        var party = engine.Parties.All().First(one => one.Number.ToString() == Generate.Party);
        times.Measure($"{calls} calls that consult", () => Call(i => Consult(engine, party, i)));
        times.Measure($"{calls} calls that register", () => Call(i => Register(engine, party, i)));
    }

    private string In(string party) => Path.Combine(folder, "parties", party, "in");

    private void Subscribe(long count) => Generate.Subscription(
        In(Generate.Party), $"subscription-{++number}.xml", Generate.Party, number, count, persons, (int)number);

    private static void Night(Engine engine)
    {
        var report = engine.Nights.Run(null, null, CancellationToken.None);
        if (report.Failures.Count > 0)
            throw new InvalidOperationException(string.Join('\n', report.Failures));
    }

    private void Call(Action<int> one)
    {
        for (var i = 0; i < calls; i++)
            one(i);
    }

    private static AuditEntry Entry(Engine engine, Party party, string operation, Ssin ssin) => new()
    {
        At = DateTimeOffset.UtcNow, Channel = "SOAP", Caller = "benchmark", Party = party.Number, Operation = operation, Ssin = ssin,
        Outcome = "100000",
    };

    private void Consult(Engine engine, Party party, int index)
    {
        var ssin = SsinOf(Population.At(index % persons).Ssin);
        engine.Online.Consult(party.Number, ssin, null, null);
        engine.Audit.AppendNow(Entry(engine, party, "consultInscriptions", ssin));
    }

    private void Register(Engine engine, Party party, int index)
    {
        var person = Population.At(index % persons).Ssin;
        var call = new InscriptionCall(RequestAction.Register, person, "A", new DateOnly(1990, 1, 1 + (index % 28)).DayNumber);
        engine.Online.Change(party, call, _ => engine.Audit.Append(Entry(engine, party, "registerInscription", SsinOf(person))),
            CancellationToken.None).GetAwaiter().GetResult();
    }

    private static Ssin SsinOf(long number) => Ssin.TryFrom(number, out var ssin) ? ssin : default;

    /// <summary>The clock of the machine, some days on.</summary>
    private sealed class Later : TimeProvider
    {
        public int Days { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Days);
    }
}
