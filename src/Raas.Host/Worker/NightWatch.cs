using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Raas.Host.Worker;

/// <summary>Asks the ledger again and again whether a night has stopped half-way, or was to begin and did not, because the host that had it
/// is no longer there; then it goes on here. Whether another host still works on it the night's lease says.</summary>
internal sealed class NightWatch(NightSchedule nights, TimeProvider clock, ILogger<NightWatch> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Round;
        while (true)
        {
            await Task.Delay(pause, clock, stoppingToken);
            try
            {
                // It may take hours, and is not asynchronous: not on a thread that others wait for.
                await Task.Factory.StartNew(
                    () => nights.GoOn(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                pause = Round;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
                log.LogError("The night could not go on: {Reason}. It is tried again in {Seconds:0} s", e.Message, pause.TotalSeconds);
            }
        }
    }
}
