namespace Raas.Host.Settings;

/// <summary>Whether one word was meant for another.</summary>
internal static class Likeness
{
    private const int MostTypos = 2;

    /// <summary>The same but for a letter that is wrong, missing, too much, or changed places with the next one; in words of six and more
    /// for two.</summary>
    public static bool IsNear(string word, string other)
    {
        var most = Math.Min(word.Length, other.Length) < 6 ? 1 : MostTypos;
        return Math.Abs(word.Length - other.Length) <= most && Distance(word, other) <= most;
    }

    /// <summary>That one of the words which is meant by a mistyped one; null when none is.</summary>
    public static string? Nearest(string word, IEnumerable<string> words) =>
        words.Where(one => IsNear(word, one)).MinBy(one => Distance(word, one));

    /// <summary>Damerau and Levenshtein, over neighbours only.</summary>
    private static int Distance(string word, string other)
    {
        var cost = new int[word.Length + 1, other.Length + 1];
        for (var i = 0; i <= word.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }
                var same = word[i - 1] == other[j - 1] ? 0 : 1;
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && word[i - 1] == other[j - 2] && word[i - 2] == other[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[word.Length, other.Length];
    }
}
