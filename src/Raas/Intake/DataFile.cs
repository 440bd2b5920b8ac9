using System.IO.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Intake;

/// <summary>The contents of one delivery, read and validated once, then applied and answered from the spool. Knows the two
/// flows that come in; nothing else in the intake does.</summary>
internal sealed class DataFile : IDisposable
{
    /// <summary>Flows that this version takes in.</summary>
    public static readonly IReadOnlyList<string> Flows = ["SUBSCRIPTION", "PERSON-MUTATION"];

    private readonly Party party;
    private readonly IReadOnlyList<DossierType> types;
    private readonly string flow;
    private readonly Spool spool;
    private readonly int batchRecords;

    private DataFile(Party party, string flow, Spool spool, int batchRecords)
    {
        (this.party, types, this.flow, this.spool, this.batchRecords) = (party, party.Types, flow, spool, batchRecords);
    }

    public Envelope Envelope { get; private set; } = new();

    public long ItemCount { get; private set; }

    public string Digest { get; private set; } = "";

    /// <summary>Its answer is worth some trouble.</summary>
    public bool IsLarge => spool.Routing.Parts > 1;

    public Tally Tally { get; private set; } = new();

    /// <summary>Called with (phase, done, total) now and then.</summary>
    public Action<string, long, long>? Progress { get; init; }

    private bool IsSubscription => flow == "SUBSCRIPTION";

    /// <summary>One pass over the file: what is wrong goes to <paramref name="errors"/>, what is right to the spool.</summary>
    public static DataFile Read(
        IntakeTools tools, string path, string spoolName, Routing routing, Party party, string flow, FileErrors errors, Action<string, long, long>? progress, CancellationToken stop)
    {
        var files = tools.Disk.Files;
        var content = new DataFile(party, flow, new Spool(files, tools.Folders.Spool(spoolName), routing), tools.Options.Intake.BatchRecords) { Progress = progress };
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
    public void Apply(StoreSession store, long changeSetId, CancellationToken stop)
    {
        if (IsSubscription)
        {
            var apply = new ApplySubscription(store, party.Number, party.Settings.MergeAdjacent, types, changeSetId, spool, batchRecords) { Progress = done => Progress?.Invoke("applying", done, ItemCount) };
            apply.Run(stop);
            Tally = apply.Tally;
        }
        else
        {
            var apply = new ApplyPersonMutations(store, party.Number, changeSetId, spool, party.Supplies) { Progress = done => Progress?.Invoke("applying", done, ItemCount) };
            apply.Run(stop);
            Tally = apply.Tally;
        }
    }

    /// <summary>Writes the answer, and beside it the rejected records of a subscription.</summary>
    public (long Items, bool Rejected) WriteAnswer(Disk disk, OutgoingHead file, Stream stream, Voucher voucher)
    {
        var head = new AnswerHead(file, voucher, Envelope.LegalContext, Tally);
        return IsSubscription
            ? new SubscriptionAnswer(spool, types, party.Settings.AnswersRejectedOnly).Write(disk, head, stream)
            : new PersonAnswer(spool, party.Settings.AnswersRejectedOnly).Write(head, stream);
    }

    public void Dispose() => spool.Dispose();

    private void Read(IFileSystem files, string path, FileErrors errors, CancellationToken stop)
    {
        if (IsSubscription && TryReadPlain(files, path, stop))
            return;
        using var file = Open(files, path);
        var total = file.Length;
        using var writer = spool.Write();
        Action<long> report = done => Progress?.Invoke("reading", done, total);
        DataFileReader reader = IsSubscription
            ? new SubscriptionReader(errors, types, writer) { Progress = report }
            : new PersonMutationReader(errors, writer) { Progress = report };
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
        var plain = new PlainSubscription(hashing, types, writer) { Progress = () => Progress?.Invoke("reading", hashing.BytesRead, total) };
        if (!plain.TryRead(stop))
            return false;
        var frameErrors = new FileErrors();
        var frame = new SubscriptionReader(frameErrors, types, writer);
        frame.Read(new MemoryStream(plain.Frame), stop);
        if (frameErrors.Any)
            return false;
        (Envelope, ItemCount, Digest) = (frame.Envelope, plain.Count, hashing.Finish());
        return true;
    }

    private static FileSystemStream Open(IFileSystem files, string path) =>
        files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
