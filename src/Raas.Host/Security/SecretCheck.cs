using System.Security.Cryptography;
using System.Text;
using Raas.Configuration;

namespace Raas.Host.Security;

/// <summary>What became of a name and a secret.</summary>
internal enum SecretVerdict
{
    Right,

    Wrong,

    /// <summary>Perhaps not even looked at: others guess too.</summary>
    TooMany,
}

/// <summary>Names and secrets of HTTP Basic, for operators and for programs. Only who guesses is braked: a secret that was right once is
/// known again without work; one that may be right is hashed at once, on as many processors as there are; and of all guesses (names that
/// nobody has, names for which a wrong secret came lately from that address) one is hashed at a time, the others are refused unhashed. What
/// is not right is answered after the same time, whether somebody has that name or not.</summary>
/// <param name="matches">Whether a secret has a hash; costs a processor some tenths of a second.</param>
internal sealed class SecretCheck(TimeProvider clock, Func<string, string, bool> matches) : IDisposable
{
    private const string Scheme = "Basic ";
    private const int MostLately = 10_000;

    /// <summary>Longer than a hash takes, so that the time says nothing; and guessing costs more.</summary>
    public static readonly TimeSpan WrongTakes = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

    /// <summary>What is hashed for a name that nobody has: the same work.</summary>
    private readonly string nobodys = Passwords.HashOfNothing();

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly SemaphoreSlim hashing = new(Environment.ProcessorCount);
    private readonly Lock gate = new();
    private readonly Dictionary<(string Realm, string Name), string> right = [];
    private readonly Dictionary<string, Task<bool>> tries = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Realm, string Address, string Name), DateTimeOffset> lately = [];
    private bool isGuessBeingHashed;

    public void Dispose() => hashing.Dispose();

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

    /// <param name="realm">Whose names: of operators, or of programs.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="hash">Of the secret of that name; null when nobody has it.</param>
    public async Task<SecretVerdict> Check(string realm, string address, string name, string secret, string? hash, CancellationToken stop)
    {
        var proof = Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{realm}\n{hash}\n{name}:{secret}")));
        Task<bool>? attempt;
        var isCounted = false;
        lock (gate)
        {
            if (right.TryGetValue((realm, name), out var known) && known == proof)
                return SecretVerdict.Right;
            // Who comes with the same while it is being hashed waits for that.
            if (!tries.TryGetValue(proof, out attempt))
            {
                isCounted = !isGuessBeingHashed;
                isGuessBeingHashed = true;
                var isHashed = isCounted || (hash is not null && !WasWrongLately((realm, address, name)));
                if (hash is not null)
                    lately[(realm, address, name)] = clock.GetUtcNow();
                attempt = tries[proof] = Try((realm, address, name), secret, hash, proof, isHashed, isCounted);
            }
        }
        if (await attempt.WaitAsync(stop))
            return SecretVerdict.Right;
        return isCounted ? SecretVerdict.Wrong : SecretVerdict.TooMany;
    }

    private bool WasWrongLately((string, string, string) guesser)
    {
        var now = clock.GetUtcNow();
        if (lately.Count > MostLately)
        {
            foreach (var old in lately.Where(l => l.Value + Lately < now).Select(l => l.Key).ToList())
                lately.Remove(old);
        }
        return lately.TryGetValue(guesser, out var at) && now < at + Lately;
    }

    /// <param name="isCounted">It has the place of the one guess that is hashed, and gives it back.</param>
    private async Task<bool> Try(
        (string Realm, string Address, string Name) guesser, string secret, string? hash, string proof, bool isHashed, bool isCounted)
    {
        await Task.Yield();
        var mayBeWrongNow = Task.Delay(WrongTakes, clock);
        try
        {
            var isRight = await IsRight(secret, hash ?? nobodys, isHashed);
            if (isCounted)
            {
                lock (gate)
                    isGuessBeingHashed = false;
                isCounted = false;
            }
            if (isRight && hash is not null)
            {
                lock (gate)
                {
                    right[(guesser.Realm, guesser.Name)] = proof;
                    lately.Remove(guesser);
                }
                return true;
            }
            await mayBeWrongNow;
            return false;
        }
        finally
        {
            lock (gate)
            {
                tries.Remove(proof);
                isGuessBeingHashed &= !isCounted;
            }
        }
    }

    /// <summary>What is not hashed waits for its turn too: nobody learns from the time what was.</summary>
    private async Task<bool> IsRight(string secret, string hash, bool isHashed)
    {
        await hashing.WaitAsync();
        try
        {
            return isHashed && await OnAThreadOfItsOwn(() => matches(secret, hash));
        }
        finally
        {
            hashing.Release();
        }
    }

    private static Task<bool> OnAThreadOfItsOwn(Func<bool> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
