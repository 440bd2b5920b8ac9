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
