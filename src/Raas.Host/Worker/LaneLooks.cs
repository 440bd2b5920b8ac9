using Raas.Oversight;

namespace Raas.Host.Worker;

/// <summary>Where all lanes stand, for pages. A look goes into the folder of every party: with many of them, or on a busy machine, it
/// takes as long as a few deliveries. Whoever asks meanwhile shares it, and so that looking never takes more than a share of the machine,
/// what was seen is shown for a while.</summary>
/// <param name="look">Looks at all lanes.</param>
internal sealed class LaneLooks(Func<IReadOnlyList<LaneStatus>> look, IntakeRounds rounds, TimeProvider clock)
{
    /// <summary>A look that takes less is made anew each time.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    /// <summary>For so many times as long as it took, no other look is begun.</summary>
    private const int Lasts = 4;

    /// <summary>After so long one is, however long it takes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>What is older is not shown at once: the next look is waited for a moment. What is shown of before says how old it
    /// is.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(30);

    /// <summary>Nor what is older than so many times a look: nobody minds to wait for a quick one.</summary>
    private const int Patience = 10;

    /// <summary>A page is there within a second: so long the next look is waited for, while there is something older to show.</summary>
    private static readonly TimeSpan MostWait = TimeSpan.FromMilliseconds(700);

    private readonly Lock gate = new();
    private Seen? last;
    private Task<Seen>? looking;

    /// <param name="Before">What was being worked on before.</param>
    private sealed record Seen(IReadOnlyList<LaneStatus> Lanes, IReadOnlyList<Running> Before, TimeSpan Took, long At);

    /// <summary>All lanes, without what is being worked on here; and how long ago that was, where it is so long that it has to be said:
    /// a few seconds more than the machine takes to look.</summary>
    public (IReadOnlyList<LaneStatus> Lanes, TimeSpan? Ago) All()
    {
        var seen = Latest();
        var ago = clock.GetElapsedTime(seen.At);
        return (rounds.WithoutRunning(seen.Lanes, seen.Before), ago > Longest ? ago : null);
    }

    /// <summary>Somebody has done something: what was seen before is not shown any more.</summary>
    public void Forget()
    {
        lock (gate)
            (last, looking) = (null, null);
    }

    private Seen Latest()
    {
        Task<Seen> next;
        Seen? before;
        lock (gate)
        {
            var age = last is null ? Oldest : clock.GetElapsedTime(last.At);
            var isShown = last is not null && last.Took > Short && age < Oldest && (age < Longest || age < last.Took * Patience);
            if (isShown && age < Longest && age < last!.Took * Lasts)
                return last;
            // One that failed is not waited for again.
            if (looking is null or { IsCompleted: true })
                looking = Task.Factory.StartNew(Look, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (isShown)
                return last!;
            (next, before) = (looking, last);
        }
        if (before is not null)
            Task.WaitAny(next, Task.Delay(MostWait, clock));
        return before is null || next.IsCompleted ? next.GetAwaiter().GetResult() : before;
    }

    private Seen Look()
    {
        var (begun, before) = (clock.GetTimestamp(), rounds.Running);
        var lanes = look();
        var seen = new Seen(lanes, before, clock.GetElapsedTime(begun), begun);
        lock (gate)
        {
            // What was forgotten meanwhile is not shown to anybody but who waits for it.
            if (looking?.Id == Task.CurrentId)
                last = seen;
        }
        return seen;
    }
}
