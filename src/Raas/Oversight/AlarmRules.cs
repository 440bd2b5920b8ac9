using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows.PersonMutations;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Oversight;

/// <summary>One look at everything that somebody may have to act on. It keeps the alarms so: raised when it begins, closed when it is over.
/// Writes only when that changes.</summary>
public sealed class AlarmRules
{
    /// <summary>A night that lives says so more often.</summary>
    private static readonly TimeSpan NightSilence = TimeSpan.FromMinutes(15);

    /// <summary>Refusals of longer ago no longer keep an alarm open.</summary>
    private static readonly TimeSpan RefusalLasts = TimeSpan.FromDays(7);

    /// <summary>What was dealt with long ago no longer needs anybody.</summary>
    private static readonly TimeSpan NoticeLasts = TimeSpan.FromDays(7);

    /// <summary>Who has to renew something needs weeks.</summary>
    private static readonly TimeSpan CredentialEndsWithin = TimeSpan.FromDays(30);

    /// <summary>How far back a missing expected file is looked for.</summary>
    private const int ExpectedDays = 21;

    private static readonly string Host = Environment.MachineName;

    private const int MaxSubject = 200;
    private const int MaxMessage = 1000;

    private readonly IntakeContext tools;
    private readonly Fetches fetches;
    private readonly DateTimeOffset now;
    private readonly List<(AlarmKind Kind, string Subject, CbeNumber? Party, string Message)> found = [];

    internal AlarmRules(IntakeContext tools) => (this.tools, fetches, now) =
        (tools, new Fetches(tools.Store, tools.Disk, tools.Folders, tools.Clock), tools.Clock.GetUtcNow());

    /// <summary>Looks, raises and closes.</summary>
    /// <param name="dueNight">The last night that the schedule should have completed by now, when it began to count; null: no
    /// schedule.</param>
    /// <param name="failures">What the worker could not do in its last round.</param>
    /// <param name="ownCertificateEnds">The last moment of the certificate of this host; null: it has none.</param>
    public void Run(DateOnly? dueNight, IReadOnlyList<string> failures, DateTimeOffset? ownCertificateEnds = null)
    {
        if (ownCertificateEnds is { } end && end - now < CredentialEndsWithin)
            Add(AlarmKind.Certificate, $"{Host} own", null, $"The certificate of this host ends on {BelgianTime.DateOf(end):yyyy-MM-dd}. "
                + "Put a renewed one in its place: it is taken without a restart.");
        if (tools.Age.Check() is { } older)
            Add(AlarmKind.OlderStore, "store", null, older);
        List<Alarm> open;
        IReadOnlyList<Party> known;
        using (var session = tools.Store.Read())
        {
            open = session.OpenAlarms();
            var parties = known = session.Parties();
            Refusals(session, parties);
            Nights(session, dueNight);
            HeldMutations(session);
            foreach (var notice in session.NoticesSince(now - NoticeLasts))
                Add(Kind(notice.Kind), notice.Subject, CbeNumber.TryFrom(notice.Party, out var about) ? about : null, notice.Message);
            foreach (var party in parties)
            {
                Expected(session, party);
                Credentials(party);
                Guarded(session, party);
            }
        }
        foreach (var alarm in tools.Disk.Walk(known, NotFetched))
        {
            if (alarm is var (kind, subject, party, message))
                Add(kind, subject, party, message);
        }
        Gaps();
        foreach (var failure in failures.Distinct(StringComparer.Ordinal))
            Add(AlarmKind.Machine, failure.Split(':')[0], null, failure);
        Keep(open);
    }

    /// <summary>What would take much, and nobody has agreed to.</summary>
    private void Guarded(StoreSession session, Party party)
    {
        foreach (var g in session.Guarded(party.Number))
            Add(AlarmKind.Guarded, $"{party.Number} {g.Flow} {g.FileSequenceNumber}", party.Number,
                $"Number {g.FileSequenceNumber} of {g.Flow} of {party.Name} would remove or shorten {WaitWords.Taken(g)}. Ask "
                + $"them, then raas release {party.Number} {g.Flow}.");
    }

    private void Gaps()
    {
        foreach (var lane in new LaneOverview(tools).Status(null)
            .Where(l => l.Waiting.Any(w => w.IsAlarm && w.Reason == WaitReason.WaitsForNumber)))
            Add(AlarmKind.Gap, $"{lane.Party} {lane.Flow} {lane.NextExpected}", lane.Party,
                $"Number {lane.NextExpected} of {lane.Flow} of {lane.PartyName} has been missing for too long; {lane.Waiting.Count} wait "
                + "for it. Ask them for it.");
    }

    private void Refusals(StoreSession session, IReadOnlyList<Party> parties)
    {
        foreach (var refused in session.RefusedLast(now - RefusalLasts))
        {
            var party = parties.FirstOrDefault(p => p.Number.Value == refused.Party);
            if (party is not null)
                Add(AlarmKind.Refused, $"{party.Number} {refused.DeliveryId}", party.Number,
                    $"{party.Name} had {refused.Refused} deliveries refused and has sent nothing right since; the last is delivery "
                    + $"{refused.DeliveryId}: its receipt says why.");
        }
    }

    private void Nights(StoreSession session, DateOnly? dueNight)
    {
        var last = session.LastNight();
        var today = BelgianTime.DateOf(now);
        if (NightDates.Problem(last, today, today, tools.Options.Night.MaxCatchUp) is { } problem)
            Add(AlarmKind.Night, $"date {last!.Date:yyyy-MM-dd}", null, problem);
        else if (last is { IsComplete: false } && now - last.HeartbeatAt > NightSilence)
            Add(AlarmKind.Night, $"stopped {last.Date:yyyy-MM-dd}", null, NightStep.Problem(last, tools.Flows)
                ?? $"The night of {last.Date:yyyy-MM-dd} stopped in the step {last.Step}. Run the night: it goes on there.");
        // Nights are run in order: one that is under way comes after all that were due before it.
        else if (dueNight is { } due && (last is null || (last.IsComplete ? last.Date : last.Date.AddDays(-1)) < due))
        {
            var where = last is null ? ""
                : last.IsComplete ? $"; the last one is that of {last.Date:yyyy-MM-dd}"
                : $"; it is in the step {last.Step}";
            Add(AlarmKind.Night, $"late {due:yyyy-MM-dd}", null, $"The night of {due:yyyy-MM-dd} is not complete{where}.");
        }
        if (last is { Faults: > 0 })
            Add(AlarmKind.SelfCheck, $"{last.Date:yyyy-MM-dd}", null,
                $"The self-check of the night of {last.Date:yyyy-MM-dd} found {last.Faults} promises broken. "
                + "Keep a copy of the store, and run raas selfcheck.");
    }

    private void HeldMutations(StoreSession session)
    {
        var held = tools.Deferred.Look();
        if (held.Overdue > 0)
            Add(AlarmKind.HeldMutations, "replacements", null,
                $"{held.Overdue} replacements wait for numbers that no source has told since more than "
                + $"{tools.Options.Night.HeldAlarmAfter.TotalDays:0} days. Ask the source for those persons.");
    }

    /// <summary>What ends soon, and has no successor that lasts longer.</summary>
    private void Credentials(Party party)
    {
        var today = BelgianTime.DateOf(now);
        foreach (var ending in party.Credentials.Where(c => c.Validity.End is { } end && end >= today
            && end < today.AddDays((int)CredentialEndsWithin.TotalDays)))
        {
            var end = ending.Validity.End!.Value;
            if (party.Credentials.Any(c => c.Thumbprint is null == ending.Thumbprint is null && c.Validity.Begin <= end
                && (c.Validity.End is not { } later || later > end)))
                continue;
            var what = ending.Thumbprint is null ? "secret" : "certificate";
            Add(AlarmKind.Certificate, $"{party.Number} {ending.Name}", party.Number,
                $"The {what} '{ending.Name}' of {party.Name} ends on {end:yyyy-MM-dd}. Ask them for the next one, and raas import-config.");
        }
    }

    /// <summary>From the last due moment on, until a delivery is accepted that came on that day or later.</summary>
    private void Expected(StoreSession session, Party party)
    {
        foreach (var expected in party.Expects)
        {
            if (LastDue(expected) is not { } due)
                continue;
            var since = BelgianTime.Midnight(due);
            if (session.CountAcceptedSince(party.Number, expected.Flow, since.ToUniversalTime()) == 0)
                Add(AlarmKind.Expected, $"{party.Number} {expected.Flow}", party.Number,
                    $"{party.Name} should have sent {expected.Flow} on {due:yyyy-MM-dd} before {expected.Before:HH:mm}; nothing was "
                    + "accepted since. Ask them.");
        }
    }

    private DateOnly? LastDue(ExpectedDelivery expected)
    {
        var local = BelgianTime.At(now).DateTime;
        for (var (day, back) = (DateOnly.FromDateTime(local), 0); back < ExpectedDays; (day, back) = (day.AddDays(-1), back + 1))
        {
            if (expected.IsDueOn(day) && day.ToDateTime(expected.Before) <= local)
                return day;
        }
        return null;
    }

    /// <returns>Null: it has fetched what has been there for long. One folder that cannot be looked at hides no alarm of another.</returns>
    private (AlarmKind Kind, string Subject, CbeNumber Party, string Message)? NotFetched(Party party)
    {
        try
        {
            var late = fetches.Look(party.Number).Where(file => file.PublishedAt < now - tools.Options.Alarms.NotFetchedAfter).ToList();
            return late.Count == 0 ? null : (AlarmKind.NotFetched, party.Number.ToString(), party.Number,
                $"{party.Name} has not fetched {late.Count} files, the oldest since "
                + $"{BelgianTime.At(late.Min(file => file.PublishedAt)):yyyy-MM-dd}. Ask whether their collection works.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (AlarmKind.Machine, $"{party.Number} out", party.Number, e.Message);
        }
    }

    /// <summary>What the machine says may be of any length; the columns are not.</summary>
    private void Add(AlarmKind kind, string subject, CbeNumber? party, string message) =>
        found.Add((kind, Subject(kind, subject), party, Characters.Cut(message, MaxMessage)));

    /// <summary>Blanks at the end are none: SQL Server does not see them when it compares. What is wrong with a machine names it.</summary>
    private static string Subject(AlarmKind kind, string subject) =>
        Characters.Cut(kind == AlarmKind.Machine ? $"{Host} {subject}" : subject, MaxSubject).TrimEnd(' ');

    /// <summary>What is wrong with another host only that one knows: it closes its alarm; when it is gone, time does.</summary>
    private bool IsOfAnother(Alarm alarm) =>
        (alarm.Kind == Word(AlarmKind.Machine) || (alarm.Kind == Word(AlarmKind.Certificate) && alarm.Party is null))
            && !alarm.Subject.StartsWith(Host + " ", StringComparison.Ordinal) && alarm.RaisedAt > now - NoticeLasts;

    private void Keep(List<Alarm> open)
    {
        var begins = found.DistinctBy(f => (f.Kind, f.Subject))
            .Where(f => !open.Exists(a => a.Kind == Word(f.Kind) && a.Subject == f.Subject)).ToList();
        var over = open.Where(a => !IsOfAnother(a) && !found.Exists(f => a.Kind == Word(f.Kind) && a.Subject == f.Subject)).ToList();
        if (begins.Count == 0 && over.Count == 0)
            return;
        try
        {
            using var session = tools.Store.Write();
            foreach (var (kind, subject, party, message) in begins)
                session.InsertAlarm(Word(kind), subject, party, message, now);
            foreach (var alarm in over)
                session.MarkAlarmClosed(alarm, now);
            session.Commit();
        }
        catch (Exception e) when (tools.Store.Dialect.IsUniqueViolation(e))
        {
            // Another host has raised it at the same moment.
            return;
        }
        foreach (var (kind, subject, _, message) in begins)
            tools.Log.LogWarning(new EventId((int)kind, Word(kind)), "ALARM {Kind} {Subject}: {Message}", Word(kind), subject, message);
        foreach (var alarm in over)
            tools.Log.LogInformation(new EventId((int)Kind(alarm.Kind), alarm.Kind), "Over: {Kind} {Subject}", alarm.Kind, alarm.Subject);
    }

    /// <summary>NOT-FETCHED, as it is stored and shown.</summary>
    private static string Word(AlarmKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? "-" + c : c.ToString())).ToUpperInvariant();

    private static AlarmKind Kind(string word) => Enum.Parse<AlarmKind>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
