using Raas.Operations;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Nights;

/// <summary>Which nights may be run by themselves, and how an operator sets the date right when the clock was not.</summary>
internal static class NightDates
{
    /// <summary>Why no night is run although deliveries are taken; null when nothing stands against it.</summary>
    /// <param name="date">The night that is to be run.</param>
    public static string? Problem(NightRow? last, DateOnly date, DateOnly today, int maxCatchUp)
    {
        if (last is null)
            return null;
        if (last.Date > today)
        {
            return $"The last night is that of {last.Date:yyyy-MM-dd}, and today is {today:yyyy-MM-dd}: the clock was ahead then, "
                + "or is behind now. "
                + $"Deliveries are taken, but no night is run, so that nobody is notified. If today is right: {Command(today)}.";
        }
        var missed = date.DayNumber - last.Date.DayNumber - (last.IsComplete ? 1 : 0);
        return missed <= maxCatchUp ? null
            : $"{missed} nights were missed since that of {last.Date:yyyy-MM-dd}, more than Raas:Night:MaxCatchUp ({maxCatchUp}): "
                + "is the clock right? "
                + $"Deliveries are taken, but no night is run. To go on with one night for all that happened since: {Command(today)}.";
    }

    /// <summary>The next night to run is that of <paramref name="date"/>, whatever the ledger has. What was told before is not told
    /// again: each night takes from the journals what the one before left.</summary>
    /// <exception cref="OperatorException">It makes no sense; the message says why.</exception>
    public static void Accept(RegisterStore store, DateOnly date, DateOnly today, Operator who, DateTimeOffset at)
    {
        if (date > today)
            throw new OperatorException($"The night of {date:yyyy-MM-dd} has not come: today is {today:yyyy-MM-dd}.");
        using var session = store.Write();
        if (session.LastNight() is not { } last)
            throw new OperatorException("No night has been run yet: there is no date to set right. Run raas night.");
        var countsAs = last.IsComplete ? date.AddDays(-1) : date;
        if (last.Date == countsAs)
            return;
        if (last.Date > countsAs && last.Date <= today)
        {
            throw new OperatorException($"The night of {last.Date:yyyy-MM-dd} {(last.IsComplete ? "is complete" : "has begun")}, "
                + "and its date has come: an earlier one is not run after it.");
        }
        session.SetNightCountsAs(last.BusinessDate, countsAs);
        session.Journal(at, who, "ACCEPT-DATE", null, "NIGHT", (date.Year * 10000L) + (date.Month * 100) + date.Day);
        session.Commit();
    }

    private static string Command(DateOnly date) => $"raas night --accept-date {date:yyyy-MM-dd} --reason \"...\"";
}
