using Raas.Configuration;
using Raas.Domain;
using Raas.Store;

namespace Raas.Oversight;

/// <summary>How it stands with a file that a party should send on a day.</summary>
public enum ExpectedState
{
    /// <summary>The party sends nothing on that day.</summary>
    NotDue,

    /// <summary>It was accepted in time.</summary>
    Came,

    /// <summary>It was accepted after its hour.</summary>
    Late,

    /// <summary>Its hour is over, and nothing was accepted.</summary>
    Missing,

    /// <summary>Its hour is still to come.</summary>
    Awaited,
}

/// <summary>A lane on a day.</summary>
/// <param name="At">When the first delivery was accepted.</param>
public sealed record ExpectedDay(DateOnly Day, ExpectedState State, DateTimeOffset? At, long? DeliveryId);

/// <summary>What a party should send in a flow, and how it stood with that on some days.</summary>
public sealed record ExpectedLane(Party Party, ExpectedDelivery Expected, IReadOnlyList<ExpectedDay> Days);

/// <summary>The calendar of the files that parties should send.</summary>
public sealed class ExpectedFiles(RegisterStore store, TimeProvider clock)
{
    /// <summary>No party pauses longer between two files that it should send on certain days of the week: holidays included.</summary>
    private const int LongestPause = 14;

    /// <summary>Every lane in which files are expected, on these days.</summary>
    public IReadOnlyList<ExpectedLane> Lanes(DateOnly from, DateOnly until)
    {
        using var session = store.Read();
        return [.. session.Parties().SelectMany(party => party.Expects.Select(expected => new ExpectedLane(
            party, expected, [.. Days(from, until).Select(day => Look(session, party, expected, day))])))];
    }

    private ExpectedDay Look(StoreSession session, Party party, ExpectedDelivery expected, DateOnly day)
    {
        var now = clock.GetUtcNow();
        if (!expected.IsDueOn(day))
            return new ExpectedDay(day, ExpectedState.NotDue, null, null);
        var due = BelgianTime.Midnight(day) + expected.Before.ToTimeSpan();
        if (BelgianTime.Midnight(day) > now)
            return new ExpectedDay(day, ExpectedState.Awaited, null, null);
        // What comes later counts for this day until the next one is due.
        var next = Days(day.AddDays(1), day.AddDays(LongestPause)).FirstOrDefault(expected.IsDueOn, day.AddDays(LongestPause));
        var first = session.FirstAcceptedBetween(
            party.Number, expected.Flow, BelgianTime.Midnight(day).ToUniversalTime(), BelgianTime.Midnight(next).ToUniversalTime());
        ExpectedState state;
        if (first.DecidedAt is { } at)
            state = at <= due ? ExpectedState.Came : ExpectedState.Late;
        else
            state = now <= due ? ExpectedState.Awaited : ExpectedState.Missing;
        return new ExpectedDay(day, state, first.DecidedAt, first.DeliveryId);
    }

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly until)
    {
        for (var day = from; day <= until; day = day.AddDays(1))
            yield return day;
    }
}
