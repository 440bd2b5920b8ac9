using System.IO.Compression;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Raas.Flows;
using Raas.Host.Soap;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Tests;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>How a message is packed and encoded: by Content-Encoding, by the charset of HTTP (Basic Profile 1.0, R1012, R1018, R1019), by
/// its byte order mark.</summary>
public sealed class BodyTests(SoapHost soap) : IClassFixture<SoapHost>
{
    private const string Service = "RegisterService";
    private const string Operation = "consultInscriptions";

    /// <summary>With a letter that every encoding writes in its own way.</summary>
    private static string Right(string declared = "UTF-8") =>
        Envelope(Service, Operation, $"<criteria><ssin>{Numbers.Of(1)}</ssin></criteria>")
            .Replace("UTF-8", declared, StringComparison.Ordinal).Replace("test-ticket", "ticket-é", StringComparison.Ordinal);

    private ServeHost.Answer Send(byte[] bytes, string? coding = null, string type = "text/xml; charset=utf-8")
    {
        var request = Message(Service, Operation, bytes, type: type);
        if (coding is not null)
            request.Content!.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return soap.Host.Send(request);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static void Understood(ServeHost.Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Assert.Equal("ticket-é", XDocument.Parse(answer.Text).Descendants("ticket").Single().Value);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("identity")]
    public void A_message_may_be_compressed(string coding) =>
        Understood(Send(coding == "identity" ? Encoding.UTF8.GetBytes(Right()) : Gzip(Encoding.UTF8.GetBytes(Right())), coding));

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    public void Another_coding_is_refused_with_the_reason(string coding)
    {
        var answer = Send(Gzip(Gzip(Encoding.UTF8.GetBytes(Right()))), coding);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Contains("RAA60013", answer.Text, StringComparison.Ordinal);
        Assert.Contains($"<fieldValue>{coding}</fieldValue>", answer.Text, StringComparison.Ordinal);
        Assert.Equal("gzip, identity", string.Join(", ", answer.Headers.GetValues("Accept-Encoding")));
    }

    /// <summary>The limit is that of what it inflates to; 100 MB of blanks are 100 KB.</summary>
    [Fact]
    public void What_inflates_to_more_than_the_limit_is_refused_where_the_limit_is()
    {
        var bomb = Gzip(new byte[100 << 20]);
        Assert.InRange(bomb.Length, 1, 200_000);
        var answer = Send(bomb, "gzip");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("RAA60008", answer.Text, StringComparison.Ordinal);
        Assert.Contains("RAA60001", Send(Encoding.UTF8.GetBytes(Right()), "gzip").Text, StringComparison.Ordinal);
        Assert.Contains("RAA60001", Send(Gzip(Encoding.UTF8.GetBytes(Right()))[..^20], "gzip").Text, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string?, bool> Encodings => new()
    {
        // encoding, declared, charset, with byte order mark
        { "utf-8", "UTF-8", "utf-8", true },
        { "utf-8", "UTF-8", null, false },
        { "utf-8", "UTF-8", "\"UTF-8\"", false },
        { "utf-8", "ISO-8859-1", "utf-8", false },
        { "utf-16", "UTF-16", "utf-16", true },
        { "utf-16", "UTF-16", null, true },
        { "utf-16", "UTF-8", "utf-16", true },
        { "utf-16", "UTF-16", "utf-8", true },
        { "utf-16BE", "UTF-16", "utf-16", true },
        { "utf-16BE", "UTF-16", "utf-16", false },
        { "utf-16", "UTF-16", "utf-16", false },
        { "utf-16", "UTF-16", "utf-16le", false },
        { "utf-16BE", "UTF-16", "utf-16be", false },
        { "iso-8859-1", "ISO-8859-1", null, false },
        { "iso-8859-1", "UTF-8", "iso-8859-1", false },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_charset_counts_not_the_declaration(string encoding, string declared, string? charset, bool mark)
    {
        var written = Encoding.GetEncoding(encoding);
        var type = "text/xml" + (charset is null ? "" : "; charset=" + charset);
        Understood(Send([.. mark ? written.GetPreamble() : [], .. written.GetBytes(Right(declared))], type: type));
    }

    [Fact]
    public void What_is_not_in_its_charset_is_refused_and_a_charset_that_is_not_read_is_named()
    {
        Assert.Contains("RAA60001", Send(Encoding.Latin1.GetBytes(Right())).Text, StringComparison.Ordinal);
        byte[] half = [0xff, 0xfe, .. Encoding.Unicode.GetBytes(Right()), 0x20];
        Assert.Contains("RAA60001", Send(half, type: "text/xml; charset=utf-16").Text, StringComparison.Ordinal);
        var answer = Send(Encoding.UTF8.GetBytes(Right()), type: "text/xml; charset=ebcdic-fr");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Contains("RAA60013", answer.Text, StringComparison.Ordinal);
        Assert.Contains("ebcdic-fr", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>By hand: the third line, after twelve letters.</summary>
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void A_violation_of_the_schema_says_line_and_position(string charset)
    {
        var text = Right().Replace("<criteria>", "\n<criteria>\n            <wrong/>", StringComparison.Ordinal);
        Assert.Equal("            <wrong/>", text.Split('\n')[3][..20]);
        var encoding = Encoding.GetEncoding(charset);
        var answer = Send([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], type: "text/xml; charset=" + charset);
        var told = XDocument.Parse(answer.Text).Descendants("information")
            .ToDictionary(i => i.Element("fieldName")!.Value, i => i.Element("fieldValue")!.Value);
        Assert.Equal(("4", "14"), (told["line"], told["position"]));
    }

    [Fact]
    public void A_number_that_is_none_is_not_to_be_sent_as_a_record_again()
    {
        var wrong = Numbers.Of(1)[..9] + (Numbers.Of(1)[9..] == "00" ? "01" : "00");
        var status = soap.Call(Service, Operation, $"<criteria><ssin>{wrong}</ssin></criteria>").Element("status")!;
        Assert.Equal("MSG00011", status.Element("code")!.Value);
        Assert.DoesNotContain("record", status.Element("description")!.Value, StringComparison.Ordinal);
    }
}
