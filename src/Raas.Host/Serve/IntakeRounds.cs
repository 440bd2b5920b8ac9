using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;

namespace Raas.Host.Serve;

/// <summary>A delivery that is being worked on here.</summary>
public sealed record Running(DeliveryProgress Progress, DateTimeOffset Since);

/// <summary>Looks at the parties' folders. Each party has a worker of its own: one that is busy with a huge file holds up nobody, and is not
/// waited for. What could not be done is tried again with growing pauses.</summary>
internal sealed class IntakeRounds(Engine engine, TimeProvider clock, ILogger<IntakeRounds> log) : IDisposable
{
    /// <summary>A round waits so long for the sources, and again for the institutions, then leaves them to themselves.</summary>
    private static readonly TimeSpan RoundLasts = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<CbeNumber, Task> workers = new();
    private readonly ConcurrentDictionary<CbeNumber, Trouble> troubles = new();
    private readonly ConcurrentDictionary<(CbeNumber, string), Running> running = new();
    private readonly ConcurrentDictionary<CbeNumber, bool> hadWork = new();
    private readonly CancellationTokenSource stopping = new();
    private volatile string? storeTrouble;

    /// <summary>When the last round ended.</summary>
    public DateTimeOffset? LastRoundAt { get; private set; }

    public IReadOnlyList<Running> Running => [.. running.Values];

    /// <summary>What stopped because of the machine, in the last try.</summary>
    public IReadOnlyList<string> Failures => [.. troubles.Values.SelectMany(t => t.Failures), .. storeTrouble is { } trouble ? new[] { trouble } : []];

    /// <summary>One round. Never throws because of the machine: the next one tries again.</summary>
    public void Run(CancellationToken stop)
    {
        try
        {
            engine.CheckStore();
            var parties = engine.Parties();
            try
            {
                // Institutions' records are judged by what the sources told in the same round, unless that takes long.
                WaitFor(StartAll(parties.Where(p => p.Kind == PartyKind.Source)), stop);
                WaitFor(StartAll(parties.Where(p => p.Kind == PartyKind.Institution)), stop);
                storeTrouble = null;
            }
            catch (OperationCanceledException)
            {
                // The host stops: Stop waits for the workers.
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (storeTrouble is null)
                log.LogError(e, "The round could not begin: {Reason}. It is tried again", e.Message);
            storeTrouble = $"store: {e.Message}";
        }
        LastRoundAt = clock.GetUtcNow();
    }

    /// <summary>Nothing is paused any longer: somebody says that it is mended.</summary>
    public void ForgetTroubles() => troubles.Clear();

    /// <summary>Stops the workers; a delivery that is not finished did not happen, and is taken again after the next start.</summary>
    public async Task Stop(TimeSpan within)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(Idle(), Task.Delay(within, clock)).ConfigureAwait(false);
    }

    /// <summary>Ends when those are done that are at work now, also those that a round has left to themselves.</summary>
    internal Task Idle() => Task.WhenAll(workers.Values);

    public void Dispose() => stopping.Dispose();

    private Task[] StartAll(IEnumerable<Party> parties)
    {
        lock (workers)
            return [.. parties.Select(p => p.Number).Where(MayStart).Select(Start)];
    }

    private static void WaitFor(Task[] started, CancellationToken stop) => Task.WaitAll(started, (int)RoundLasts.TotalMilliseconds, stop);

    private bool MayStart(CbeNumber party)
    {
        if (stopping.IsCancellationRequested || (workers.TryGetValue(party, out var busy) && !busy.IsCompleted))
            return false;
        if (troubles.TryGetValue(party, out var trouble) && trouble.NotBefore > clock.GetUtcNow())
            return false;
        // Once more after the last work: a file that was taken away again must leave status.xml too.
        var has = MayHaveWork(party);
        var had = !hadWork.TryGetValue(party, out var before) || before;
        hadWork[party] = has;
        return has || had;
    }

    /// <summary>A folder that cannot be looked at stops nobody else: its own worker finds out, and says so.</summary>
    private bool MayHaveWork(CbeNumber party)
    {
        try
        {
            return engine.HasWork(party);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private Task Start(CbeNumber party) => workers[party] = Task.Factory.StartNew(() => Work(party), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Work(CbeNumber party)
    {
        IReadOnlyList<string> failures;
        try
        {
            failures = engine.Intake(party, new Board(this), stopping.Token).Failures;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception e)
        {
            log.LogError(e, "The folder of {Party} could not be looked at: {Reason}. It is tried again", party, e.Message);
            failures = [$"{party} folder: {e.Message}"];
        }
        finally
        {
            foreach (var key in running.Keys.Where(key => key.Item1 == party))
                running.TryRemove(key, out _);
        }
        if (failures.Count == 0)
        {
            troubles.TryRemove(party, out _);
            return;
        }
        var tries = (troubles.TryGetValue(party, out var last) ? last.Tries : 0) + 1;
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, ShortestPause.Ticks << Math.Min(tries - 1, 8)));
        troubles[party] = new Trouble(failures, tries, clock.GetUtcNow() + pause);
        hadWork[party] = true;
    }

    private void Note(DeliveryProgress value)
    {
        var now = clock.GetUtcNow();
        running.AddOrUpdate((value.Party, value.DataFileName), _ => new Running(value, now), (_, before) => before.Progress.Phase == value.Phase ? before with { Progress = value } : new Running(value, now));
    }

    private sealed record Trouble(IReadOnlyList<string> Failures, int Tries, DateTimeOffset NotBefore);

    private sealed class Board(IntakeRounds rounds) : IProgress<DeliveryProgress>
    {
        public void Report(DeliveryProgress value) => rounds.Note(value);
    }
}
