using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Raas.Host.Security;
using Raas.Xml;

namespace Raas.Tests.Host.Security;

/// <summary>Who guesses is braked, and nobody else. A hash here ends when the test says so, and a second passes when it says so.</summary>
public sealed class SecretCheckTests : IDisposable
{
    private const string Secret = "right";

    private readonly FakeTimeProvider clock = new();
    private readonly BlockingCollection<string> begun = [];
    private readonly SemaphoreSlim mayEnd = new(0);
    private readonly SecretCheck check;
    private int hashed;

    public SecretCheckTests() => check = new SecretCheck(clock, (secret, hash) =>
    {
        Interlocked.Increment(ref hashed);
        begun.Add(secret);
        mayEnd.Wait();
        return hash == "hash of " + secret;
    });

    public void Dispose()
    {
        mayEnd.Release(1000);
        check.Dispose();
        mayEnd.Dispose();
        begun.Dispose();
    }

    private Task<SecretVerdict> Ask(string name, string secret, bool isKnown = true, string address = "a") =>
        check.Check("test", address, name, secret, isKnown ? "hash of " + Secret : null, CancellationToken.None);

    /// <summary>Lets time pass until it is answered.</summary>
    private async Task<SecretVerdict> Answered(Task<SecretVerdict> asked)
    {
        while (!asked.IsCompleted)
        {
            clock.Advance(SecretCheck.WrongTakes);
            await Task.Delay(1);
        }
        return await asked;
    }

    [Fact]
    public async Task Fifty_clients_with_one_right_secret_cost_one_hash_and_no_second()
    {
        var clients = Enumerable.Range(0, 50).Select(_ => Ask("ours", Secret)).ToList();
        mayEnd.Release(50);
        Assert.All(await Task.WhenAll(clients), verdict => Assert.Equal(SecretVerdict.Right, verdict));
        Assert.Equal(SecretVerdict.Right, await Ask("ours", Secret, address: "another"));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(SecretVerdict.Right, await Ask("ours", Secret));
        Assert.Equal(1, hashed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_thousand_guesses_are_refused_unhashed_and_a_right_secret_beside_them_is_hashed_at_once(bool isKnown)
    {
        var guesses = Enumerable.Range(0, 1000).Select(i => Ask(isKnown ? "theirs" : "name " + i, "guess " + i, isKnown)).ToList();
        Assert.StartsWith("guess", begun.Take(), StringComparison.Ordinal);
        // One guess is hashed; where there is one processor only, a good caller waits for that one.
        mayEnd.Release(1);
        var good = Ask("ours", Secret);
        Assert.Equal(Secret, begun.Take());
        mayEnd.Release(1);
        Assert.Equal(SecretVerdict.Right, await good);
        Assert.Equal(2, hashed);

        var verdicts = new List<SecretVerdict>();
        foreach (var guess in guesses)
            verdicts.Add(await Answered(guess));
        Assert.Equal(1, verdicts.Count(v => v == SecretVerdict.Wrong));
        Assert.Equal(999, verdicts.Count(v => v == SecretVerdict.TooMany));
    }

    /// <summary>The same work, and an answer at the same moment, whether somebody has the name or not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wrong_secret_is_hashed_and_answered_a_second_after_it_came(bool isKnown)
    {
        var guess = Ask("name", "wrong", isKnown);
        Assert.Equal("wrong", begun.Take());
        mayEnd.Release(1);
        clock.Advance(SecretCheck.WrongTakes - TimeSpan.FromTicks(1));
        // Whatever runs on runs before this: the guess is answered by the clock only.
        for (var i = 0; i < 100; i++)
            await Task.Yield();
        Assert.False(guess.IsCompleted);
        Assert.Equal(SecretVerdict.Wrong, await Answered(guess));
        Assert.Equal(1, hashed);
    }

    [Fact]
    public async Task Whoever_guesses_one_name_does_not_keep_others_out_and_a_right_secret_frees_the_name()
    {
        mayEnd.Release(1000);
        Assert.Equal(SecretVerdict.Wrong, await Answered(Ask("ours", "mistyped")));
        Assert.Equal(SecretVerdict.Right, await Answered(Ask("ours", Secret)));
        Assert.Equal(SecretVerdict.Wrong, await Answered(Ask("ours", "mistyped")));
        Assert.Equal(SecretVerdict.Right, await Ask("ours", Secret));
    }

    /// <summary>A hash that was replaced in the configuration: the secret before it is not remembered for it.</summary>
    [Fact]
    public async Task A_secret_that_was_right_for_another_hash_is_looked_at_anew()
    {
        mayEnd.Release(1000);
        Assert.Equal(SecretVerdict.Right, await Ask("ours", Secret));
        var replaced = check.Check("test", "a", "ours", Secret, "hash of another", CancellationToken.None);
        Assert.Equal(SecretVerdict.Wrong, await Answered(replaced));
        Assert.Equal(SecretVerdict.Wrong, await Answered(Ask("ours", Secret, isKnown: false)));
        Assert.Equal(SecretVerdict.Wrong, await Answered(check.Check("another realm", "a", "ours", Secret, null, CancellationToken.None)));
    }
}
