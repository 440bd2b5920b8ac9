using Microsoft.Extensions.Time.Testing;
using Raas.Files;

namespace Raas.Tests.Files;

/// <summary>Many folders looked at on one thread: one that does not answer keeps nobody else, and is not looked at until it is
/// back.</summary>
public sealed class FolderWalkTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly FolderLooks looks;
    private readonly ManualResetEventSlim isBack = new();

    public FolderWalkTests() => looks = new FolderLooks(clock);

    public void Dispose()
    {
        isBack.Set();
        isBack.Dispose();
    }

    private string Visit(int item)
    {
        try
        {
            return looks.Look($"/{item}", () =>
            {
                if (item == 2)
                    isBack.Wait();
                return $"{item} {Environment.CurrentManagedThreadId}";
            });
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    [Fact]
    public async Task One_that_falls_silent_is_told_and_the_others_are_seen()
    {
        var walk = Task.Factory.StartNew(() =>
            looks.Walk([0, 1, 2, 3, 4], Visit), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!walk.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        var seen = await walk;
        Assert.Equal(["0", "1", "/2", "3", "4"], seen.Select(text => text.Split(' ')[0]));
        Assert.Contains("has not answered since", seen[2], StringComparison.Ordinal);
        // Until it is back it is not waited for at all.
        Assert.Contains("has not answered since", looks.Walk([2], Visit).Single(), StringComparison.Ordinal);
        isBack.Set();
        Assert.True(SpinWait.SpinUntil(
            () => looks.Walk([2], Visit)[0].StartsWith("2 ", StringComparison.Ordinal), TimeSpan.FromMinutes(4)));
    }

    [Fact]
    public void All_that_answer_are_looked_at_on_one_thread()
    {
        isBack.Set();
        var threads = looks.Walk([.. Enumerable.Range(0, 100)], Visit).Select(text => text.Split(' ')[1]).Distinct();
        Assert.NotEqual($"{Environment.CurrentManagedThreadId}", Assert.Single(threads));
    }

    [Fact]
    public void What_goes_wrong_in_a_visit_is_thrown_to_who_waits() =>
        Assert.Equal("x", Assert.Throws<InvalidDataException>(() =>
            looks.Walk([1], int (_) => looks.Look("/x", int () => throw new InvalidDataException("x")))).Message);
}
