using System.Text;

namespace Raas.Xml;

/// <summary>Stands between a file and the parser and stops what the parser has no limit for: a document type declaration, an encoding
/// in which the other checks would be blind, and single things (a tag, an attribute, a text, a CDATA section) without end.
/// Follows the outline of the document only: markup starts with a less-than sign, which is nowhere allowed inside a tag or a text,
/// so the distance between two of them bounds both. Sections in which the sign may occur are followed to their end.</summary>
internal sealed class GuardedStream(Stream inner, long maxBytes) : Stream
{
    private enum Inside { Content, LessThan, Declaration, CommentStart, Comment, CData, Instruction }

    private const int HeadSize = 512;
    private byte[]? head;
    private int headRead;
    private long total;
    private Inside inside;
    private long sinceMark;             // bytes since the last less-than sign, or since the section began
    private byte last, beforeLast;      // in sections: the two bytes before, for ends that straddle two reads

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        head ??= ReadHead();
        int read;
        if (headRead < head.Length)
        {
            read = Math.Min(buffer.Length, head.Length - headRead);
            head.AsSpan(headRead, read).CopyTo(buffer);
            headRead += read;
        }
        else
        {
            read = inner.Read(buffer);
        }
        if ((total += read) > maxBytes)
            throw new ForbiddenXmlException(ForbiddenXml.TooLong);
        Follow(buffer[..read]);
        return read;
    }

    private byte[] ReadHead()
    {
        var bytes = new byte[HeadSize];
        var length = inner.ReadAtLeast(bytes, HeadSize, throwOnEndOfStream: false);
        Array.Resize(ref bytes, length);
        XmlEncoding.Check(bytes);
        return bytes;
    }

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var taken = inside switch
            {
                Inside.Content => Content(bytes),
                Inside.LessThan => Step(bytes[0] switch { (byte)'!' => Inside.Declaration, (byte)'?' => Inside.Instruction, _ => Inside.Content }),
                Inside.Declaration => Step(bytes[0] switch
                {
                    (byte)'-' => Inside.CommentStart,
                    (byte)'[' => Inside.CData,
                    _ => throw new ForbiddenXmlException(ForbiddenXml.Doctype),
                }),
                Inside.CommentStart => Step(Inside.Comment),
                Inside.Comment => Section(bytes, (byte)'-', (byte)'-'),
                Inside.CData => Section(bytes, (byte)']', (byte)']'),
                _ => Section(bytes, null, (byte)'?'),
            };
            if (sinceMark > SafeXml.MaxTokenBytes)
                throw new ForbiddenXmlException(ForbiddenXml.TokenTooLong);
            bytes = bytes[taken..];
        }
    }

    private int Step(Inside next)
    {
        inside = next;
        sinceMark++;
        last = beforeLast = 0;
        return 1;
    }

    /// <summary>Tags and texts: looks for the next declaration or instruction, and on the way at the distances between less-than signs.</summary>
    private int Content(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.Length;
        var declaration = bytes.IndexOf("<!"u8);
        if (declaration >= 0)
            end = declaration + 1;
        var instruction = bytes[..end].IndexOf("<?"u8);
        if (instruction >= 0)
            end = instruction + 1;

        // A read is at most some tens of kilobytes, so that inside one no distance can be too long: first and last will do.
        var run = bytes[..end];
        var first = run.IndexOf((byte)'<');
        if (first < 0)
        {
            sinceMark += run.Length;
            return end;
        }
        if (sinceMark + first > SafeXml.MaxTokenBytes)
            throw new ForbiddenXmlException(ForbiddenXml.TokenTooLong);
        var lastMark = run.LastIndexOf((byte)'<');
        sinceMark = run.Length - lastMark;
        if (lastMark == run.Length - 1)
            inside = Inside.LessThan;
        return end;
    }

    /// <summary>A comment, CDATA section or instruction: ends at a greater-than sign after the given bytes.</summary>
    private int Section(ReadOnlySpan<byte> bytes, byte? secondLast, byte lastByte)
    {
        var mark = bytes.IndexOf((byte)'>');
        var taken = mark < 0 ? bytes.Length : mark + 1;
        var before = mark < 0 ? bytes : bytes[..mark];
        foreach (var value in before.Length > 2 ? before[^2..] : before)
            (beforeLast, last) = (last, value);
        sinceMark += taken;
        if (mark < 0)
            return taken;
        if (last == lastByte && (secondLast is null || beforeLast == secondLast))
            (inside, sinceMark) = (Inside.Content, 0);
        else
            (beforeLast, last) = (last, (byte)'>');
        return taken;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => total; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>The encodings we read: those in which the signs of XML are the bytes of ASCII.</summary>
internal static class XmlEncoding
{
    /// <summary>Looks at the first bytes of a file: byte order mark, zero bytes, XML declaration.</summary>
    public static void Check(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8))
            head = head[3..];
        if (head.Length >= 2 && (head[0] is 0 or 0xFE or 0xFF || head[1] is 0))
            throw new ForbiddenXmlException(ForbiddenXml.Encoding);
        if (!head.StartsWith("<?xml"u8))
            return;
        var end = head.IndexOf("?>"u8);
        if (end < 0)
            throw new ForbiddenXmlException(ForbiddenXml.Encoding);
        var declaration = Encoding.ASCII.GetString(head[..end]);
        var at = declaration.IndexOf("encoding", StringComparison.Ordinal);
        if (at < 0)
            return;
        var value = declaration[(at + "encoding".Length)..].TrimStart(' ', '\t', '\r', '\n', '=');
        if (value.Length < 2 || value.IndexOf(value[0], 1) is var close && close < 0)
            return;                                                                     // not well formed: the parser will say so
        if (value[1..close].ToUpperInvariant() is not ("UTF-8" or "US-ASCII" or "ISO-8859-1"))
            throw new ForbiddenXmlException(ForbiddenXml.Encoding);
    }
}
