using System.ComponentModel;
using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;
using Raas.Nights;
using Raas.Oversight;

namespace Raas.Host.Worker;

/// <summary>What Hangfire starts. The ledger knows what there is to do. Each may run at any time, on any host, twice or not
/// at all: what Hangfire does not start, <see cref="Schedule"/> does.</summary>
internal sealed class ScheduledJobs(IntakeRounds rounds, NightSchedule nights, AlarmPublisher alarms)
{
    [DisplayName("Look at the drop folders")]
    [AutomaticRetry(Attempts = 0)]
    [ForgetAfter(hours: 1)]
    public void Intake(CancellationToken stop) => rounds.Run(stop);

    [DisplayName("The night")]
    [AutomaticRetry(Attempts = 8, DelaysInSeconds = [60, 300, 900, 1800])]
    [ForgetAfter(hours: 24 * 7)]
    public void Night(CancellationToken stop) => nights.RunScheduled(stop);

    /// <param name="date">The last night to run, as yyyy-MM-dd: an operator has named it.</param>
    [DisplayName("The night of {0}, started by an operator")]
    [AutomaticRetry(Attempts = 0)]
    [ForgetAfter(hours: 24 * 7)]
    public void NightOf(string date, CancellationToken stop) =>
        nights.Run(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture), stop);

    [DisplayName("Raise and close alarms")]
    [AutomaticRetry(Attempts = 0)]
    [ForgetAfter(hours: 1)]
    public Task Watch(CancellationToken stop) => alarms.Look(stop);
}

/// <summary>How long a finished job stays in the lists of the dashboard.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ForgetAfterAttribute(int hours) : JobFilterAttribute, IApplyStateFilter
{
    public int Hours => hours;

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction) =>
        context.JobExpirationTimeout = TimeSpan.FromHours(hours);

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
    }
}
