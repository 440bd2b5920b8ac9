using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Reverts;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Recovery;

/// <summary>What was made again after a restore.</summary>
/// <param name="Deliveries">How many were decided again.</param>
/// <param name="Nights">How many nights were run again.</param>
/// <param name="Differences">What is not as it was, a line each; none: everything that left is what was made again.</param>
/// <param name="NotConfigured">Parties that have folders or noted numbers, and are not in the configuration that was put back.</param>
public sealed record RolledForward(
    long Deliveries, long Nights, IReadOnlyList<string> Differences, IReadOnlyList<CbeNumber> NotConfigured);

/// <summary>All is lost but a backup.</summary>
/// <param name="Since">When the backup was begun.</param>
/// <param name="Reason">For the parties.</param>
internal sealed record Accident(DateTimeOffset Since, string Reason);

/// <summary>Makes again what was done after a backup, at the moments at which it was done, and compares it with what was sent. Each
/// decision on a delivery has left a receipt, each night that told something its files: they say what was done, and when. What was sent
/// stays the truth: where something is made otherwise now the ledger takes what was sent, and it is told.</summary>
internal sealed class RollForward(Engine engine, Disk disk, Folders folders, ClockOfThePast clock)
{
    private const int HeadSize = 1 << 14;

    private static readonly string[] AreasOfParties = ["parties", "archive", "work/sent"];

    private readonly IntakeContext tools = engine.Context with { TakesNothing = true };
    private readonly List<string> differences = [];
    private long deliveries, nights;

    /// <summary>So far the numbers of a chain go on behind the last one that is known, when more may have been given: more than any chain
    /// gets between two backups.</summary>
    private const long Gap = 10_000;

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
        KeepGaps(sent);
        tools.Outgoing.SentBefore = sent;
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
                Differs(tools.Options.SelfNumber, $"what was done at {at:yyyy-MM-dd HH:mm:ss}Z could not be done again: {e.Message}");
            }
        }
        clock.At = null;
        Adopt(sent);
        tools.Outgoing.SentBefore = null;
        foreach (var file in sent.Unlike)
            Differs(file.Party, $"{file.Flow} number {file.Number} to {file.Party} ({file.FileName}) is another when it is made again. What "
                + "was sent counts.");
        var strangers = NotConfigured(noted);
        List<HighestNumber> given = accident is null ? [] : GoOnBehindAGap(noted, strangers, accident);
        using (var session = tools.Store.Read())
        {
            var ledger = Checkpointed.Of(session);
            engine.Checkpoint.Accept(ledger with { Sent = [.. given, .. ledger.Sent.Where(line => !given.Exists(line.IsOf))] });
        }
        engine.Journal.Add(new Operator(Environment.UserName, $"restored from {backup}"), "RESTORE");
        if (engine.Age.Check() is { } problem)
            throw new BackupException($"The backup was put back, but {problem}");
        return new RolledForward(deliveries, nights, differences, strangers);
    }

    /// <summary>In the order in which things were done; at one moment what sources sent, what institutions sent, the night.</summary>
    private List<(DateTimeOffset At, Action Work)> Events(SentBefore sent, CancellationToken stop)
    {
        List<Party> parties;
        using (var session = tools.Store.Read())
            parties = [.. session.Parties()];
        var events = new List<(DateTimeOffset At, int Rank, CbeNumber Party, long Number, Action Work)>();
        foreach (var receipt in sent.All.Where(file => file.Flow == FlowName.Receipt))
        {
            if (parties.Find(party => party.Number == receipt.Party) is { } party)
                events.Add((receipt.CreatedAt, party.Kind == PartyKind.Source ? 0 : 1, party.Number, receipt.Number,
                    () => Decide(sent, receipt, party, stop)));
        }
        foreach (var (date, at) in Nights(sent))
            events.Add((at, 2, default, 0, () => RunNight(date, stop)));
        return [.. events.OrderBy(e => e.At).ThenBy(e => e.Rank).ThenBy(e => e.Party).ThenBy(e => e.Number).Select(e => (e.At, e.Work))];
    }

    /// <summary>The nights that were run, each with its moment: as noted; where that is lost, as their files have it.</summary>
    private Dictionary<DateOnly, DateTimeOffset> Nights(SentBefore sent)
    {
        var moments = new Dictionary<DateOnly, DateTimeOffset>();
        foreach (var night in sent.All.Where(file => file.Flow is not (FlowName.Receipt or FlowName.Answer))
            .GroupBy(file => BusinessDate(sent, file)))
        {
            if (night.Key is { } date)
                moments[date] = night.Min(file => file.CreatedAt);
        }
        foreach (var path in disk.Files.Directory.Exists(folders.Nights) ? disk.Files.Directory.EnumerateFiles(folders.Nights) : [])
        {
            if (DateOnly.TryParseExact(disk.Files.Path.GetFileName(path), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var date) && DateTimeOffset.TryParseExact(disk.Files.File.ReadAllText(path), "O", CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var at))
                moments[date] = at;
        }
        return moments;
    }

    /// <summary>As the file says it near its beginning; null: it cannot be read.</summary>
    private static DateOnly? BusinessDate(SentBefore sent, FormerFile file)
    {
        try
        {
            using var stream = sent.Open(file);
            var head = new byte[HeadSize];
            var text = Encoding.UTF8.GetString(head, 0, stream.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false));
            const string Mark = " businessDate=\"";
            var at = text.IndexOf(Mark, StringComparison.Ordinal);
            return at >= 0 && DateOnly.TryParseExact(text.AsSpan(at + Mark.Length, "yyyy-MM-dd".Length), "yyyy-MM-dd",
                CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
        }
        catch (IOException)
        {
            return null;
        }
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
            Differs(tools.Options.SelfNumber, $"the night of {date:yyyy-MM-dd} was not run again: {problem}");
    }

    /// <summary>Decides again on a delivery that was filed.</summary>
    private void Decide(SentBefore sent, FormerFile receipt, Party party, CancellationToken stop)
    {
        var what = $"the delivery of {party.Number} that was answered by {receipt.FileName}";
        if (Correlation(sent, receipt) is not var (voucherName, dataName, decision, number))
        {
            Differs(party.Number, $"{what} is not known: its receipt cannot be read");
            return;
        }
        if (decision is Receipt.Reverted or Receipt.Restored)
        {
            TakeBack(party, number, receipt, isUndo: decision == Receipt.Restored, stop);
            return;
        }
        what = $"{voucherName} of {party.Number} ({decision} on {receipt.CreatedAt:yyyy-MM-dd HH:mm:ss}Z)";
        var day = BelgianTime.DateOf(receipt.CreatedAt);
        var filed = decision is "ACCEPTED" or "DUPLICATE" ? Folders.Archive(party.Number, day) : Folders.Refused(party.Number, day);
        long before;
        using (var session = tools.Store.Read())
            before = session.CountFiled(party.Number, filed, voucherName, dataName);
        var suffix = before == 0 ? "" : $".{before + 1}";
        var lane = Lane(filed, voucherName, suffix);
        var taken = $"{Folders.Taken(party.Number, lane)}/{Moment(receipt.CreatedAt)}-{Guid.NewGuid():N}";
        var isCopy = true;
        if (!(TryTake(filed, dataName, suffix, taken) | TryTake(filed, voucherName, suffix, taken)))
        {
            // It was decided and not filed yet.
            isCopy = false;
            (lane, taken) = LaneWorker.Lanes.SelectMany(l => new Claims(tools, party.Number, l).All().Select(claim => (l, claim)))
                .Where(found => found.claim.VoucherFileName == voucherName)
                .Select(found => (found.l, found.claim.TakenFolder!)).FirstOrDefault((lane, ""));
        }
        if (taken.Length == 0)
        {
            Differs(party.Number, $"{what} is not in {filed} any more: it was not decided again");
            return;
        }
        using var lease = LaneLease.TryTake(tools.Store, party.Number, lane, tools.Options.LeaseFor)
            ?? throw new BackupException($"Another worker is busy with {lane} of {party.Number}.");
        var claims = new Claims(tools, party.Number, lane);
        // Who holds a lane now did not hold it then.
        var worker = new LaneWorker(tools, party, lane, lease, new LaneLedger(tools.Store, party, known: []));
        var candidate = claims.All().Find(claim => claim.TakenFolder == taken);
        var report = candidate is null ? null : worker.Take(candidate with { IsCancelled = decision == "CANCELLED" }, stop);
        if (report?.Decision.ToString().ToUpperInvariant() == decision)
        {
            deliveries++;
            return;
        }
        if (report is null && isCopy && disk.Files.Directory.Exists(folders.Absolute(taken)))
            disk.Files.Directory.Delete(folders.Absolute(taken), recursive: true);
        PutAside(party.Number, filed, FileNames.Fit(voucherName, suffix), FileNames.Fit(dataName, suffix));
        Differs(party.Number, $"{what} {(report is null ? "was not decided again: "
            + string.Join("; ", worker.Waiting.Select(w => w.Reason.ToString())) : $"is {report.Decision} now")}");
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
            Differs(party.Number, $"what {receipt.FileName} tells {party.Number} could not be done again: {e.Message}");
        }
    }

    /// <summary>What the ledger does not know does not lie among what it knows.</summary>
    private void PutAside(CbeNumber party, string filed, params string[] names)
    {
        var aside = folders.Absolute(Folders.Unknown(party, BelgianTime.DateOf(clock.GetUtcNow())));
        HashSet<string> known;
        using (var session = tools.Store.Read())
            known = session.FiledVouchers(party, filed).ToHashSet(StringComparer.Ordinal);
        if (known.Contains(names[0]))
            return;
        foreach (var path in names.Select(name => disk.Files.Path.Combine(folders.Absolute(filed), name)).Where(disk.IsRegularFile))
        {
            disk.Files.Directory.CreateDirectory(aside);
            disk.Move(path, disk.Free(aside, disk.Files.Path.GetFileName(path)));
        }
    }

    /// <summary>It was its turn then, and it had waited long enough for whatever it waited for.</summary>
    private string Moment(DateTimeOffset at) => (at - tools.Options.Intake.IncompleteAfter - IntakeContext.UnreadableGrace
        - TimeSpan.FromMinutes(1)).UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    private string Lane(string filed, string voucherName, string suffix)
    {
        var folder = new PartyFolder(disk, folders.Absolute(filed));
        return disk.Files.Directory.Exists(folder.Path) && folder.Find(FileNames.Fit(voucherName, suffix)) is { } entry
            ? LaneWorker.LaneOf(VoucherReading.Of(folder, entry).Voucher?.Flow) : LaneWorker.NoFlow;
    }

    private bool TryTake(string filed, string name, string suffix, string taken)
    {
        var path = disk.Files.Path.Combine(folders.Absolute(filed), FileNames.Fit(name, suffix));
        if (!disk.IsRegularFile(path))
            return false;
        disk.Copy(path, disk.Files.Path.Combine(folders.Absolute(taken), FileNames.Fit(name)));
        return true;
    }

    private static (string Voucher, string Data, string Decision, long? Number)? Correlation(SentBefore sent, FormerFile receipt)
    {
        try
        {
            using var stream = sent.Open(receipt);
            var root = XDocument.Load(stream).Root!;
            var voucher = root.Element("correlation")!.Element("voucherFileName")!.Value;
            return (voucher, root.Element("correlation")!.Element("dataFileName")?.Value ?? SafeName.DataFileOf(voucher),
                root.Element("decision")!.Value, (long?)root.Element("correlation")!.Element("fileSequenceNumber"));
        }
        catch (Exception e) when (e is IOException or XmlException or NullReferenceException)
        {
            return null;
        }
    }

    /// <summary>What has left and was not made again keeps its number, and the chain goes on after it.</summary>
    private void Adopt(SentBefore sent)
    {
        foreach (var file in sent.All.OrderBy(file => file.Number))
        {
            using var session = tools.Store.Write();
            session.LockChain(file.Party, file.Flow);
            if (session.Outgoing(file.Party, file.Flow, file.Number) is not null)
                continue;
            var row = new OutgoingRow
            {
                Party = file.Party.Value, Flow = file.Flow, Number = file.Number, FileName = file.FileName, VoucherId = file.VoucherId,
                Digest = file.Digest, Size = file.Size, MessageCount = file.MessageCount, PreviousDigest = file.PreviousDigest,
                CreatedAt = file.CreatedAt, RejectedFileName = file.RejectedFileName, RejectedDigest = file.RejectedDigest,
                RestartAfter = file.Restart?.AfterNumber, RestartAt = file.Restart?.At, RestartReason = file.Restart?.Reason,
            };
            var previous = session.LastOutgoing(file.Party, file.Flow)?.DisclosureDigest;
            var accounted = Accounting.AsSent(session, row, sent, file, previous);
            using var nobody = new DisclosureWriter(null);
            row = accounted ?? Accounting.Finish(row, nobody, previous);
            session.InsertOutgoingFile(row);
            session.MarkPublished(row, file.CreatedAt);
            session.Commit();
            Differs(file.Party, $"{file.Flow} number {file.Number} to {file.Party} ({file.FileName}) was sent and could not be made again. "
                + $"Its number is taken{(accounted is null ? "; whom it names is not known, as our copy is gone" : "")}");
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

    /// <summary>Nobody knows any more what left after the backup: the numbers of each chain go on where none can have been given.</summary>
    /// <param name="noted">Where a checkpoint was kept that is not lost, exactly there.</param>
    /// <param name="strangers">Files may have left to them, and what they are is not known: they get the chains of an institution.</param>
    /// <returns>The highest number of each chain that may have been given.</returns>
    private List<HighestNumber> GoOnBehindAGap(Checkpointed noted, List<CbeNumber> strangers, Accident accident)
    {
        var chains = new HashSet<(CbeNumber Party, string Flow)>(noted.Sent.Select(line => (line.Party, line.Flow)));
        using (var look = tools.Store.Read())
        {
            foreach (var (party, isTold) in look.Parties().Select(party => (party.Number, party.Kind == PartyKind.Institution))
                .Concat(strangers.Select(party => (party, true))))
            {
                chains.UnionWith(new[] { FlowName.Answer, FlowName.Receipt }.Select(flow => (party, flow)));
                if (isTold)
                    chains.UnionWith(tools.Flows.Select(flow => (party, flow.Flow)));
            }
        }
        return [.. chains.OrderBy(chain => chain.Party).ThenBy(chain => chain.Flow, StringComparer.Ordinal)
            .Select(chain => GoOnBehindAGap(noted, chain.Party, chain.Flow, accident))];
    }

    private HighestNumber GoOnBehindAGap(Checkpointed noted, CbeNumber party, string flow, Accident accident)
    {
        using var session = tools.Store.Write();
        session.LockChain(party, flow);
        var last = session.LastOutgoing(party, flow)?.Number ?? 0;
        // Behind an earlier gap something may have left too.
        var known = Math.Max(last, session.RestartFrom(party, flow, last + 1)?.FirstNumber ?? 0);
        // A line that is no further than the store may be of a restore, and proves nothing.
        var before = noted.Sent.FirstOrDefault(line => line.Party == party && line.Flow == flow)?.Number is { } number && number > known
            ? number : (known + Gap + Gap - 1) / Gap * Gap;
        session.InsertRestart(party, flow, new ChainRestart
        {
            FirstNumber = before + 1, AfterNumber = last, At = tools.Clock.GetUtcNow(), Reason = accident.Reason,
            LostSince = accident.Since,
        });
        session.Commit();
        return new HighestNumber(party, flow, before, HighestNumber.NoDigest);
    }

    /// <summary>Gaps that files which left explain, and of which the store at hand does not know.</summary>
    private void KeepGaps(SentBefore sent)
    {
        foreach (var file in sent.All.Where(file => file.Restart is not null).OrderBy(file => file.Number))
        {
            using var session = tools.Store.Write();
            session.LockChain(file.Party, file.Flow);
            if (session.Outgoing(file.Party, file.Flow, file.Number) is not null
                || session.RestartFrom(file.Party, file.Flow, file.Number - 1)?.FirstNumber >= file.Number)
                continue;
            session.InsertRestart(file.Party, file.Flow, file.Restart! with { FirstNumber = file.Number });
            session.Commit();
        }
    }

    private void Differs(CbeNumber party, string what)
    {
        differences.Add(what);
        tools.Notices.Add(Notices.Restored, party, $"{party} {differences.Count}", $"After a restore: {what}");
    }
}
