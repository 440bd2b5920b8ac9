using Raas.Domain;
using Raas.Files;

namespace Raas.Intake;

/// <summary>What was decided on one record: what the answer says about it, beside what the record itself says.</summary>
public struct DecidedRecord
{
    public Outcome Outcome;

    /// <summary>Why a record of a SUBSCRIPTION was rejected: every reason at once.</summary>
    public RecordErrors Errors;

    /// <summary>Why an item of a PERSON-MUTATION was rejected.</summary>
    public Code? Code;

    /// <summary>The number under which the record was applied when the given one is replaced, else 0.</summary>
    public long Current;

    /// <summary>The number is cancelled, without successor.</summary>
    public bool Cancelled;

    /// <summary>The rows that the record left behind: never more than two.</summary>
    public Period? First;
    public Period? Second;

    public readonly void Write(ByteWriter to)
    {
        to.Byte((byte)((int)Outcome | (Current != 0 ? 8 : 0) | (Cancelled ? 16 : 0) | (First is null ? 0 : 32) | (Second is null ? 0 : 64)));
        to.UInt16((ushort)Errors);
        to.Byte(Code is null ? (byte)0 : (byte)(1 + CodeNumber(Code)));
        if (Current != 0)
            to.Int64(Current);
        WritePeriod(to, First);
        WritePeriod(to, Second);
    }

    public void Read(ByteReader from)
    {
        var flags = from.Byte();
        Outcome = (Outcome)(flags & 7);
        Errors = (RecordErrors)from.UInt16();
        var code = from.Byte();
        Code = code == 0 ? null : Codes.Record.All[code - 1];
        Current = (flags & 8) != 0 ? from.Int64() : 0;
        Cancelled = (flags & 16) != 0;
        First = (flags & 32) != 0 ? ReadPeriod(from) : null;
        Second = (flags & 64) != 0 ? ReadPeriod(from) : null;
    }

    /// <summary>Its place in the closed list; good for as long as a spool lives.</summary>
    private static int CodeNumber(Code code)
    {
        var number = 0;
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
