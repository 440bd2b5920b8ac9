namespace Raas.Intake;

/// <summary>How a delivery ended (contract §4, RECEIPT). A delivery that waits has no decision yet.</summary>
public enum Decision
{
    Accepted,
    Duplicate,
    Refused,
    Cancelled,
}

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
public sealed record Waiting(string VoucherFileName, string? Flow, long? FileSequenceNumber, WaitReason Reason, DateTimeOffset Since, long? MissingNumber = null, bool IsAlarm = false)
{
    /// <summary>What more there is to say: the reason of the operator, or what it would take.</summary>
    public string? Detail { get; init; }
}

/// <summary>How many records of a delivery had which outcome. Balanced: <see cref="Read"/> is the sum of the others.</summary>
public sealed record Tally
{
    public long Registered { get; set; }
    public long Merged { get; set; }
    public long Unchanged { get; set; }
    public long Removed { get; set; }
    public long Shortened { get; set; }
    public long Rejected { get; set; }

    /// <summary>Rows that records to unregister removed or shortened: what the guard looks at. Not part of the ledger.</summary>
    public long RowsTaken { get; set; }

    public long Read => Registered + Merged + Unchanged + Removed + Shortened + Rejected;

    public void Count(Domain.Outcome outcome)
    {
        switch (outcome)
        {
            case Domain.Outcome.Registered: Registered++; break;
            case Domain.Outcome.Merged: Merged++; break;
            case Domain.Outcome.Unchanged: Unchanged++; break;
            case Domain.Outcome.Removed: Removed++; break;
            case Domain.Outcome.Shortened: Shortened++; break;
            default: Rejected++; break;
        }
    }
}
