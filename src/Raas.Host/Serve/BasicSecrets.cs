using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Raas.Configuration;

namespace Raas.Host.Serve;

/// <summary>Names and secrets of HTTP Basic, for operators and for programs.</summary>
internal static class BasicSecrets
{
    private const string Scheme = "Basic ";

    /// <summary>So long a secret that was right need not be hashed again.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private static readonly ConcurrentDictionary<string, DateTimeOffset> Right = new(StringComparer.Ordinal);

    private static readonly SemaphoreSlim Hashing = new(1);

    public static bool IsBasic(string authorization) => authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>What an <c>Authorization</c> header says; null when it is not of this kind, or cannot be read.</summary>
    public static (string Name, string Secret)? Read(string authorization)
    {
        if (!IsBasic(authorization))
            return null;
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(authorization[Scheme.Length..].Trim()));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static async Task<bool> Matches(string name, string secret, string hash, TimeProvider clock, CancellationToken stop)
    {
        var proof = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{hash}\n{name}:{secret}")));
        var now = clock.GetUtcNow();
        if (Right.TryGetValue(proof, out var until) && until > now)
            return true;
        // One at a time: whoever guesses in parallel must not take the processors from the worker.
        await Hashing.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (!Passwords.Matches(secret, hash))
                return false;
        }
        finally
        {
            Hashing.Release();
        }
        Right[proof] = now + Remembered;
        return true;
    }
}
