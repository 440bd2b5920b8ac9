using System.Globalization;
using System.Text;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Flows.Dimona;
using Raas.Host.Soap;
using Raas.Store;
using Raas.Tests.Store;

namespace Raas.Tests.Oracle;

/// <summary>Random worlds through the program and through the model of the contract's sentences. 15 in a run of the tests,
/// 5 on each server that there is;
/// RAAS_ORACLE_WORLDS=500 for more,
/// RAAS_ORACLE_FIRST=1234 for where to begin: <c>RAAS_ORACLE_WORLDS=500 dotnet test tests/Raas.Tests -c Release --filter RandomWorlds</c>.
/// A failure names the seed.</summary>
public sealed class RandomWorldsTests
{
    private const string Worlds = "RAAS_ORACLE_WORLDS";

    [Fact]
    public void The_program_does_in_random_worlds_what_the_sentences_say() => Check(StoreKind.Sqlite, 15);

    [ServerFact(StoreKind.PostgreSql)]
    public void The_program_does_the_same_on_PostgreSQL() => Check(StoreKind.PostgreSql, 5);

    [ServerFact(StoreKind.SqlServer)]
    public void The_program_does_the_same_on_SQL_Server() => Check(StoreKind.SqlServer, 5);

    private static void Check(StoreKind store, int usually)
    {
        var first = Setting("RAAS_ORACLE_FIRST", 1);
        var failures = new StringBuilder();
        var shrunk = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = first; seed < first + Setting(Worlds, usually); seed++)
        {
            if (Difference(Generator.World(seed), store) is not { } difference)
                continue;
            // Of one kind of page a few worlds are made smaller; the others are named.
            if ((shrunk[Kind(difference)] = shrunk.GetValueOrDefault(Kind(difference)) + 1) > Setting("RAAS_ORACLE_SHRINK", 1))
            {
                failures.AppendLine(CultureInfo.InvariantCulture, $"== world {seed}, {difference}");
                continue;
            }
            var smallest = Shrink(Generator.World(seed), difference, store);
            failures.AppendLine(CultureInfo.InvariantCulture, $"== world {seed}, {Difference(smallest, store)}").AppendLine(Show(smallest));
        }
        Assert.True(failures.Length == 0, failures.ToString());
    }

    private static string? Difference(World world, StoreKind store)
    {
        var (said, numbers) = Model.Of(world);
        try
        {
            return Outcome.Difference(said, Runner.Run(world, numbers, store));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.ToString();
        }
    }

    /// <summary>Takes out whole days, then deliveries, then records, while the same kind of page still differs.</summary>
    private static World Shrink(World world, string difference, StoreKind store)
    {
        var page = Kind(difference);
        var tries = 50;
        for (var smaller = true; smaller && tries > 0;)
        {
            smaller = false;
            foreach (var candidate in Smaller(world))
            {
                if (tries-- > 0 && Difference(candidate, store) is { } still && Kind(still) == page)
                {
                    (world, smaller) = (candidate, true);
                    break;
                }
            }
        }
        return world;
    }

    private static string Kind(string difference) => difference.Split('\n')[0] is { Length: > 11 } line
        ? string.Join(' ', line[11..].Split(' ').Take(2)) : difference;

    private static IEnumerable<World> Smaller(World world)
    {
        for (var d = world.Days.Count - 1; d > 0; d--)
            yield return new World([.. world.Days.Where((_, i) => i != d)]);
        for (var d = world.Days.Count - 1; d >= 0; d--)
        {
            var day = world.Days[d];
            if (day.Parties is not null && d > 0)
                yield return With(world, d, day with { Parties = null });
            for (var f = day.Deliveries.Count - 1; f >= 0; f--)
                yield return With(world, d, day with { Deliveries = [.. day.Deliveries.Where((_, i) => i != f)] });
            for (var f = day.Deliveries.Count - 1; f >= 0; f--)
            {
                for (var r = day.Deliveries[f].Records.Count - 1; r >= 0 && day.Deliveries[f].Records.Count > 1; r--)
                    yield return With(world, d,
                        day with { Deliveries = [.. day.Deliveries.Select((x, i) => i == f
                            ? x with { Records = [.. x.Records.Where((_, j) => j != r)] } : x)] });
            }
        }
    }

    private static World With(World world, int place, Day day) => new([.. world.Days.Select((d, i) => i == place ? day : d)]);

    private static string Show(World world)
    {
        var text = new StringBuilder();
        foreach (var day in world.Days)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  -- {Time.Text(day.Date)}");
            foreach (var party in day.Parties ?? [])
                text.AppendLine(CultureInfo.InvariantCulture, $"     {Show(party)}");
            foreach (var delivery in day.Deliveries)
                text.AppendLine(CultureInfo.InvariantCulture, $"     {delivery.Party}")
                    .Append(string.Concat(delivery.Records.Select(r => "        " + r.Xml)));
        }
        return text.ToString();
    }

    private static string Show(Institution party)
    {
        var settings = new[] { (party.AutoReplace, "autoReplace "), (party.MergeAdjacent, "mergeAdjacent "),
            (!party.EmptyNotifications, "nothing when empty ") };
        var types = party.Types.Select(t => $"{t.Code} {new Span(t.From, t.Until)}");
        var authorisations = party.Authorisations.Select(a =>
            $"{a.Service} {a.Number} {new Span(a.From, a.Until)} types {string.Join(',', a.Types)} groups {string.Join(',', a.Groups)}");
        return $"{party.Cbe} {string.Concat(settings.Where(s => s.Item1).Select(s => s.Item2))}{party.RejectThreshold}% "
            + string.Join("; ", types) + " | " + string.Join("; ", authorisations);
    }

    private static int Setting(string name, int otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
