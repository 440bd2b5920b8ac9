using Dapper;
using Raas.Configuration;
using Raas.Nights;
using Raas.Tests.Store;
using static Raas.Tests.House;

namespace Raas.Tests.Jobs;

/// <summary>A night goes on only in a step that this version knows.</summary>
public sealed class NightStepTests
{
    private const string Renamed = "RENAMED";

    [Fact]
    public void A_night_in_an_unknown_step_is_refused() => Refused(StoreKind.Sqlite);

    [ServerFact(StoreKind.PostgreSql)]
    public void A_night_in_an_unknown_step_is_refused_on_PostgreSql() => Refused(StoreKind.PostgreSql);

    private static void Refused(StoreKind store)
    {
        using var house = new House(store: store).WithParties();
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(1)) });
        Assert.Single(house.Night().Nights);
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        StopInTheMiddle(house);
        Assert.Null(house.Engine.Nights.Problem());
        house.Engine.Nights.Check();
        var step = house.Engine.Nights.Last()!.Step;
        Rename(house, step, Renamed);
        var (ledger, names) = (Ledger(house), Names(house));

        var refusal = Assert.Throws<NightStepException>(() => house.Night()).Message;
        const string known = "DUE, TAKE, HELD, COLLECT, REPLACEMENTS, IDENTITY, DIMONA, SELF-CHECK, HOUSEKEEPING";
        foreach (var said in new[] { "2026-03-03", Renamed, known, "the version that began it" })
            Assert.Contains(said, refusal, StringComparison.Ordinal);
        Assert.Equal(refusal, house.Engine.Nights.Problem());
        Assert.Equal(refusal, Assert.Throws<NightStepException>(house.Engine.Nights.Check).Message);
        Assert.Equal(ledger, Ledger(house));
        Assert.Equal(names, Names(house));
        house.Clock.Advance(TimeSpan.FromHours(1));
        house.Engine.AlarmRules.Run(null, []);
        Assert.Equal(refusal, Assert.Single(house.Engine.Alarms.Open()).Message);

        Rename(house, Renamed, step);
        var night = house.Night();
        Assert.True(Assert.Single(night.Nights).WasResumed);
        Assert.Single(night.Deliveries);
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    /// <summary>What it did is done: the night is over, whatever its last step was called.</summary>
    [Fact]
    public void A_complete_night_may_have_ended_in_any_step()
    {
        using var house = new House().WithParties();
        house.Night();
        Rename(house, house.Engine.Nights.Last()!.Step, Renamed);
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(house.Night().Nights);
    }

    private static void StopInTheMiddle(House house)
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => house.Engine.Nights.Run(null, null, stop.Token));
        Assert.False(house.Engine.Nights.Last()!.IsComplete);
    }

    private static void Rename(House house, string from, string to)
    {
        using var session = house.Engine.Store.Read();
        Assert.Equal(1, session.Connection.Execute(
            "UPDATE night_run SET Step = @To WHERE Step = @From AND BusinessDate = (SELECT MAX(BusinessDate) FROM night_run)",
            new { From = from, To = to }));
    }

    /// <summary>Everything that a night writes, as text.</summary>
    private static List<string> Ledger(House house)
    {
        using var session = house.Engine.Store.Read();
        var rows = new List<string>();
        foreach (var table in new[] { "night_run", "night_step", "night_flow", "night_party", "delivery", "outgoing_file", "inscription" })
            rows.AddRange(session.Connection.Query($"SELECT * FROM {table}").Select(row => $"{table} {row}").Order(StringComparer.Ordinal));
        return rows;
    }

    private static List<string> Names(House house) =>
        [.. Directory.EnumerateFiles(house.Root, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
