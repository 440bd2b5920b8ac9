using Raas.Inscriptions;
using System.Text;
using Raas.Domain;
using Raas.Files;

namespace Raas.Flows.Subscriptions;

/// <summary>A piece of the text of a record.</summary>
public readonly record struct TextSlice(int Start, int Length)
{
    public bool IsNone => Length == 0;
}

/// <summary>One record of a SUBSCRIPTION as it stands in the file: numbers and day numbers, and what text it has in one
/// buffer. One object is used again for every record of a file.</summary>
public sealed class SubscriptionRecord
{
    private byte[] text = new byte[256];
    private int textLength;

    /// <summary>Position in the file, from 1.</summary>
    public int Number { get; set; }

    public RequestAction Action { get; set; }

    /// <summary>Eleven digits, not yet checked.</summary>
    public long Ssin { get; set; }

    /// <summary>Index into the institution's dossier types, or <see cref="RecordRequest.NoType"/>: then its code is in
    /// <see cref="TypeText"/>.</summary>
    public int Type { get; set; }

    public bool HasPeriod { get; set; }

    public int BeginDay { get; set; }

    /// <summary><see cref="Period.OpenEnd"/> without an end date.</summary>
    public int EndDay { get; set; }

    /// <summary>Whether an identity was given, to compare with the authentic source.</summary>
    public bool HasPerson { get; set; }

    /// <summary><see cref="IncompleteDate.Packed"/>, 0 when not given.</summary>
    public int BirthDate { get; set; }

    public Gender Gender { get; set; }

    public TextSlice Reference { get; set; }

    public TextSlice TypeText { get; set; }

    public TextSlice LastName { get; set; }

    public TextSlice FirstName { get; set; }

    /// <summary>A birth date that is in no calendar, as it was written.</summary>
    public TextSlice ImpossibleBirthDate { get; set; }

    /// <summary>The UTF-8 of a piece, valid until the next record.</summary>
    public ReadOnlySpan<byte> Utf8(TextSlice slice) => text.AsSpan(slice.Start, slice.Length);

    public string? String(TextSlice slice) => slice.IsNone ? null : Encoding.UTF8.GetString(Utf8(slice));

    public void Clear()
    {
        textLength = 0;
        Type = RecordRequest.NoType;
        HasPeriod = HasPerson = false;
        BeginDay = EndDay = BirthDate = 0;
        Gender = Gender.Unknown;
        Reference = TypeText = LastName = FirstName = ImpossibleBirthDate = default;
    }

    public TextSlice Keep(string value)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, text.AsSpan(textLength));
        return Kept(length);
    }

    public TextSlice Keep(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(text.AsSpan(textLength));
        return Kept(utf8.Length);
    }

    public void Write(ByteWriter to)
    {
        to.Int32(Number);
        to.Byte((byte)((int)Action | (HasPeriod ? 2 : 0) | (HasPerson ? 4 : 0) | (int)Gender << 3));
        to.Int64(Ssin);
        to.Int32(Type);
        to.Int32(BeginDay);
        to.Int32(EndDay);
        to.Int32(BirthDate);
        WriteText(to, Reference);
        WriteText(to, TypeText);
        WriteText(to, LastName);
        WriteText(to, FirstName);
        WriteText(to, ImpossibleBirthDate);
    }

    public void Read(ByteReader from)
    {
        textLength = 0;
        Number = from.Int32();
        var flags = from.Byte();
        Action = (RequestAction)(flags & 1);
        HasPeriod = (flags & 2) != 0;
        HasPerson = (flags & 4) != 0;
        Gender = (Gender)(flags >> 3);
        Ssin = from.Int64();
        Type = from.Int32();
        BeginDay = from.Int32();
        EndDay = from.Int32();
        BirthDate = from.Int32();
        Reference = ReadText(from);
        TypeText = ReadText(from);
        LastName = ReadText(from);
        FirstName = ReadText(from);
        ImpossibleBirthDate = ReadText(from);
    }

    private void WriteText(ByteWriter to, TextSlice slice)
    {
        to.UInt16((ushort)slice.Length);
        to.Bytes(Utf8(slice));
    }

    private TextSlice ReadText(ByteReader from)
    {
        var length = from.UInt16();
        return length == 0 ? default : Keep(from.Take(length));
    }

    private void Reserve(int length)
    {
        if (text.Length - textLength < length)
            Array.Resize(ref text, Math.Max(text.Length * 2, textLength + length));
    }

    private TextSlice Kept(int length)
    {
        var slice = new TextSlice(textLength, length);
        textLength += length;
        return slice;
    }
}
