using Raas.Domain;

namespace Raas.Reading;

/// <summary>Which part of the spool a Ssin belongs to. Parts are ranges of numbers, so that each touches its own pages of
/// the register; a replaced number goes where its current number goes, because records of one person must be decided
/// together, in file order.</summary>
/// <param name="parts">How many parts, 1 to 100.</param>
/// <param name="replaced">Replaced numbers, ascending.</param>
/// <param name="current">The current number of each.</param>
public sealed class SpoolParts(int parts, long[] replaced, long[] current)
{
    private const long YearUnit = 1_000_000_000;

    public const int MaxParts = 100;

    public static readonly SpoolParts One = new(1, [], []);

    public int Parts => parts;

    /// <param name="parts">How many parts.</param>
    /// <param name="replaced">Replaced numbers, ascending.</param>
    /// <param name="current">The current number of each.</param>
    /// <param name="together">Pairs of current numbers that must go to the same part although nothing replaced one by the other.</param>
    public static SpoolParts Of(int parts, long[] replaced, long[] current, IReadOnlyList<(long One, long Other)> together)
    {
        if (together.Count == 0)
            return new SpoolParts(parts, replaced, current);
        var to = new Dictionary<long, long>();
        long Last(long ssin)
        {
            while (to.TryGetValue(ssin, out var next))
                ssin = next;
            return ssin;
        }
        foreach (var (one, other) in together)
        {
            if (Last(one) != Last(other))
                to.Add(Last(one), Last(other));
        }
        var all = new SortedDictionary<long, long>();
        for (var i = 0; i < replaced.Length; i++)
            all[replaced[i]] = Last(current[i]);
        foreach (var ssin in to.Keys)
            all[ssin] = Last(ssin);
        return new SpoolParts(parts, [.. all.Keys], [.. all.Values]);
    }

    /// <summary>Enough parts that each is about one batch of records.</summary>
    public static int PartsFor(long bytes, long bytesPerPart) => (int)Math.Clamp(bytes / bytesPerPart, 1, MaxParts);

    /// <summary>By the first two digits, the year of birth: the only part of a number that is spread evenly.</summary>
    public int PartOf(long ssin)
    {
        if (parts == 1)
            return 0;
        var at = replaced.Length == 0 ? -1 : Array.BinarySearch(replaced, ssin);
        var year = (at >= 0 ? current[at] : ssin) / YearUnit;
        return (int)(year * parts / 100);
    }
}
