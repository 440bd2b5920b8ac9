namespace Raas.Domain;

/// <summary>What a record of a SUBSCRIPTION asks.</summary>
public enum RequestAction : byte
{
    Register,
    Unregister,
}

/// <summary>What became of a record. A record has exactly one outcome, so that the counts of an answer balance.</summary>
public enum Outcome : byte
{
    Registered,
    Merged,
    Unchanged,
    Removed,
    Shortened,
    Rejected,
}

/// <summary>Why a record is rejected; every reason at once. See <see cref="Codes"/> for the wire codes.</summary>
[Flags]
public enum RecordErrors : ushort
{
    None = 0,
    SsinInvalid = 1,
    SsinUnknown = 2,
    SsinCancelled = 4,
    DossierTypeInvalid = 8,
    PeriodInvalid = 16,
    LastNameDiffers = 32,
    FirstNameDiffers = 64,
    BirthDateDiffers = 128,
    GenderDiffers = 256,
    IdentityDiffers = LastNameDiffers | FirstNameDiffers | BirthDateDiffers | GenderDiffers,
}

/// <summary>What is known of the current number of a person.</summary>
public enum PersonState : byte
{
    Unknown,
    Active,
    Cancelled,
}

public enum Gender : byte
{
    Unknown,
    Male,
    Female,
}

/// <summary>In which role, or for which partner, an institution knows a person; agreed beforehand.</summary>
/// <param name="Id">Its number in our store.</param>
public sealed record DossierType(int Id, string Code, Period Validity, string NameFr, string NameNl, string NameDe);
