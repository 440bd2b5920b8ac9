using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;

namespace Raas.Intake;

/// <summary>Why a delivery is not decided yet; the wire words of status.xml.</summary>
public enum WaitReason
{
    WaitsForNumber,
    DataFileMissing,
    DataFileIncomplete,
    VoucherIncomplete,

    /// <summary>The mode of voucher or data file does not let us read it.</summary>
    NotReadable,

    /// <summary>No voucher names it, or none yet.</summary>
    NoVoucher,

    /// <summary>Its name begins with a point: it is still being written.</summary>
    OnItsWay,

    /// <summary>It was refused, and stays where it is: it cannot be moved.</summary>
    CannotBeMoved,
    LaneBusy,

    /// <summary>An operator stopped the lane.</summary>
    Held,

    /// <summary>It would take so much from the register that an operator has to release it.</summary>
    Guarded,

    /// <summary>Nothing holds it: the next night or round takes it.</summary>
    NextRound,
}

/// <summary>A delivery that waits, and for what.</summary>
/// <param name="MissingNumber">The number that has to come first, when it waits for one.</param>
/// <param name="Since">When we first saw its voucher, by our clock.</param>
/// <param name="IsAlarm">It has waited for that number longer than <c>Raas:Intake:GapAlarmAfter</c>.</param>
public sealed record Waiting(string VoucherFileName, string? Flow, long? FileSequenceNumber, WaitReason Reason, DateTimeOffset Since,
    long? MissingNumber = null, bool IsAlarm = false)
{
    /// <summary>What more there is to say: the reason of the operator, or what it would take.</summary>
    public string? Detail { get; init; }
}

/// <summary>How we say why a delivery waits.</summary>
public static class WaitWords
{
    /// <summary>The word of status.xml, of metrics and of <c>--json</c>; contract §3 lists them.</summary>
    public static string Wire(WaitReason reason) => reason switch
    {
        WaitReason.WaitsForNumber => "WAITS_FOR_NUMBER",
        WaitReason.DataFileMissing => "DATA_FILE_MISSING",
        WaitReason.LaneBusy => "BEING_PROCESSED",
        WaitReason.NextRound => "NEXT_ROUND",
        WaitReason.Held => "LANE_HELD",
        WaitReason.Guarded => "WAITS_FOR_RELEASE",
        WaitReason.VoucherIncomplete => "VOUCHER_INCOMPLETE",
        WaitReason.NotReadable => "NOT_READABLE",
        WaitReason.CannotBeMoved => "CANNOT_BE_MOVED",
        WaitReason.NoVoucher => "NO_VOUCHER",
        WaitReason.OnItsWay => "ON_ITS_WAY",
        _ => "DATA_FILE_INCOMPLETE",
    };

    /// <summary>How much the delivery would take, for people.</summary>
    public static string Taken(StoppedByGuard guarded) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{guarded.RowsTaken:N0} of {guarded.RowsBefore:N0} rows");

    /// <summary>As long as status.xml takes.</summary>
    private static string Fit(string text) => Raas.Domain.Characters.CutWithSign(text, 512);

    /// <summary>What a person should know or do, in a sentence or two.</summary>
    public static string Explain(Waiting waiting) => waiting.Reason switch
    {
        WaitReason.WaitsForNumber when waiting.IsAlarm =>
            $"Number {waiting.MissingNumber} has to come first, and has been missing for too long: send it.",
        WaitReason.WaitsForNumber => $"Number {waiting.MissingNumber} has to come first.",
        WaitReason.DataFileMissing => "The data file that the voucher names is not there yet.",
        WaitReason.DataFileIncomplete => "The data file is shorter than the voucher says: it is still on its way.",
        WaitReason.VoucherIncomplete => "The voucher ends too early: it is still on its way.",
        WaitReason.NotReadable =>
            "The mode of the voucher or of its data file keeps it for your account: RAAS cannot read it. Give the group read access "
                + "(umask 027).",
        WaitReason.CannotBeMoved => "It is no delivery, and RAAS cannot move it away: remove it.",
        WaitReason.NoVoucher =>
            "No voucher names it. A data file is taken once its voucher is there, which has its name and .voucher.xml in place of .xml.",
        WaitReason.OnItsWay => "Its name begins with a point: RAAS looks at it once it has its final name.",
        WaitReason.NextRound => "Nothing holds it: the next round takes it.",
        WaitReason.Held => Fit($"An operator has stopped this lane: {waiting.Detail}"),
        WaitReason.Guarded =>
            Fit(
                $"It would remove or shorten {waiting.Detail}: an operator has to release it. If that was not meant, drop an empty .cancel file."),
        _ => "Another worker is busy with this lane.",
    };
}
