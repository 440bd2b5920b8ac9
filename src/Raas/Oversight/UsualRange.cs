namespace Raas.Oversight;

/// <summary>What is usual, as what was before shows: the middle half and once and a half its width on either side, and never less than from
/// half the median to twice it, so that nights that are all alike do not make a small difference look large.</summary>
public sealed record UsualRange(double Low, double Middle, double High)
{
    /// <summary>Of fewer nothing can be said.</summary>
    private const int Least = 5;

    /// <summary>Null: there were too few.</summary>
    public static UsualRange? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length < Least)
            return null;
        var (first, middle, third) = (At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75));
        var beside = 1.5 * (third - first);
        return new UsualRange(Math.Max(0, Math.Min(first - beside, middle / 2)), middle, Math.Max(third + beside, middle * 2));
    }

    /// <summary>More than usual is 1, less -1, usual 0.</summary>
    public int Compare(double value) => value > High ? 1 : value < Low ? -1 : 0;

    private static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var (below, part) = ((int)place, place - (int)place);
        return below + 1 < sorted.Length ? sorted[below] + (part * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
