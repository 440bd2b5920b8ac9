using Raas.Configuration;
using Raas.Files;
using Raas.Flows;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Intake;

/// <summary>What could be read of a voucher.</summary>
public enum VoucherState
{
    /// <summary>Whether right or wrong: it can be judged.</summary>
    Whole,

    /// <summary>It ends too early: it may still be on its way.</summary>
    CutShort,

    /// <summary>Its mode does not let us.</summary>
    Unreadable,

    /// <summary>It is no file.</summary>
    None,
}

/// <summary>A delivery, or what may become one: what stands under one data file name in a party's folder, or was taken from
/// there.</summary>
/// <param name="VoucherFileName">The voucher's name, whether it is there or not; fit for ledger and log.</param>
/// <param name="IsCancelled">The party calls the delivery back.</param>
/// <param name="Flow">As the voucher says, when it could be read.</param>
internal sealed record Candidate(
    PartyFolder Folder, string VoucherFileName, string DataFileName, bool IsCancelled, string? Flow, long? FileSequenceNumber)
{
    public Seen? Voucher { get; init; }

    public Seen? Data { get; init; }

    /// <summary>What its voucher said when it was looked at; null: it was not read then, because what it says was remembered.</summary>
    public VoucherReading? Reading { get; init; }

    /// <summary>It lies in this folder of ours, relative to the root, and nobody else can touch it; null: it still is where the party put
    /// it.</summary>
    public string? TakenFolder { get; init; }

    /// <summary>Right in itself, so that only its number is the question.</summary>
    public bool IsAdmitted { get; init; }

    /// <summary>When we first saw what it is known by.</summary>
    public DateTimeOffset Since => (Voucher ?? Data)!.Memory.FirstSeenAt;

    /// <summary>The file that it is known by.</summary>
    public FolderEntry KnownBy => (Voucher ?? Data)!.Entry;

    /// <summary>Nobody has taken or replaced it since it was looked at.</summary>
    public bool IsStillThere => Folder.Again(KnownBy) is not null;

    /// <summary>When either file last changed.</summary>
    public DateTimeOffset ChangedAt => new[] { Voucher, Data }.Max(seen => seen?.Memory.ChangedAt ?? DateTimeOffset.MinValue);
}

/// <summary>One look at what a party wrote. A delivery is seen by its voucher, never by age; the folder is only looked at, and what is
/// remembered of a voucher is not read again.</summary>
internal sealed class Inbox
{
    private readonly IntakeContext tools;
    private readonly Party party;
    private readonly SeenFolder memory;
    private readonly ILookup<string, Seen> byName;

    private Inbox(IntakeContext tools, Party party, SeenFolder memory, PartyFolder folder, IReadOnlyCollection<string> taken)
    {
        (this.tools, this.party, this.memory, Folder) = (tools, party, memory, folder);
        Entries = [.. folder.Entries().Select(memory.Look)];
        byName = Entries.ToLookup(seen => seen.Name, StringComparer.OrdinalIgnoreCase);
        Candidates = [.. Find(taken).OrderBy(c => c.FileSequenceNumber ?? 0).ThenBy(c => c.VoucherFileName, StringComparer.Ordinal)];
        var spokenFor = Candidates.SelectMany(c => new[] { c.Voucher?.Name, c.Data?.Name, SafeName.CancelOf(c.DataFileName) })
            .Concat(taken.Select(SafeName.CancelOf)).ToHashSet(StringComparer.Ordinal);
        Strangers = [.. Entries.Where(seen => !spokenFor.Contains(seen.Name))];
    }

    public PartyFolder Folder { get; }

    public IReadOnlyList<Seen> Entries { get; }

    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>What no voucher speaks for, and what is still on its way under a name that begins with a point.</summary>
    public IReadOnlyList<Seen> Strangers { get; }

    /// <param name="taken">Data file names of deliveries that were taken and wait: a cancel is theirs first.</param>
    /// <exception cref="PartyFolderException">The folder is not to be trusted.</exception>
    public static Inbox Look(IntakeContext tools, Party party, SeenFolder memory, IReadOnlyCollection<string> taken) =>
        new(tools, party, memory, PartyFolder.Make(tools.Disk, tools.Folders.In(party.Number)), taken);

    public bool HasCancel(string dataFileName) => Exactly(SafeName.CancelOf(dataFileName)) is { IsFile: true };

    private IEnumerable<Candidate> Find(IReadOnlyCollection<string> taken)
    {
        foreach (var seen in Entries.Where(seen => !seen.Name.StartsWith('.')))
        {
            if (SafeName.IsLikeVoucher(seen.Name))
                yield return OfVoucher(seen, taken);
            else if (seen.IsFile && seen.Name.EndsWith(SafeName.CancelSuffix, StringComparison.Ordinal)
                && CalledBack(seen, taken) is { } candidate)
                yield return candidate;
        }
    }

    private Candidate OfVoucher(Seen voucher, IReadOnlyCollection<string> taken)
    {
        var dataName = SafeName.DataFileOf(voucher.Name);
        var isCancelled = voucher.IsFile && HasCancel(dataName) && !taken.Contains(dataName);
        var (flow, number) = (voucher.Memory.Flow, voucher.Memory.FileSequenceNumber);
        var candidate = new Candidate(Folder, FileNames.Fit(voucher.Name), FileNames.Fit(dataName), isCancelled, flow, number)
        {
            Voucher = voucher,
            Data = Exactly(dataName) ?? OtherLetters(voucher, dataName),
            IsAdmitted = voucher.Memory.Flow is not null,
        };
        return candidate.IsAdmitted ? candidate : Read(candidate, voucher);
    }

    private Candidate Read(Candidate candidate, Seen file)
    {
        var reading = VoucherReading.Of(Folder, file.Entry);
        candidate = candidate with { Reading = reading };
        if (reading.Voucher is not { } voucher)
            return candidate;
        var errors = new FileErrors();
        errors.Add(reading.Errors);
        Admission.Check(voucher, candidate.VoucherFileName, party.Number, party.AcceptedFlows(IncomingFlow.Names),
            tools.Options.SelfNumber, tools.Options.Environment, errors);
        if (!errors.Any)
            memory.Remember(file, voucher.Flow, voucher.FileSequenceNumber);
        return candidate with { Flow = voucher.Flow, FileSequenceNumber = voucher.FileSequenceNumber, IsAdmitted = !errors.Any };
    }

    /// <summary>A cancel whose data file is there and its voucher not.</summary>
    private Candidate? CalledBack(Seen cancel, IReadOnlyCollection<string> taken)
    {
        var dataName = cancel.Name[..^SafeName.CancelSuffix.Length] + ".xml";
        var voucherName = SafeName.VoucherOf(dataName);
        return !taken.Contains(dataName) && Exactly(dataName) is { } data && Exactly(voucherName) is null
            ? new Candidate(Folder, FileNames.Fit(voucherName), FileNames.Fit(dataName), true, null, null)
            {
                Data = data,
            }
            : null;
    }

    /// <summary>The data file whose letters are not those that the voucher stands for, unless another voucher is nearer to it.</summary>
    private Seen? OtherLetters(Seen voucher, string dataName) =>
        byName[voucher.Name].Count() == 1 ? byName[dataName].FirstOrDefault() : null;

    private Seen? Exactly(string name) => byName[name].FirstOrDefault(seen => seen.Name == name);
}

/// <summary>What a voucher said when it was read, where somebody else may write.</summary>
/// <param name="Voucher">Null: it is wrong, or nothing could be read.</param>
/// <param name="Errors">What is wrong with it in itself.</param>
internal sealed record VoucherReading(VoucherState State, Voucher? Voucher, IReadOnlyList<FileError> Errors)
{
    public static VoucherReading Of(PartyFolder folder, FolderEntry entry)
    {
        if (entry.Kind != EntryKind.File)
            return new VoucherReading(VoucherState.None, null, []);
        byte[] bytes;
        try
        {
            using var file = folder.OpenRead(entry);
            bytes = VoucherReader.Content(file);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return new VoucherReading(VoucherState.Unreadable, null, []);
        }
        var errors = new FileErrors();
        var voucher = VoucherReader.Read(bytes, errors);
        var isCutShort = voucher is null && bytes.Length <= VoucherReader.MaxBytes && Xml.CutShort.Is(bytes);
        return new VoucherReading(isCutShort ? VoucherState.CutShort : VoucherState.Whole, voucher, errors.All);
    }
}
