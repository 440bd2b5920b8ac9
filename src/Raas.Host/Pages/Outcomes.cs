using System.Collections.Concurrent;
using System.Security.Cryptography;
using Raas.Operations;

namespace Raas.Host.Pages;

/// <summary>What an action came to, for the page that is shown after it.</summary>
/// <param name="Shown">More than a message: shown below it.</param>
/// <param name="File">A file that somebody may download now, once.</param>
/// <param name="Mistake">It did nothing.</param>
internal sealed record Outcome(string Message, Markup Shown, DownloadTicket? File = null, Mistake? Mistake = null);

/// <summary>Why an action did nothing, and what was typed.</summary>
internal sealed record Mistake(string Why, IReadOnlyDictionary<string, string> Typed);

/// <summary>Somebody has said why, and may download a file of a delivery.</summary>
internal sealed record DownloadTicket(string Delivery, string Name, Operator Who);

/// <summary>Keeps for a while what actions came to: a form that was posted is answered with another address, so that F5 repeats nothing
/// and Back leads back. Nothing of it is in an address but a number that nobody can guess, and only who acted sees it.</summary>
internal sealed class Outcomes(TimeProvider clock)
{
    private const int Most = 1000;
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, string? Who, Outcome Outcome)> kept = new();

    /// <summary>Keeps it for who acted.</summary>
    /// <returns>Under which number it is found.</returns>
    public string Keep(string? who, Outcome outcome)
    {
        var now = clock.GetUtcNow();
        foreach (var old in kept.Where(k => k.Value.Until < now).Select(k => k.Key).ToList())
            kept.TryRemove(old, out _);
        if (kept.Count >= Most)
            kept.TryRemove(kept.MinBy(k => k.Value.Until).Key, out _);
        var number = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        kept[number] = (now + Lasts, who, outcome);
        return number;
    }

    /// <summary>Null: there is none, it was long ago, or it is somebody else's.</summary>
    public Outcome? Find(string? number, string? who) =>
        number is not null && kept.TryGetValue(number, out var found) && found.Who == who && found.Until >= clock.GetUtcNow()
            ? found.Outcome : null;

    /// <summary>The same, once.</summary>
    public Outcome? Take(string? number, string? who)
    {
        var outcome = Find(number, who);
        return outcome is not null && kept.TryRemove(number!, out _) ? outcome : null;
    }
}
