namespace Raas.Operations;

/// <summary>What somebody should look at. The number is that of the event in the log.</summary>
public enum AlarmKind
{
    /// <summary>A number has been missing for longer than <c>Raas:Intake:GapAlarmAfter</c>.</summary>
    Gap = 4001,

    /// <summary>A delivery was refused, and the party has sent nothing right since.</summary>
    Refused = 4002,

    /// <summary>A delivery would take much from the register.</summary>
    Guarded = 4003,

    /// <summary>The night stopped half-way, or was not complete in time.</summary>
    Night = 4004,

    /// <summary>A file that a party should have sent is not there.</summary>
    Expected = 4005,

    /// <summary>A party has not fetched its files for longer than <c>Raas:Alarms:NotFetchedAfter</c>.</summary>
    NotFetched = 4006,

    /// <summary>The self-check of the last night found faults.</summary>
    SelfCheck = 4007,

    /// <summary>Replacements wait too long for a number that no source has told.</summary>
    HeldMutations = 4008,

    /// <summary>Disk, rights or database: the worker cannot go on.</summary>
    Machine = 4009,

    /// <summary>Something that is not ours stood where we write in a party's folder; it was put aside.</summary>
    PutAside = 4010,

    /// <summary>Our copy of a file that we sent is missing or damaged, and could not be made again.</summary>
    LostCopy = 4011,

    /// <summary>A certificate or secret of a caller, or the certificate of a host, ends within 30 days.</summary>
    Certificate = 4012,

    /// <summary>The store does not know what was sent or accepted already: nothing is done with it.</summary>
    OlderStore = 4013,

    /// <summary>After a restore: a file that was made again is not what was sent, or a delivery could not be applied again.</summary>
    Restored = 4014,
}
