namespace Raas.Xml;

/// <summary>Stands between a file, as UTF-8, and the parser and stops what the parser has no limit for: a document type declaration, and
/// single things (a tag, an attribute, a text, a CDATA section) without end; and U+FFFE and U+FFFF, which the parser does not see
/// everywhere. Follows the outline of the document only: markup starts with a less-than sign, which is nowhere allowed inside a tag or a
/// text, so the distance between two of them bounds both. Sections in which the sign may occur are followed to their end.</summary>
internal sealed class LimitedStream(Stream inner, long maxBytes) : FilterStream
{
    private enum Inside { Content, LessThan, Declaration, CommentStart, Comment, CData, Instruction }

    private long total;
    private int matched;                // of the three bytes of a non-character
    private Inside inside;
    private long sinceMark;             // bytes since the last less-than sign, or since the section began
    private byte last, beforeLast;      // in sections: the two bytes before, for ends that straddle two reads

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        if ((total += read) > maxBytes)
            throw new ForbiddenXmlException(ForbiddenXml.TooLong);
        SpoilNonCharacters(buffer[..read]);
        Follow(buffer[..read]);
        return read;
    }

    /// <summary>U+FFFE and U+FFFF are EF BF BE and EF BF BF: their last byte becomes one that no UTF-8 has, and the parser names the
    /// place.</summary>
    private void SpoilNonCharacters(Span<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            if (matched == 0 && bytes[at..].IndexOf((byte)0xef) is var next)
            {
                if (next < 0)
                    return;
                at += next;
            }
            var value = bytes[at];
            if (matched == 2 && value is 0xbe or 0xbf)
                bytes[at] = 0xff;
            matched = value == 0xef ? 1 : matched == 1 && value == 0xbf ? 2 : 0;
        }
    }

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var taken = inside switch
            {
                Inside.Content => Content(bytes),
                Inside.LessThan =>
                    Step(bytes[0] switch { (byte)'!' => Inside.Declaration, (byte)'?' => Inside.Instruction, _ => Inside.Content }),
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

    /// <summary>Tags and texts: looks for the next declaration or instruction, and on the way at the distances between less-than
    /// signs.</summary>
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
}
