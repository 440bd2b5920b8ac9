using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Inscriptions;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Intake;

/// <summary>A record that would be rejected.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Reference">The sender's own, where it gave one.</param>
/// <param name="Codes">Every reason, the heaviest first.</param>
/// <param name="Differing">The fields of an identity that differ from the authentic source.</param>
public sealed record RejectedRecord(int Number, string? Reference, IReadOnlyList<Code> Codes, IReadOnlyList<string> Differing);

/// <summary>What a file would do, found out without doing it.</summary>
/// <param name="Tally">The effect on the register as it is now; null when the file would be refused.</param>
public sealed record CheckReport(string File, IReadOnlyList<FileError> Errors, Tally? Tally)
{
    public CbeNumber? Party { get; init; }
    public string? Flow { get; init; }
    public long? FileSequenceNumber { get; init; }
    public long? NextExpected { get; init; }
    public bool HasVoucher { get; init; }

    /// <summary>Why it would wait if it were dropped as it is; null when it would be decided on.</summary>
    public Waiting? Waits { get; init; }

    /// <summary>The first of the records that would be rejected.</summary>
    public IReadOnlyList<RejectedRecord> Rejected { get; init; } = [];

    /// <summary>It takes so much that somebody has to agree first: how many rows of how many; else null.</summary>
    public (long Taken, long Of)? WaitsForRelease { get; init; }
}

/// <summary>The same reading, the same rules, the same transaction as a delivery, rolled back at the end. A voucher is
/// checked with its data file, a data file with its voucher when it lies beside it, else by itself.</summary>
/// <param name="mostRejected">How many of the records that would be rejected are named.</param>
internal sealed class Preview(IntakeContext tools, int mostRejected)
{
    private readonly FileErrors errors = new();

    public CheckReport Run(string file, CancellationToken stop)
    {
        var files = tools.Disk.Files;
        var folder = files.Path.GetDirectoryName(files.Path.GetFullPath(file))!;
        var name = files.Path.GetFileName(file);
        var voucherName = SafeName.IsVoucher(name) ? name : SafeName.VoucherOf(name);
        var dataName = SafeName.IsVoucher(name) ? SafeName.DataFileOf(name) : name;
        var dataPath = files.Path.Combine(folder, dataName);
        var voucher = ReadVoucher(files.Path.Combine(folder, voucherName));
        if (voucher is null && !SafeName.IsDataFile(dataName))
            errors.Add(Admission.NameNotAllowed(dataName));
        var (party, flow) = WhoAndWhat(voucher, dataPath, folder);
        var report = Check(name, voucherName, dataPath, voucher, party, flow, stop);
        return party is null ? report : report with { Waits = WhyWaiting(folder, voucherName, party, voucher) };
    }

    private CheckReport Check(
        string name, string voucherName, string dataPath, Voucher? voucher, Party? party, string flow, CancellationToken stop)
    {
        if (errors.Any || !tools.Disk.Files.File.Exists(dataPath))
            return Report(name, voucher, party, flow, errors.Any
                ? null : new FileError(Codes.File.DataFileIncomplete, null, null, ("dataFile", "missing")));
        if (party is null)
            return Report(name, voucher, null, flow,
                new FileError(Codes.File.SenderNotOwner, null, null, ("sender", "not a party in the configuration")));
        if (voucher is not null)
            Admission.Check(voucher, voucherName, party.Number, party.AcceptedFlows(IncomingFlow.Names), tools.Options.SelfNumber,
                tools.Options.Environment, errors);
        if (!IncomingFlow.Names.Contains(flow) || !party.Flows.Contains(flow))
            return Report(name, voucher, party, flow, errors.Any
                ? null : new FileError(Codes.File.FlowNotAllowed, null, null, ("flow", flow)));
        return Apply(name, dataPath, voucher, party, flow, stop);
    }

    private CheckReport Apply(string name, string dataPath, Voucher? voucher, Party party, string flow, CancellationToken stop)
    {
        while (true)
        {
            var (routing, version) = tools.LoadRouting(flow, tools.Disk.Files.FileInfo.New(dataPath).Length, party);
            using var content = DataFile.Read(
                tools, dataPath, $"{Folders.CheckSpool}{Guid.NewGuid():N}", routing, party, flow, errors,
                (phase, done, total) => tools.Progress?.Report(new DeliveryProgress(party.Number, name, phase, done, total)), stop);
            if (voucher is not null && content.Digest != voucher.Digest)
                errors.Add(new FileError(Codes.File.DigestDiffers, null, null, ("digest", content.Digest), ("voucher", voucher.Digest)));
            if (voucher is not null && !errors.Any)
                Admission.CheckEnvelope(voucher, content.Envelope, content.ItemCount, errors);
            if (errors.Any)
                return Report(name, voucher, party, flow, null);
            using var session = tools.Store.Write();
            if (version >= 0 && session.PersonVersion() != version)
                continue;
            content.Apply(session, "CHECK", null, tools.Clock.GetUtcNow(), stop);
            var waits = Guard.Look(tools, session, party.Number, content.Tally);
            var isRefused = waits is null && Admission.IsMostlyRejected(party, content.Tally, errors);
            return Report(name, voucher, party, flow, null) with
            {
                Tally = isRefused ? null : content.Tally, WaitsForRelease = waits, Rejected = content.Rejected(mostRejected),
            };
        }
    }

    /// <summary>As its lane would say of these files, had they been dropped just now.</summary>
    private Waiting? WhyWaiting(string folder, string voucherName, Party party, Voucher? voucher)
    {
        var place = new PartyFolder(tools.Disk, folder);
        Seen? Find(string name) => place.Find(name) is { } entry
            ? new Seen(entry, new SeenFile { FirstSeenAt = tools.Clock.GetUtcNow(), ChangedAt = tools.Clock.GetUtcNow() })
            : null;
        var dataName = SafeName.DataFileOf(voucherName);
        var candidate = new Candidate(place, voucherName, dataName, false, voucher?.Flow, voucher?.FileSequenceNumber)
        {
            Voucher = Find(voucherName),
            Data = Find(dataName),
        };
        return candidate.Voucher is null ? null : Delivery.Look(tools, party, new LaneLedger(tools.Store, party), candidate).WhyWaiting;
    }

    private Voucher? ReadVoucher(string path)
    {
        if (!tools.Disk.Files.File.Exists(path))
            return null;
        using var file = tools.Disk.Files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return VoucherReader.Read(file, errors);
    }

    /// <summary>By the voucher, else by what the data file itself says at its head, else by the folder of the party.</summary>
    private (Party? Party, string Flow) WhoAndWhat(Voucher? voucher, string dataPath, string folder)
    {
        var (sender, flow) = (voucher?.Sender, voucher?.Flow);
        if (voucher is null && tools.Disk.Files.File.Exists(dataPath))
            (sender, flow) = EnvelopePeek.Look(tools.Disk.Files, dataPath, errors);
        using var session = tools.Store.Read();
        var parties = session.Parties();
        bool IsOwner(Party party) => tools.Disk.Files.Path.GetFullPath(tools.Folders.In(party.Number)) == folder;
        return (parties.FirstOrDefault(p => sender is null ? IsOwner(p) : p.Number == sender), flow ?? "?");
    }

    private CheckReport Report(string name, Voucher? voucher, Party? party, string? flow, FileError? error)
    {
        if (error is not null)
            errors.Add(error);
        long? next = null;
        if (party is not null && flow is not null)
        {
            using var session = tools.Store.Read();
            next = session.ExpectedNumber(party.Number, flow);
        }
        return new CheckReport(name, errors.All, null)
        {
            Party = party?.Number,
            Flow = flow,
            FileSequenceNumber = voucher?.FileSequenceNumber,
            NextExpected = next,
            HasVoucher = voucher is not null,
        };
    }
}
