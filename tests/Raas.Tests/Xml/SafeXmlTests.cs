using System.Text;
using System.Xml;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Tests.Xml;

/// <summary>Hostile files cost a refusal, not memory.</summary>
public class SafeXmlTests
{
    private const int TooMuch = SafeXml.MaxTokenBytes + 100_000;

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")]
    [InlineData("<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>")]
    [InlineData("<!-- <!DOCTYPE no --><!DOCTYPE a><a/>")]
    public void A_document_type_is_forbidden(string xml) => Forbidden(ForbiddenXml.Doctype, Bytes(xml));

    [Theory]
    [InlineData("<!-- <!DOCTYPE a> --><a/>")]
    [InlineData("<a><![CDATA[<!DOCTYPE a>]]></a>")]
    [InlineData("<?x <!DOCTYPE a> ?><a/>")]
    [InlineData("<!-->--><a/>")]
    [InlineData("\uFEFF<?xml version='1.0' encoding='utf-8'?><a/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>")]
    [InlineData("<a b='>'>]]&gt; ?&gt; --></a>")]
    public void What_only_looks_like_one_is_read(string xml)
    {
        for (var piece = 1; piece < 8; piece++)
            ReadAll(new Pieces(Bytes(xml), piece));
    }

    [Fact]
    public void Other_encodings_are_forbidden()
    {
        const string Xml = "<a/>";
        Forbidden(ForbiddenXml.Encoding, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Xml)]);
        Forbidden(ForbiddenXml.Encoding, [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Xml)]);
        Forbidden(ForbiddenXml.Encoding, Encoding.Unicode.GetBytes(Xml));
        Forbidden(ForbiddenXml.Encoding, Encoding.BigEndianUnicode.GetBytes(Xml));
        Forbidden(ForbiddenXml.Encoding, Encoding.UTF32.GetBytes(Xml));
        Forbidden(ForbiddenXml.Encoding, Bytes("<?xml version='1.0' encoding='utf-16'?><a/>"));
        Forbidden(ForbiddenXml.Encoding, Bytes("<?xml version='1.0' encoding = \"utf-32\" ?><a/>"));
        Forbidden(ForbiddenXml.Encoding, Bytes("<?xml version='1.0' encoding='windows-1252'?><a/>"));
    }

    [Theory]
    [InlineData("<a b='", "x", "'/>")]
    [InlineData("<a>", "x", "</a>")]
    [InlineData("<a>", ">", "</a>")]
    [InlineData("<a ", " ", "/>")]
    [InlineData("<a><![CDATA[", "<", "]]></a>")]
    [InlineData("<a><![CDATA[", "<b>", "]]></a>")]
    [InlineData("<?x <!-- ?><a><![CDATA[-->", "<", "]]></a>")]
    [InlineData("<!-- ", "<+", "--><a/>")]
    [InlineData("<?x ", "<", "?><a/>")]
    [InlineData("<", "a", "/>")]
    public void Things_without_end_are_forbidden(string before, string repeated, string after)
    {
        var endless = Bytes(before + string.Concat(Enumerable.Repeat(repeated, TooMuch / repeated.Length)) + after);
        Forbidden(ForbiddenXml.TokenTooLong, endless);
        ReadAll(new MemoryStream(Bytes(before + string.Concat(Enumerable.Repeat(repeated, 50_000 / repeated.Length)) + after)));
    }

    [Fact]
    public void Many_short_things_are_read_however_long_the_file()
    {
        var many = string.Concat(Enumerable.Repeat("<b c='d'>text</b><![CDATA[x]]><!-- y --><?z ?>", 100_000));
        for (var piece = 4093; piece < 4096; piece++)
            ReadAll(new Pieces(Bytes($"<a>{many}</a>"), piece));
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        static string Nested(int levels) =>
            string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels));
        ReadAll(new MemoryStream(Bytes(Nested(SafeXml.MaxDepth))));
        Forbidden(ForbiddenXml.TooDeep, Bytes(Nested(SafeXml.MaxDepth + 2)));
    }

    [Fact]
    public void Names_have_a_limit() =>
        Forbidden(ForbiddenXml.TooManyNames,
            Bytes("<a>" + string.Concat(Enumerable.Range(0, 2 * SafeXml.MaxNames).Select(number => $"<n{number}/>")) + "</a>"));

    [Fact]
    public void Length_has_a_limit_when_asked_for()
    {
        using var reader = SafeXml.Read(new MemoryStream(Bytes("<a>" + new string(' ', 20_000) + "</a>")), maxBytes: 10_000);
        Assert.Equal(ForbiddenXml.TooLong, Assert.Throws<ForbiddenXmlException>(() => { while (reader.Advance()) { } }).Reason);
    }

    [Fact]
    public void Bad_bytes_are_not_xml() =>
        Assert.Throws<XmlException>(() => ReadAll(new MemoryStream([.. "<a>"u8, 0xC3, 0x28, .. "</a>"u8])));

    [Fact]
    public void A_schema_location_in_a_file_is_not_followed()
    {
        const string Xml = "<a xmlns='urn:x' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
            + "xsi:schemaLocation='urn:x file:///x.xsd'/>";
        Assert.NotEmpty(Valid.Problems(Schemas.Voucher, Xml));
    }

    [Fact]
    public void Names_are_shared_by_reference()
    {
        var names = new BoundedNameTable(10);
        Assert.Same(names.Add("abc"), names.Add(['x', 'a', 'b', 'c'], 1, 3));
        Assert.Same(names.Get("abc"), names.Get(['a', 'b', 'c'], 0, 3));
        Assert.Null(names.Get("other"));
        Assert.Same(string.Empty, names.Add([], 0, 0));
    }

    private static void Forbidden(ForbiddenXml reason, byte[] xml)
    {
        Assert.Equal(reason, Assert.Throws<ForbiddenXmlException>(() => ReadAll(new MemoryStream(xml))).Reason);
        Assert.Equal(reason, Assert.Throws<ForbiddenXmlException>(() => ReadAll(new Pieces(xml, 1021))).Reason);
    }

    private static void ReadAll(Stream stream)
    {
        using var reader = SafeXml.Read(stream);
        while (reader.Advance())
        {
            // Everything is in the reading.
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A stream that hands out a few bytes at a time, as a network share may.</summary>
    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(size, buffer.Length)]);
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(size, count));
    }
}
