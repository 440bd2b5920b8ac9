using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Intake;
using Raas.Oversight;
using Raas.Reading;
using Raas.Store;

namespace Raas.Host.Worker;

/// <summary>The delivery of a lane that is being worked on here.</summary>
/// <param name="Since">When it was begun.</param>
/// <param name="Course">How much of it was done at which moments, the last one now.</param>
public sealed record Running(DeliveryProgress Progress, DateTimeOffset Since, IReadOnlyList<(DateTimeOffset At, double Share)> Course)
{
    private const int LongestCourse = 120;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>Before this share nothing can be said of the time that it takes.</summary>
    private const double LeastShare = 0.02;

    internal static Running Begin(DeliveryProgress progress, DateTimeOffset now) => new(progress, now, [(now, progress.Share)]);

    /// <summary>It is further now.</summary>
    internal Running On(DeliveryProgress progress, DateTimeOffset now)
    {
        if (now - Course[^1].At < Between)
            return this with { Progress = progress };
        // A long one is drawn with fewer points.
        var course = Course.Count < LongestCourse ? Course : Course.Where((_, i) => i % 2 == 0);
        return new Running(progress, Since, [.. course, (now, progress.Share)]);
    }

    /// <summary>How long the delivery still takes; null: nobody knows yet.</summary>
    public TimeSpan? ToGo(DateTimeOffset now) =>
        Progress.Share < LeastShare || now <= Since ? null : (now - Since) * ((1 - Progress.Share) / Progress.Share);

    /// <summary>How long this one and those behind it in the lane still take, at the pace of the lane so far; null: nobody knows
    /// yet.</summary>
    public TimeSpan? LaneToGo(DateTimeOffset now)
    {
        var done = Progress.SizeBefore + (Progress.Share * Progress.Size);
        var all = Progress.SizeBefore + Progress.Size + Progress.SizeAfter;
        return now <= Progress.LaneSince || done <= LeastShare * Progress.Size
            ? ToGo(now) : (now - Progress.LaneSince) * ((all - done) / done);
    }

    /// <summary>Bytes of the data file a second, over all phases.</summary>
    public double BytesPerSecond(DateTimeOffset now) =>
        now <= Since ? 0 : Progress.Share * Progress.Size / (now - Since).TotalSeconds;
}

/// <summary>Looks at the parties' folders. So many parties are worked on at once (<c>Raas:Intake:Parallel</c>), sources before
/// institutions; the others wait for a place, and a round waits for none of them for long. Whoever has much gives its place to those who
/// wait, and goes on behind them. What could not be done is tried again with growing pauses.</summary>
internal sealed class IntakeRounds(Engine engine, RaasOptions options, TimeProvider clock, ILogger<IntakeRounds> log) : IDisposable
{
    /// <summary>A round waits so long for the sources, and again for the institutions, then leaves them to themselves. So long a party has
    /// its place, where others want it, and a delivery is not cut in the middle.</summary>
    private static readonly TimeSpan RoundLasts = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>What lies in the folder of a party takes longer than anybody should wait: about a second of work.</summary>
    private const long Large = 32_000_000;

    private readonly WorkPlaces places = new(options.Intake.Parallel);
    private readonly Lock oneRound = new();
    private volatile IReadOnlyDictionary<CbeNumber, Party> known = new Dictionary<CbeNumber, Party>();
    private readonly ConcurrentDictionary<CbeNumber, Task> workers = new();
    private readonly ConcurrentDictionary<CbeNumber, Trouble> troubles = new();
    private readonly ConcurrentDictionary<(CbeNumber Party, string Lane), Running> running = new();
    private readonly ConcurrentDictionary<CbeNumber, bool> hadWork = new();
    private readonly CancellationTokenSource stopping = new();
    private volatile string? storeTrouble;

    /// <summary>When the last round ended.</summary>
    public DateTimeOffset? LastRoundAt { get; private set; }

    /// <summary>What is being worked on here, at one moment: one delivery a lane. LINQ's own copy fails when one begins
    /// meanwhile.</summary>
    public IReadOnlyList<Running> Running =>
        [.. running.ToArray().OrderBy(r => r.Key.Party).ThenBy(r => r.Key.Lane, StringComparer.Ordinal).Select(r => r.Value)];

    /// <summary>Lanes without what is being worked on here: that does not wait.</summary>
    /// <param name="before">What was being worked on before the lanes were looked at.</param>
    public IReadOnlyList<LaneStatus> WithoutRunning(IReadOnlyList<LaneStatus> lanes, IReadOnlyList<Running> before)
    {
        var atWork = before.Concat(running.Values).Select(r => (r.Progress.Party, r.Progress.DataFileName)).ToHashSet();
        return atWork.Count == 0
            ? lanes
            : [.. lanes.Select(lane => lane with
            {
                Waiting = [.. lane.Waiting.Where(w => !atWork.Contains((lane.Party, SafeName.DataFileOf(w.VoucherFileName))))],
            })];
    }

    /// <summary>What stopped because of the machine, in the last try.</summary>
    public IReadOnlyList<string> Failures =>
        [.. troubles.Values.SelectMany(t => t.Failures), .. storeTrouble is { } trouble ? new[] { trouble } : []];

    /// <summary>When the last round began.</summary>
    public DateTimeOffset? LastBegunAt { get; private set; }

    /// <summary>One round, after the one that may be under way. Never throws because of the machine: the next one tries again.</summary>
    public void Run(CancellationToken stop)
    {
        lock (oneRound)
        {
            LastBegunAt = clock.GetUtcNow();
            RunNow(stop);
        }
    }

    private void RunNow(CancellationToken stop)
    {
        try
        {
            engine.Databases.Check();
            // The alarm says it, and the pages.
            if (engine.Age.Check() is not null)
            {
                (storeTrouble, LastRoundAt) = (null, clock.GetUtcNow());
                return;
            }
            var parties = engine.Parties.All();
            known = parties.ToDictionary(p => p.Number);
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
        await stopping.CancelAsync();
        await Task.WhenAny(Idle(), Task.Delay(within, clock));
    }

    /// <summary>Ends when those are done that are at work now, also those that a round has left to themselves.</summary>
    internal async Task Idle()
    {
        while (workers.Values.Where(worker => !worker.IsCompleted).ToList() is { Count: > 0 } busy)
            await Task.WhenAll(busy);
    }

    public void Dispose() => stopping.Dispose();

    private Task[] StartAll(IEnumerable<Party> parties)
    {
        var unfinished = engine.Intake.Unfinished().ToHashSet();
        var started = new List<Task>();
        var free = parties.Where(p => MayStart(p.Number)).ToList();
        foreach (var (party, lying) in free.Zip(engine.Intake.Work(free.ConvertAll(p => p.Number))))
        {
            // Once more after the last work: a file that was taken away again must leave status.xml too.
            var work = lying ?? (unfinished.Contains(party.Number.Value) ? 0 : null);
            var had = !hadWork.TryGetValue(party.Number, out var before) || before;
            hadWork[party.Number] = work is not null;
            if (work is not null || had)
                started.Add(Start(party, work >= Large));
        }
        return [.. started];
    }

    private static void WaitFor(Task[] started, CancellationToken stop) => Task.WaitAll(started, (int)RoundLasts.TotalMilliseconds, stop);

    private bool MayStart(CbeNumber party) => !stopping.IsCancellationRequested && !IsAtWork(party)
        && !(troubles.TryGetValue(party, out var trouble) && trouble.NotBefore > clock.GetUtcNow());

    private bool IsAtWork(CbeNumber party)
    {
        lock (workers)
            return workers.TryGetValue(party, out var worker) && !worker.IsCompleted;
    }

    private Task Start(Party party, bool isLarge) =>
        workers[party.Number] = places.Add(() => Work(party.Number, isLarge), party.Kind == PartyKind.Source, isLarge);

    private void Work(CbeNumber party, bool isLarge)
    {
        if (stopping.IsCancellationRequested)
            return;
        IReadOnlyList<string> failures;
        var gaveWay = false;
        try
        {
            var begun = clock.GetTimestamp();
            bool HasHadItsShare() => clock.GetElapsedTime(begun) > RoundLasts && places.IsWanted(isLarge);
            var report = engine.Intake.Take(known[party], new Board(this), HasHadItsShare, stopping.Token);
            (failures, gaveWay) = (report.Failures, report.GaveWay);
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
            foreach (var key in running.Keys.Where(key => key.Party == party))
                running.TryRemove(key, out _);
        }
        if (failures.Count == 0)
        {
            troubles.TryRemove(party, out _);
            if (gaveWay)
                Again(known[party], isLarge);
            return;
        }
        var tries = (troubles.TryGetValue(party, out var last) ? last.Tries : 0) + 1;
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, ShortestPause.Ticks << Math.Min(tries - 1, 8)));
        troubles[party] = new Trouble(failures, tries, clock.GetUtcNow() + pause);
        hadWork[party] = true;
    }

    /// <summary>Behind those who wait.</summary>
    private void Again(Party party, bool isLarge)
    {
        lock (workers)
            _ = Start(party, isLarge);
    }

    private void Note(DeliveryProgress value)
    {
        var (lane, now) = ((value.Party, value.Lane), clock.GetUtcNow());
        if (value.Phase == DeliveryProgress.Finished)
            running.TryRemove(lane, out _);
        else
            running.AddOrUpdate(lane, _ => Worker.Running.Begin(value, now), (_, before) =>
                before.Progress.DataFileName == value.DataFileName && before.Progress.Position == value.Position
                    ? before.On(value, now) : Worker.Running.Begin(value, now));
    }

    private sealed record Trouble(IReadOnlyList<string> Failures, int Tries, DateTimeOffset NotBefore);

    private sealed class Board(IntakeRounds rounds) : IProgress<DeliveryProgress>
    {
        public void Report(DeliveryProgress value) => rounds.Note(value);
    }
}
