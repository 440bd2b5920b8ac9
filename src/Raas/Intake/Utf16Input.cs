using System.Text;
using Raas.Xml;

namespace Raas.Intake;

/// <summary>UTF-16 is accepted when it says so twice: by its byte order mark and by its XML declaration. It is turned into
/// UTF-8 before anything looks at it, so that every check knows one encoding only.</summary>
internal static class Utf16Input
{
    private const int MaxDeclaration = 256;

    public static Stream AsUtf8(Stream input)
    {
        var mark = new byte[4];
        var length = input.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        var whole = new HeadStream(mark.AsMemory(0, length), input);
        if (length < 4 || mark is not ([0xff, 0xfe, ..] or [0xfe, 0xff, ..]))
            return whole;
        if (mark is [0xff, 0xfe, 0, 0])
            throw new ForbiddenXmlException(ForbiddenXml.Encoding);
        var text = new UnicodeEncoding(bigEndian: mark[0] == 0xfe, byteOrderMark: true, throwOnInvalidBytes: true);
        return WithoutDeclaration(Encoding.CreateTranscodingStream(whole, text, new UTF8Encoding(false)));
    }

    /// <summary>The declaration would now be a lie. Its line break stays, so that line numbers do.</summary>
    private static HeadStream WithoutDeclaration(Stream utf8)
    {
        var head = new byte[MaxDeclaration];
        var length = utf8.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var bytes = head.AsMemory(0, length);
        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        var close = bytes.Span.IndexOf("?>"u8);
        if (!bytes.Span.StartsWith("<?xml"u8) || close < 0 || !Encoding.UTF8.GetString(bytes.Span[..close]).Contains("utf-16", StringComparison.OrdinalIgnoreCase))
            throw new ForbiddenXmlException(ForbiddenXml.Encoding);
        return new HeadStream(bytes[(close + 2)..], utf8);
    }
}
