namespace Raas.Xml;

/// <summary>A stream of which the first bytes were already looked at.</summary>
internal sealed class HeadStream(ReadOnlyMemory<byte> head, Stream rest) : FilterStream
{
    private ReadOnlyMemory<byte> head = head;

    public override int Read(Span<byte> buffer)
    {
        if (head.IsEmpty)
            return rest.Read(buffer);
        var length = Math.Min(head.Length, buffer.Length);
        head.Span[..length].CopyTo(buffer);
        head = head[length..];
        return length;
    }
}
