namespace Raas.Domain;

/// <summary>Why a delivery is refused as a whole. Closed: every reason is here, its words in <see cref="Codes"/>.</summary>
public enum FileCode : byte
{
    VoucherNotXml,
    VoucherNotValid,
    NotForUs,
    SenderNotOwner,
    FlowNotAllowed,
    DataFileIncomplete,
    FileNameNotAllowed,
    SizeDiffers,
    DigestDiffers,
    DataNotXml,
    NumberReused,
    DataNotValid,
    TooManyRejected,
    EnvelopeDiffers,
    CountDiffers,
    NotARegularFile,
    DataFileClaimedTwice,
    ForbiddenXml,
}

/// <summary>Why a record is rejected, or an item of a source. Closed, as above.</summary>
public enum RecordCode : byte
{
    Ok,
    SsinUnknown,
    SsinInvalid,
    SsinCancelled,
    DossierTypeInvalid,
    PeriodInvalid,
    IdentityDiffers,
    ReplacementByUnknown,
    ReplacementCycle,
    MutationIdReused,
    ReplacementUnknown,
    CancellationOfUnknown,
    RegisterNotOfSource,
    AlreadyReplaced,
}

/// <summary>The words of a code: on the wire, and for people in the three languages of the country and in English.</summary>
public sealed record CodeText(string Wire, string Fr, string Nl, string De, string En);

/// <summary>The closed lists of codes. MSG codes are those of the network (domain facts 2.4), RAA codes are ours.</summary>
public static partial class Codes
{
    private static readonly Dictionary<FileCode, CodeText> Files = FileTexts();
    private static readonly Dictionary<RecordCode, CodeText> Records = RecordTexts();

    private static readonly (RecordErrors Error, RecordCode Code)[] Order =
    [
        (RecordErrors.SsinInvalid, RecordCode.SsinInvalid),
        (RecordErrors.SsinUnknown, RecordCode.SsinUnknown),
        (RecordErrors.SsinCancelled, RecordCode.SsinCancelled),
        (RecordErrors.DossierTypeInvalid, RecordCode.DossierTypeInvalid),
        (RecordErrors.PeriodInvalid, RecordCode.PeriodInvalid),
        (RecordErrors.IdentityDiffers, RecordCode.IdentityDiffers),
    ];

    private static readonly (RecordErrors Error, string Field)[] Fields =
    [
        (RecordErrors.LastNameDiffers, "lastName"),
        (RecordErrors.FirstNameDiffers, "firstName"),
        (RecordErrors.BirthDateDiffers, "birthDate"),
        (RecordErrors.GenderDiffers, "gender"),
    ];

    public static CodeText Of(FileCode code) => Files[code];

    public static CodeText Of(RecordCode code) => Records[code];

    /// <summary>The codes of a record's errors, in the order in which the rules are told.</summary>
    public static IReadOnlyList<RecordCode> Reasons(RecordErrors errors) => [.. Order.Where(o => (errors & o.Error) != RecordErrors.None).Select(o => o.Code)];

    /// <summary>The identity fields that differ, as they are named in a file.</summary>
    public static IReadOnlyList<string> DifferingFields(RecordErrors errors) => [.. Fields.Where(f => (errors & f.Error) != RecordErrors.None).Select(f => f.Field)];
}
