using CsCheck;

namespace Raas.Domain.Tests;

/// <summary>Periods as plain sets of days, in a calendar short enough to count: day <see cref="Tail"/> stands for itself and for
/// every day after it.</summary>
internal static class Days
{
    public const int Tail = 25;

    public static Gen<Period> Period { get; } =
        from begin in Gen.Int[0, Tail - 1]
        from length in Gen.Int[0, 9]
        from open in Gen.Int[0, 9]
        select Raas.Domain.Period.FromDays(begin, open == 0 || begin + length >= Tail ? Raas.Domain.Period.OpenEnd : begin + length);

    public static SortedSet<int> Of(Period period) =>
        [.. Enumerable.Range(period.BeginDay, (period.IsOpen ? Tail : period.EndDay) - period.BeginDay + 1)];

    public static SortedSet<int> Of(IEnumerable<Period> periods) => [.. periods.SelectMany(Of)];

    /// <summary>The longest runs of days in a row.</summary>
    public static List<Period> Runs(IEnumerable<int> days)
    {
        var runs = new List<Period>();
        foreach (var day in days.Order())
        {
            var end = day == Tail ? Raas.Domain.Period.OpenEnd : day;
            if (runs.Count > 0 && runs[^1].EndDay == day - 1)
                runs[^1] = Raas.Domain.Period.FromDays(runs[^1].BeginDay, end);
            else
                runs.Add(Raas.Domain.Period.FromDays(day, end));
        }

        return runs;
    }
}
