using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Reverts;
using Raas.Store;

namespace Raas.Recovery;

/// <summary>What was made again after a restore.</summary>
/// <param name="Deliveries">How many were decided again.</param>
/// <param name="Nights">How many nights were run again.</param>
/// <param name="Differences">What is not as it was, a line each; none: everything that left is what was made again.</param>
/// <param name="NotConfigured">Parties that have folders or noted numbers, and are not in the configuration that was put back.</param>
public sealed record RolledForward(
    long Deliveries, long Nights, IReadOnlyList<string> Differences, IReadOnlyList<CbeNumber> NotConfigured);

/// <summary>Makes again what was done after a backup, at the moments at which it was done, and compares it with what was sent. Each
/// decision on a delivery has left a receipt, each night that told something its files: they say what was done, and when. What was sent
/// stays the truth: where something is made otherwise now the ledger takes what was sent, and it is told.</summary>
internal sealed class RollForward(Engine engine, Disk disk, Folders folders, ClockOfThePast clock)
{
    private static readonly string[] AreasOfParties = ["parties", "archive", "work/sent"];

    private readonly IntakeContext tools = engine.Context with { TakesNothing = true };
    private readonly Differences differences = new(engine.Context.Notices);
    private long deliveries, nights;

    /// <param name="accident">Null: what is there is all that left.</param>
    public RolledForward Run(string backup, Accident? accident, CancellationToken stop)
    {
        var noted = engine.Checkpoint.Read();
        SentBefore sent;
        using (var session = tools.Store.Read())
        {
            // A backup has no empty folders.
            foreach (var party in session.Parties())
                folders.Prepare(party.Number);
            sent = new SentBefore(session, disk, folders, tools.Outgoing);
        }
        var chains = new ChainsAgain(tools, differences);
        chains.KeepGaps(sent);
        tools.Outgoing.SentBefore = sent;
        MakeAgain(sent, stop);
        chains.Adopt(sent);
        tools.Outgoing.SentBefore = null;
        foreach (var file in sent.Unlike)
            differences.Add(file.Party, $"{file.Flow} number {file.Number} to {file.Party} ({file.FileName}) is another when it is made "
                + "again. What was sent counts.");
        var strangers = NotConfigured(noted);
        List<HighestNumber> given = accident is null ? [] : chains.GoOnBehindAGap(noted, strangers, accident);
        using (var session = tools.Store.Read())
        {
            var ledger = Checkpointed.Of(session);
            engine.Checkpoint.Accept(ledger with { Sent = [.. given, .. ledger.Sent.Where(line => !given.Exists(line.IsOf))] });
        }
        engine.Journal.Add(new Operator(Environment.UserName, $"restored from {backup}"), "RESTORE");
        if (engine.Age.Check() is { } problem)
            throw new BackupException($"The backup was put back, but {problem}");
        return new RolledForward(deliveries, nights, differences.All, strangers);
    }

    /// <summary>One thing after the other, each at the moment at which it was done.</summary>
    private void MakeAgain(SentBefore sent, CancellationToken stop)
    {
        foreach (var (at, work) in Events(sent, stop))
        {
            stop.ThrowIfCancellationRequested();
            clock.At = at;
            try
            {
                work();
            }
            catch (StoreOlderException e)
            {
                differences.Add(tools.Options.SelfNumber,
                    $"what was done at {at:yyyy-MM-dd HH:mm:ss}Z could not be done again: {e.Message}");
            }
        }
        clock.At = null;
    }

    /// <summary>In the order in which things were done; at one moment what sources sent, what institutions sent, the night.</summary>
    private List<(DateTimeOffset At, Action Work)> Events(SentBefore sent, CancellationToken stop)
    {
        List<Party> parties;
        using (var session = tools.Store.Read())
            parties = [.. session.Parties()];
        var past = new PastWork(sent, disk, folders);
        var events = new List<(DateTimeOffset At, int Rank, CbeNumber Party, long Number, Action Work)>();
        foreach (var receipt in sent.All.Where(file => file.Flow == FlowName.Receipt))
        {
            if (parties.Find(party => party.Number == receipt.Party) is { } party)
                events.Add((receipt.CreatedAt, party.Kind == PartyKind.Source ? 0 : 1, party.Number, receipt.Number,
                    () => Decide(past, receipt, party, stop)));
        }
        foreach (var (date, at) in past.Nights())
            events.Add((at, 2, default, 0, () => RunNight(date, stop)));
        return [.. events.OrderBy(e => e.At).ThenBy(e => e.Rank).ThenBy(e => e.Party).ThenBy(e => e.Number).Select(e => (e.At, e.Work))];
    }

    private void RunNight(DateOnly date, CancellationToken stop)
    {
        using (var session = tools.Store.Read())
        {
            if (session.LastNight() is { IsComplete: true } last && last.Date >= date)
                return;
        }
        var report = new Night(day => tools with { BusinessDate = day }, BelgianTime.DateOf(clock.GetUtcNow()), tools.Flows)
            .Run(date, stop);
        nights += report.Nights.Count;
        if (report.DateProblem is { } problem)
            differences.Add(tools.Options.SelfNumber, $"the night of {date:yyyy-MM-dd} was not run again: {problem}");
    }

    /// <summary>Decides again on a delivery, or takes it back again.</summary>
    private void Decide(PastWork past, FormerFile receipt, Party party, CancellationToken stop)
    {
        if (past.Of(receipt) is not { } said)
            differences.Add(party.Number,
                $"the delivery of {party.Number} that was answered by {receipt.FileName} is not known: its receipt cannot be read");
        else if (said.Decision is Receipt.Reverted or Receipt.Restored)
            TakeBack(party, said.Number, receipt, isUndo: said.Decision == Receipt.Restored, stop);
        else if (new DeliveryAgain(tools, disk, folders, differences, party, receipt, said).Run(stop))
            deliveries++;
    }

    /// <summary>Takes a delivery back again, or puts it into effect again. Who had asked for it is not known any more.</summary>
    private void TakeBack(Party party, long? number, FormerFile receipt, bool isUndo, CancellationToken stop)
    {
        try
        {
            long delivery;
            using (var session = tools.Store.Read())
                delivery = session.FindAccepted(party.Number, FlowName.Subscription, number ?? 0)?.DeliveryId
                    ?? throw new OperatorException($"no delivery was accepted under number {number}");
            new DeliveryReverts(tools).Run(delivery, isUndo,
                new Operator(Environment.UserName, $"done again after a restore, as {receipt.FileName} says"), stop);
        }
        catch (OperatorException e)
        {
            differences.Add(party.Number, $"what {receipt.FileName} tells {party.Number} could not be done again: {e.Message}");
        }
    }

    /// <summary>Parties that were configured after the backup have left a folder, or a number in the checkpoint.</summary>
    private List<CbeNumber> NotConfigured(Checkpointed noted)
    {
        var found = noted.Sent.Select(line => line.Party).Concat(noted.Accepted.Select(line => line.Party)).ToHashSet();
        found.UnionWith(AreasOfParties.SelectMany(engine.Age.Parties));
        using var look = tools.Store.Read();
        found.ExceptWith(look.Parties().Select(party => party.Number));
        return [.. found.Order()];
    }
}
