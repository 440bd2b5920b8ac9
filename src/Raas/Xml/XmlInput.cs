using System.Text;
using System.Text.RegularExpressions;

namespace Raas.Xml;

/// <summary>Turns a file into UTF-8 before anything looks at it, so that every check knows one encoding only. A declared encoding is
/// taken at its word: a byte that is not of it is an error at its place, never a question mark. (The parser would read US-ASCII and
/// UTF-16 leniently.)</summary>
internal static partial class XmlInput
{
    public const string Accepted = "UTF-8, US-ASCII, ISO-8859-1, or UTF-16 with byte order mark and declaration";

    private const int HeadSize = 512;
    private const int MaxName = 40;

    /// <summary>What no UTF-8 has: the parser stops there and names the place.</summary>
    private const byte NoUtf8 = 0xff;

    /// <summary>What no XML has, in the place of half a character.</summary>
    private static readonly DecoderFallback Broken = new DecoderReplacementFallback("\uFFFF");

    public static Stream AsUtf8(Stream input)
    {
        var head = Head(input);
        var whole = new HeadStream(head, input);
        var start = head.Span;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, 0, 0]) || start.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xfe, 0xff]))
            throw Forbidden("UTF-32");
        if (start.Length >= 4 && start[0] is 0xff or 0xfe && (start[0] ^ start[1]) == 1)
            return OfUtf16(whole, isBigEndian: start[0] == 0xfe);
        if (start.StartsWith((ReadOnlySpan<byte>)[0x4c, 0x6f, 0xa7, 0x94]))
            throw Forbidden("EBCDIC");
        if (start.Length >= 2 && (start[0] is 0 or 0xfe or 0xff || start[1] is 0))
            throw Forbidden("UTF-16 or UTF-32 without byte order mark");
        var mark = start.StartsWith("\uFEFF"u8) ? 3 : 0;
        var (name, at, length) = Declared(start[mark..]);
        switch (name.ToUpperInvariant())
        {
            case "" or "UTF-8":
                return whole;
            case "UTF8" or "UTF_8":
                head.Span.Slice(mark + at, length).Fill((byte)' ');
                return whole;
            case "US-ASCII" or "ISO-8859-1" when mark > 0:
                throw Forbidden($"{name}, behind the byte order mark of UTF-8");
            case "US-ASCII":
                head.Span.Slice(at, length).Fill((byte)' ');
                return new AsciiStream(whole);
            case "ISO-8859-1":
                head.Span.Slice(at, length).Fill((byte)' ');
                return Encoding.CreateTranscodingStream(whole, Encoding.Latin1, new UTF8Encoding(false));
            case ['U', 'T', 'F', '-', '1', '6', ..]:
                throw Forbidden($"{Shown(name)} without its byte order mark");
            default:
                throw Forbidden(Shown(name));
        }
    }

    /// <summary>Whether this is the head of a file in UTF-8 that is read as it stands.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        try
        {
            return Declared(head.StartsWith("\uFEFF"u8) ? head[3..] : head).Name.ToUpperInvariant() is "" or "UTF-8" or "UTF8" or "UTF_8";
        }
        catch (ForbiddenXmlException)
        {
            return false;
        }
    }

    /// <summary>UTF-16 has to say so twice, by its byte order mark and by its declaration, which is a lie afterwards and taken
    /// out.</summary>
    private static HeadStream OfUtf16(Stream whole, bool isBigEndian)
    {
        var encoding = Encoding.GetEncoding(isBigEndian ? "utf-16BE" : "utf-16", EncoderFallback.ExceptionFallback, Broken);
        var utf8 = Encoding.CreateTranscodingStream(whole, encoding, new UTF8Encoding(false));
        var head = Head(utf8);
        if (head.Span.StartsWith("\uFEFF"u8))
            head = head[3..];
        var (name, at, length) = Declared(head.Span);
        var own = isBigEndian ? "UTF-16BE" : "UTF-16LE";
        if (!name.Equals("UTF-16", StringComparison.OrdinalIgnoreCase) && !name.Equals(own, StringComparison.OrdinalIgnoreCase))
        {
            throw Forbidden(name.Length == 0
                ? "UTF-16 without a declaration of it" : $"{Shown(name)}, behind the byte order mark of {own}");
        }
        head.Span.Slice(at, length).Fill((byte)' ');
        return new HeadStream(head, utf8);
    }

    private static Memory<byte> Head(Stream input)
    {
        var bytes = new byte[HeadSize];
        var length = input.ReadAtLeast(bytes, HeadSize, throwOnEndOfStream: false);
        return bytes.AsMemory(0, length);
    }

    /// <summary>The encoding that the XML declaration names, and where it does; none when there is no declaration, or one that the parser
    /// will refuse.</summary>
    private static (string Name, int At, int Length) Declared(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("<?xml"u8))
            return ("", 0, 0);
        var end = head.IndexOf("?>"u8);
        if (end < 0)
            return head.Length < HeadSize - 3 ? ("", 0, 0) : throw Forbidden($"an XML declaration longer than {HeadSize} bytes");
        var declaration = Declaration().Match(Encoding.Latin1.GetString(head[..(end + 2)]));
        if (!declaration.Success)
            return ("", 0, 0);
        if (declaration.Groups["version"].Value is var version && version != "1.0")
            throw new ForbiddenXmlException(ForbiddenXml.Version, $"XML {Shown(version)}");
        var encoding = declaration.Groups["encoding"];
        return (declaration.Groups["name"].Value, encoding.Index, encoding.Length);
    }

    private static ForbiddenXmlException Forbidden(string found) => new(ForbiddenXml.Encoding, found);

    /// <summary>A name of the sender's. One that may hold a person's number is not repeated.</summary>
    private static string Shown(string name) =>
        name.Count(char.IsAsciiDigit) > 8 ? "(a name full of digits)" : name.Length <= MaxName ? name : name[..MaxName];

    // Without a limit by the clock, which a busy machine would exceed: the text is short.
    [GeneratedRegex("""
        ^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?<quote>["'])(?<version>[0-9.]+)\k<quote>
        (?<encoding>[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?<mark>["'])(?<name>[A-Za-z][A-Za-z0-9._\-]*)\k<mark>)?
        ([ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*["'](yes|no)["'])?[ \t\r\n]*\?>$
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, -1)]
    private static partial Regex Declaration();

    /// <summary>Seven bits. A byte with the eighth becomes one that no UTF-8 has, so that the parser names its place.</summary>
    private sealed class AsciiStream(Stream inner) : FilterStream
    {
        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            for (var rest = buffer[..read]; rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7f) is >= 0 and var at; rest = rest[(at + 1)..])
                rest[at] = NoUtf8;
            return read;
        }
    }
}
