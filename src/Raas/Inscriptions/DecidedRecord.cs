using Raas.Domain;
using Raas.Files;

namespace Raas.Inscriptions;

/// <summary>What was decided on one record: what the answer says about it, beside what the record itself says.</summary>
public struct DecidedRecord
{
    public Outcome Outcome;

    /// <summary>Why a record of a SUBSCRIPTION was rejected: every reason at once.</summary>
    public RecordErrors Errors;

    /// <summary>Why a record of a source was rejected, or what there is to say of one that was accepted.</summary>
    public Code? Code;

    /// <summary>Further reasons why a record of a source was rejected.</summary>
    public Code[]? MoreCodes;

    /// <summary>The number under which the record was applied when the given one is replaced, else 0.</summary>
    public long Current;

    /// <summary>The number that the answer shows is cancelled.</summary>
    public bool Cancelled;

    /// <summary>The rows that the record left behind: mostly no more than two; see <see cref="AddLeft"/>.</summary>
    public Period? First;
    public Period? Second;
    public List<Period>? Further;

    /// <summary>The rows that the record left behind.</summary>
    public readonly IEnumerable<Period> Left => new[] { First, Second }.OfType<Period>().Concat(Further ?? []);

    /// <summary>Why it was rejected, the heaviest first.</summary>
    public readonly IReadOnlyList<Code> Reasons => Code is { } code ? [code, .. MoreCodes ?? []] : [.. Codes.Record.Of(Errors)];

    /// <summary>Rejected, for all these reasons.</summary>
    public static DecidedRecord Rejected(IReadOnlyList<Code> reasons) =>
        new() { Outcome = Outcome.Rejected, Code = reasons[0], MoreCodes = reasons.Count == 1 ? null : [.. reasons.Skip(1)] };

    /// <summary>Notes a row that is left of what was taken out.</summary>
    public void AddLeft(Period row)
    {
        if (First is null)
            First = row;
        else if (Second is null)
            Second = row;
        else
            (Further ??= []).Add(row);
    }

    /// <summary>Writes it to the spool; <see cref="Read"/> reads it back.</summary>
    public readonly void Write(ByteWriter to)
    {
        var rows = (First is null ? 0 : 32) | (Second is null ? 0 : 64) | (Further is null ? 0 : 128);
        to.Byte((byte)((int)Outcome | (Current != 0 ? 8 : 0) | (Cancelled ? 16 : 0) | rows));
        to.UInt16((ushort)Errors);
        to.Byte((byte)(Code is null ? 0 : 1 + (MoreCodes?.Length ?? 0)));
        if (Code is not null)
            to.Byte(CodeNumber(Code));
        foreach (var code in MoreCodes ?? [])
            to.Byte(CodeNumber(code));
        if (Current != 0)
            to.Int64(Current);
        WritePeriod(to, First);
        WritePeriod(to, Second);
        if (Further is null)
            return;
        to.Int32(Further.Count);
        foreach (var row in Further)
            WritePeriod(to, row);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(ByteReader from)
    {
        var flags = from.Byte();
        Outcome = (Outcome)(flags & 7);
        Errors = (RecordErrors)from.UInt16();
        var codes = from.Byte();
        Code = codes == 0 ? null : ReadCode(from);
        MoreCodes = codes < 2 ? null : new Code[codes - 1];
        for (var i = 0; i < codes - 1; i++)
            MoreCodes![i] = ReadCode(from);
        Current = (flags & 8) != 0 ? from.Int64() : 0;
        Cancelled = (flags & 16) != 0;
        First = (flags & 32) != 0 ? ReadPeriod(from) : null;
        Second = (flags & 64) != 0 ? ReadPeriod(from) : null;
        Further = null;
        if ((flags & 128) == 0)
            return;
        Further = [];
        for (var left = from.Int32(); left > 0; left--)
            Further.Add(ReadPeriod(from));
    }

    private static Code ReadCode(ByteReader from) => Codes.Record.All[from.Byte()];

    /// <summary>Its place in the closed list; good for as long as a spool lives.</summary>
    private static byte CodeNumber(Code code)
    {
        byte number = 0;
        while (Codes.Record.All[number] != code)
            number++;
        return number;
    }

    private static void WritePeriod(ByteWriter to, Period? period)
    {
        if (period is not { } row)
            return;
        to.Int32(row.BeginDay);
        to.Int32(row.EndDay);
    }

    private static Period ReadPeriod(ByteReader from) => Period.FromDays(from.Int32(), from.Int32());
}
