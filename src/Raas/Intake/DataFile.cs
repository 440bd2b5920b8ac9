using System.IO.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Flows.Subscriptions;
using Raas.Inscriptions;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Intake;

/// <summary>The contents of one delivery, read and validated once, then applied and answered from the spool.</summary>
internal sealed class DataFile : IDisposable
{
    private readonly IntakeContext tools;
    private readonly Party party;
    private readonly IncomingFlow flow;
    private readonly Spool spool;

    private DataFile(IntakeContext tools, Party party, IncomingFlow flow, Spool spool) =>
        (this.tools, this.party, this.flow, this.spool) = (tools, party, flow, spool);

    public Envelope Envelope { get; private set; } = new();

    public long ItemCount { get; private set; }

    public string Digest { get; private set; } = "";

    public Tally Tally { get; private set; } = new();

    /// <summary>Its records.</summary>
    internal Spool Records => spool;

    /// <summary>Called with (phase, done, total) now and then.</summary>
    public Action<string, long, long>? Progress { get; init; }

    /// <summary>One pass over the file: what is wrong goes to <paramref name="errors"/>, what is right to the spool.</summary>
    public static DataFile Read(
        IntakeContext tools, string path, string spoolName, SpoolParts routing, Party party, string flow, FileErrors errors,
        Action<string, long, long>? progress, CancellationToken stop)
    {
        using var phase = Phase.Begin("read");
        var files = tools.Disk.Files;
        var scratch = new Spool(files, tools.Folders.Spool(spoolName), routing, files.FileInfo.New(path).Length);
        var content = new DataFile(tools, party, IncomingFlow.Of(flow), scratch) { Progress = progress };
        try
        {
            content.Read(files, path, errors, stop);
        }
        catch
        {
            content.Dispose();
            throw;
        }
        return content;
    }

    /// <summary>Decides and applies every record, inside the transaction of the delivery.</summary>
    /// <param name="cause">What the journal says about it, when it is not the flow's own cause.</param>
    /// <param name="before">The change set before which it is decided, in a transaction that is not committed; null: now.</param>
    public void Apply(StoreSession store, string? cause, long? deliveryId, DateTimeOffset now, CancellationToken stop, long? before = null)
    {
        using var phase = Phase.Begin("apply");
        if (flow.IsOfSource)
            store.LockSources();
        else
            store.LockRegister(party.Number);
        var changeSet = store.NewChangeSet(cause ?? flow.Cause, deliveryId, now, flow.IsOfSource ? null : party.Number);
        void Applied(long done) => Progress?.Invoke(DeliveryProgress.Applying, done, ItemCount);
        var work = new FlowWork(party, spool, store, changeSet, Envelope.LegalContext, now, tools.BusinessDate,
            tools.Options.Intake.BatchRecords, Applied) { Before = before };
        Tally = flow.Apply(work, stop);
    }

    /// <summary>Writes the answer, and beside it the rejected records of a subscription.</summary>
    public (long Items, bool Rejected) WriteAnswer(Disk disk, OutgoingHead file, Stream stream, Voucher voucher, FileForm form)
    {
        using var phase = Phase.Begin("answer");
        return flow.WriteAnswer(disk, party, spool, new AnswerHead(file, voucher, Envelope.LegalContext, Tally, form), stream);
    }

    /// <summary>The first records that were rejected, in file order, after they were decided.</summary>
    public IReadOnlyList<RejectedRecord> Rejected(int most)
    {
        var rejected = new List<RejectedRecord>();
        if (Tally.Rejected == 0)
            return rejected;
        using var walk = new SpoolWalk(spool);
        var (read, decided) = (flow.NewRecordReader(), new DecidedRecord());
        while (rejected.Count < most && walk.Next(out var records, out var outcomes))
        {
            var (number, reference) = read(records);
            decided.Read(outcomes);
            if (decided.Outcome == Outcome.Rejected)
                rejected.Add(new RejectedRecord(number, reference, decided.Reasons, [.. Codes.Record.DifferingFields(decided.Errors)]));
        }
        return rejected;
    }

    public void Dispose() => spool.Dispose();

    private void Read(IFileSystem files, string path, FileErrors errors, CancellationToken stop)
    {
        if (flow is SubscriptionFlow && TryReadPlain(files, path, stop))
            return;
        using var file = Open(files, path);
        var total = file.Length;
        using var writer = spool.Write();
        var reader = flow.NewReader(errors, party, writer, done => Progress?.Invoke(DeliveryProgress.Reading, done, total));
        reader.Read(file, stop);
        (Envelope, ItemCount, Digest) = (reader.Envelope, reader.ItemCount, reader.Digest);
    }

    /// <summary>Most files are written plainly and are right: they never meet the validating reader, but for head and tail.</summary>
    private bool TryReadPlain(IFileSystem files, string path, CancellationToken stop)
    {
        using var file = Open(files, path);
        using var hashing = new HashingStream(file);
        using var writer = spool.Write();
        var total = file.Length;
        using var plain = new PlainSubscription(hashing, party.Types, writer)
            { Progress = () => Progress?.Invoke(DeliveryProgress.Reading, hashing.BytesRead, total) };
        if (!plain.TryRead(stop))
            return false;
        var frameErrors = new FileErrors();
        var frame = new SubscriptionReader(frameErrors, party.Types, writer);
        frame.Read(new MemoryStream(plain.Frame), stop);
        if (frameErrors.Any)
            return false;
        (Envelope, ItemCount, Digest) = (frame.Envelope, plain.Count, hashing.Finish());
        return true;
    }

    private static FileSystemStream Open(IFileSystem files, string path) =>
        files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
