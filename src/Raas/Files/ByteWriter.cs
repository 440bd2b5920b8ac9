using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Raas.Domain;

namespace Raas.Files;

/// <summary>A buffer in front of a stream, for the two places where a million small values are written: the spool of a
/// delivery (binary) and its answer (UTF-8). Not for anything that XmlWriter does fast enough.</summary>
public class ByteWriter(Stream stream) : IDisposable
{
    private const int Size = 1 << 16;

    /// <summary>No single value is longer than this; longer ones go through in pieces.</summary>
    private const int Slack = 4096;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(Size);
    private int used;

    public long Written { get; private set; }

    /// <summary>One byte.</summary>
    public void Byte(byte value)
    {
        Room(1)[0] = value;
        used++;
    }

    /// <summary>Two bytes, the lowest first.</summary>
    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Room(2), value);
        used += 2;
    }

    /// <summary>Four bytes, the lowest first.</summary>
    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Room(4), value);
        used += 4;
    }

    /// <summary>Eight bytes, the lowest first.</summary>
    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);
        used += 8;
    }

    /// <summary>These bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        while (value.Length > Slack)
        {
            value[..Slack].CopyTo(Room(Slack));
            used += Slack;
            value = value[Slack..];
        }
        value.CopyTo(Room(value.Length));
        used += value.Length;
    }

    /// <summary>Length and UTF-8 of a text; none and empty are the same.</summary>
    public void Text(string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        UInt16((ushort)bytes.Length);
        Bytes(bytes);
    }

    /// <summary>A text as UTF-8, as it is.</summary>
    public void Utf8(ReadOnlySpan<char> text)
    {
        const int piece = Slack / 3;
        for (var at = 0; at < text.Length; )
        {
            var length = Math.Min(piece, text.Length - at);
            if (at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]))
                length--;
            // Making room may empty the buffer: it comes first.
            var room = Room(Slack);
            used += Encoding.UTF8.GetBytes(text.Slice(at, length), room);
            at += length;
        }
    }

    /// <summary>The decimal digits of a number.</summary>
    public void Digits(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var length);
        used += length;
    }

    /// <summary>The decimal digits of a number, with zeros in front up to <paramref name="width"/>.</summary>
    public void Digits(long value, int width)
    {
        var target = Room(width);
        for (var i = width - 1; i >= 0; i--)
        {
            target[i] = (byte)('0' + value % 10);
            value /= 10;
        }
        used += width;
    }

    /// <summary>A day as yyyy-MM-dd.</summary>
    public void Date(int dayNumber)
    {
        var date = DateOnly.FromDayNumber(dayNumber);
        Digits(date.Year, 4);
        Byte((byte)'-');
        Digits(date.Month, 2);
        Byte((byte)'-');
        Digits(date.Day, 2);
    }

    /// <summary>Text of an element or of an attribute in double quotes, from UTF-8.</summary>
    public void Escaped(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var special = text.IndexOfAny("&<>\""u8);
            if (special < 0)
                break;
            Bytes(text[..special]);
            Bytes(text[special] switch { (byte)'&' => "&amp;"u8, (byte)'<' => "&lt;"u8, (byte)'>' => "&gt;"u8, _ => "&quot;"u8 });
            text = text[(special + 1)..];
        }
        Bytes(text);
    }

    /// <summary>Hands what is buffered to the stream below.</summary>
    public void Flush()
    {
        stream.Write(buffer, 0, used);
        Written += used;
        used = 0;
    }

    /// <summary>Flushes; the stream stays open, it is its owner's.</summary>
    public void Dispose()
    {
        if (buffer.Length == 0)
            return;
        Flush();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        GC.SuppressFinalize(this);
    }

    private Span<byte> Room(int length)
    {
        if (buffer.Length - used < length)
            Flush();
        return buffer.AsSpan(used);
    }
}
