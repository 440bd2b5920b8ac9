using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Raas.Files;

/// <summary>Reads back what a <see cref="ByteWriter"/> wrote.</summary>
public sealed class ByteReader(Stream stream) : IDisposable
{
    private const int Size = 1 << 16;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(Size);
    private int next;
    private int end;

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => !Fill(1);

    /// <summary>The next byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>The next two bytes, the lowest first.</summary>
    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    /// <summary>The next four bytes, the lowest first.</summary>
    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    /// <summary>The next eight bytes, the lowest first.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>What <see cref="ByteWriter.Text"/> wrote; null when there was nothing.</summary>
    public string? Text()
    {
        var length = UInt16();
        return length == 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    /// <summary>The next bytes, valid until the next read.</summary>
    public ReadOnlySpan<byte> Take(int length)
    {
        if (!Fill(length))
            throw new EndOfStreamException("The spool of a delivery ended in the middle of a record.");
        var bytes = buffer.AsSpan(next, length);
        next += length;
        return bytes;
    }

    public void Dispose()
    {
        if (buffer.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        stream.Dispose();
    }

    private bool Fill(int length)
    {
        if (end - next >= length)
            return true;
        buffer.AsSpan(next, end - next).CopyTo(buffer);
        (next, end) = (0, end - next);
        while (end < length)
        {
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                return false;
            end += read;
        }
        return true;
    }
}
