using System.Text;
using System.Xml;
using Raas.Domain;
using Raas.Flows.Dimona;
using Raas.Reading;
using Raas.Store;
using Raas.Xml;

namespace Raas.Tests.Xml;

/// <summary>A file is read in the encoding that it declares, or refused: never with a question mark in a name.</summary>
public sealed class EncodingTests
{
    private const string Body = "<a b='é'>\n  <c>né</c><!-- é --></a>";

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("utf-8")]
    [InlineData("utf8")]
    [InlineData("UTF_8")]
    [InlineData("iso-8859-1")]
    [InlineData("UTF-16")]
    public void A_declared_encoding_is_read_and_says_the_same(string name)
    {
        var utf8 = Encoding.UTF8;
        var encoding = name switch { "iso-8859-1" => Encoding.Latin1, "UTF-16" => Encoding.Unicode, _ => utf8 };
        byte[] bytes = [.. name == "UTF-16"
            ? encoding.GetPreamble() : [], .. encoding.GetBytes($"<?xml version='1.0' encoding='{name}'?>\n{Body}")];
        Assert.Equal(Texts(utf8.GetBytes(Body)), Texts(bytes));
        if (encoding.Equals(utf8))
            Assert.Equal(Texts(bytes), Texts([.. utf8.GetPreamble(), .. bytes]));
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "US-ASCII", "text" }, { "US-ASCII", "attribute" }, { "US-ASCII", "comment" }, { "US-ASCII", "instruction" },
        { "US-ASCII", "name" }, { "us-ascii", "CDATA" },
        { "UTF-8", "text" }, { "UTF-8", "attribute" }, { "UTF-8", "comment" }, { "UTF-8", "instruction" }, { "UTF-8", "name" },
        { "utf8", "CDATA" },
        { "UTF-16", "text" }, { "UTF-16", "attribute" }, { "UTF-16", "comment" }, { "UTF-16", "instruction" }, { "UTF-16", "name" },
        { "utf-16", "CDATA" },
    };

    /// <summary>At the place of the byte that is not of the encoding; for UTF-16 that is half a surrogate pair.</summary>
    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_not_of_the_declared_encoding_is_an_error_at_its_place(string name, string where)
    {
        var line = where switch
        {
            "text" => "  <b>12*4</b>", "attribute" => "  <b c='*'/>", "comment" => "  <!-- * -->", "instruction" => "  <?x y*?>",
            "name" => "  <b*/>", _ => "  <b><![CDATA[*]]></b>",
        };
        foreach (var before in new[] { 0, 5000, 70_000 })       // also behind the first pieces that the parser reads
        {
            var text = $"<?xml version='1.0' encoding='{name}'?>\n<a>\n"
                + $"{string.Concat(Enumerable.Repeat("<x/>\n", before / 5))}{line}\n</a>";
            var bytes = name.Equals("utf-16", StringComparison.OrdinalIgnoreCase)
                ? [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]
                : Encoding.Latin1.GetBytes(text.Replace('*', 'é'));
            if (name.Equals("utf-16", StringComparison.OrdinalIgnoreCase))
            {
                var at = (text.IndexOf('*', StringComparison.Ordinal) * 2) + 2;
                (bytes[at], bytes[at + 1]) = (0x00, 0xd8);
            }
            var error = Assert.Throws<XmlException>(() => Texts(bytes));
            Assert.Equal((3 + (before / 5), line.IndexOf('*', StringComparison.Ordinal) + 1), (error.LineNumber, error.LinePosition));
        }
    }

    [Theory]
    [InlineData("windows-1252", "windows-1252")]
    [InlineData("ISO-8859-15", "ISO-8859-15")]
    [InlineData("UTF-7", "UTF-7")]
    [InlineData("UTF-16", "UTF-16 without its byte order mark")]
    [InlineData("x68060105329", "(a name full of digits)")]
    public void Another_encoding_is_forbidden_by_its_name(string name, string found)
    {
        var e = Assert.Throws<ForbiddenXmlException>(() =>
            Texts(Encoding.ASCII.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?><a/>")));
        Assert.Equal((ForbiddenXml.Encoding, found), (e.Reason, e.Found));
    }

    public static TheoryData<byte[], string> Heads => new()
    {
        { [.. Encoding.UTF8.GetPreamble(), .. "<?xml version='1.0' encoding='ISO-8859-1'?><a/>"u8],
            "ISO-8859-1, behind the byte order mark of UTF-8" },
        { [.. Encoding.UTF8.GetPreamble(), .. "<?xml version='1.0' encoding='US-ASCII'?><a/>"u8],
            "US-ASCII, behind the byte order mark of UTF-8" },
        { [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("<?xml version='1.0' encoding='UTF-8'?><a/>")],
            "UTF-8, behind the byte order mark of UTF-16LE" },
        { [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("<a/>")], "UTF-16 without a declaration of it" },
        { [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes("<a/>")], "UTF-32" },
        { Encoding.BigEndianUnicode.GetBytes("<a/>"), "UTF-16 or UTF-32 without byte order mark" },
        { [0x4c, 0x6f, 0xa7, 0x94, 0x93, 0x40], "EBCDIC" },
    };

    [Theory]
    [MemberData(nameof(Heads))]
    public void A_head_that_contradicts_itself_or_is_strange_is_forbidden(byte[] head, string found)
    {
        var e = Assert.Throws<ForbiddenXmlException>(() => Texts(head));
        Assert.Equal((ForbiddenXml.Encoding, found), (e.Reason, e.Found));
    }

    [Fact]
    public void Another_version_of_XML_is_forbidden_by_its_name()
    {
        var e = Assert.Throws<ForbiddenXmlException>(() => Texts("<?xml version='1.1'?><a/>"u8.ToArray()));
        Assert.Equal((ForbiddenXml.Version, "XML 1.1"), (e.Reason, e.Found));
    }

    /// <summary>U+FFFE and U+FFFF are in no XML, wherever they stand and however the file is cut into pieces.</summary>
    [Theory]
    [InlineData("<a><!-- * --></a>")]
    [InlineData("<a><?x *?></a>")]
    [InlineData("<a>*</a>")]
    [InlineData("<a b='*'/>")]
    [InlineData("<!--*--><a/>")]
    [InlineData("<a/><!--x*-->")]
    public void Non_characters_are_not_XML(string xml)
    {
        foreach (var bad in new[] { "\uFFFE", "\uFFFF" })
            Assert.Throws<XmlException>(() => Texts(Encoding.UTF8.GetBytes(xml.Replace("*", bad, StringComparison.Ordinal))));
        foreach (var good in new[] { "\uFFFD", "\uFFEF", "\uFEFE", "\uFBFE" })
            Texts(Encoding.UTF8.GetBytes(xml.Replace("*", good, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_voucher_with_half_a_character_is_refused_at_its_place()
    {
        var text = Valid.Voucher().Replace("<x:", "\n<x:", StringComparison.Ordinal)
            .Replace("a.xml", "a\uD800.xml", StringComparison.Ordinal);
        byte[] utf16 = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("<?xml version='1.0' encoding='UTF-16'?>")];
        utf16 = [.. utf16, .. text.SelectMany(c => new[] { (byte)(c & 0xff), (byte)(c >> 8) })];
        var errors = new FileErrors();
        Assert.Null(VoucherReader.Read(new MemoryStream(utf16), errors));
        var error = Assert.Single(errors.All);
        Assert.Equal(("RAA10001", 2), (error.Code.Wire, error.Line));
        Assert.NotNull(error.Position);
    }

    private static string Texts(byte[] xml)
    {
        var texts = new StringBuilder();
        using var reader = SafeXml.Read(new MemoryStream(xml));
        while (reader.Advance())
        {
            if (reader.NodeType is not XmlNodeType.XmlDeclaration)
                texts.Append(
                    $"{reader.NodeType} {reader.LocalName} {reader.Value} {reader.GetAttribute("b")} "
                        + $"{((IXmlLineInfo)reader).LinePosition}\n");
        }
        return texts.ToString();
    }
}
