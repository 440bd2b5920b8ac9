namespace Raas.Domain;

/// <summary>What is wrong with one record. A record can break several rules, and its sender hears of all of them at once.</summary>
[Flags]
public enum RecordErrors : ushort
{
    None = 0,

    /// <summary>MSG00011: eleven digits that form no number.</summary>
    SsinInvalid = 1,

    /// <summary>MSG00005: the authentic source does not know it.</summary>
    SsinUnknown = 2,

    /// <summary>RAA20001: withdrawn, and no other number took its place.</summary>
    SsinCancelled = 4,

    /// <summary>RAA20002: not defined for this institution, or not valid on the whole period.</summary>
    DossierTypeInvalid = 8,

    /// <summary>RAA20003: begins after it ends.</summary>
    PeriodInvalid = 16,

    /// <summary>RAA20004, as are the three below it.</summary>
    LastNameDiffers = 32,
    FirstNameDiffers = 64,
    BirthDateDiffers = 128,
    GenderDiffers = 256,

    IdentityDiffers = LastNameDiffers | FirstNameDiffers | BirthDateDiffers | GenderDiffers,
}
