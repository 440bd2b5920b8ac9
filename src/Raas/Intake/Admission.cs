using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Reading;

namespace Raas.Intake;

/// <summary>Judges a voucher by its own words (contract §3): is it for us, from the owner of this folder, for a flow that
/// this party may send, and does it speak for the data file of its own name? Every fault is reported, not the first.</summary>
public static class Admission
{
    /// <summary>Adds every fault of the voucher to <paramref name="errors"/>.</summary>
    public static void Check(Voucher voucher, string voucherFileName, CbeNumber owner, IReadOnlyCollection<string> flows, CbeNumber self,
        string environment, FileErrors errors)
    {
        if (voucher.Receiver != self)
            errors.Add(new FileError(Codes.File.NotForUs, null, null, ("receiver", voucher.Receiver?.ToString() ?? "not a CBE number"),
                ("expected", self.ToString())));
        if (voucher.Environment != environment)
            errors.Add(new FileError(Codes.File.NotForUs, null, null, ("environment", voucher.Environment), ("expected", environment)));
        if (voucher.Sender != owner)
            errors.Add(new FileError(Codes.File.SenderNotOwner, null, null, ("sender", voucher.Sender?.ToString() ?? "not a CBE number"),
                ("expected", owner.ToString())));
        if (!flows.Contains(voucher.Flow))
            errors.Add(
                new FileError(Codes.File.FlowNotAllowed, null, null, ("flow", voucher.Flow), ("expected", string.Join(", ", flows))));
        if (!SafeName.IsDataFile(voucher.DataFileName))
            errors.Add(NameNotAllowed(voucher.DataFileName));
        else if (!SafeName.IsSafe(voucherFileName))
            errors.Add(new FileError(Codes.File.FileNameNotAllowed, null, null, ("voucher", voucherFileName),
                ("expected", "letters, digits, . _ - only, at most 128")));
        else if (SafeName.VoucherOf(voucher.DataFileName) != voucherFileName)
            errors.Add(new FileError(Codes.File.DataFileClaimedTwice, null, null, ("dataFile", voucher.DataFileName),
                ("expected", SafeName.DataFileOf(voucherFileName))));
    }

    /// <summary>What the data file says of itself must be what the voucher says of it.</summary>
    public static void CheckEnvelope(Voucher voucher, Envelope envelope, long itemCount, FileErrors errors)
    {
        if (envelope.Sender != voucher.Sender)
            errors.Add(Differs("sender", envelope.Sender, voucher.Sender));
        if (envelope.Receiver != voucher.Receiver)
            errors.Add(Differs("receiver", envelope.Receiver, voucher.Receiver));
        if (envelope.SequenceNumber != voucher.FileSequenceNumber)
            errors.Add(Differs("sequenceNumber", envelope.SequenceNumber, voucher.FileSequenceNumber));
        if (itemCount != voucher.MessageCount)
            errors.Add(new FileError(Codes.File.CountDiffers, null, null, ("counted", itemCount.ToString()),
                ("voucher", voucher.MessageCount.ToString())));
    }

    /// <summary>A data file may not be called so.</summary>
    public static FileError NameNotAllowed(string dataFile) => new(Codes.File.FileNameNotAllowed, null, null, ("dataFile", dataFile),
        ("expected", "letters, digits, . _ - only, at most 128, ending in .xml"));

    /// <summary>More records would be rejected than the party's setting allows.</summary>
    public static bool IsMostlyRejected(Party party, Tally tally, FileErrors errors)
    {
        var threshold = party.Settings.RejectThreshold;
        if (tally.Rejected * 100 <= (long)threshold * tally.Read)
            return false;
        errors.Add(new FileError(Codes.File.TooManyRejected, null, null,
            ("rejected", tally.Rejected.ToString()), ("read", tally.Read.ToString()), ("threshold", $"{threshold} %")));
        return true;
    }

    private static FileError Differs(string field, object? found, object? expected) =>
        new(Codes.File.EnvelopeDiffers, null, null, (field, found?.ToString() ?? "none"), ("voucher", expected?.ToString() ?? "none"));
}
