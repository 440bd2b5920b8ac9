using System.Net;
using System.Text;
using System.Xml.Linq;
using Raas.Flows;
using Raas.Host.Commands;
using Raas.Host.Soap;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>Everything that is no proper call: its fault, its code, its HTTP status, and nothing else.</summary>
public sealed class FaultTests(SoapHost soap) : IClassFixture<SoapHost>
{
    private const string Service = "RegisterService";
    private const string Operation = "consultInscriptions";

    private static string Right => Envelope(Service, Operation, $"<criteria><ssin>{Numbers.Of(1)}</ssin></criteria>");

    private static readonly Dictionary<string, Func<HttpRequestMessage>> Wrong = new(StringComparer.Ordinal)
    {
        ["not XML"] = () => Post("this is no XML"),
        ["empty"] = () => Post(""),
        ["cut"] = () => Post(Right[..^40]),
        ["document type"] = () =>
            Post(Right.Replace("<e:Envelope", "<!DOCTYPE e [<!ENTITY a \"b\">]><e:Envelope", StringComparison.Ordinal)),
        ["external entity"] = () =>
            Post(Right.Replace("<e:Envelope", "<!DOCTYPE e [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><e:Envelope",
                StringComparison.Ordinal).Replace("test-ticket", "&a;", StringComparison.Ordinal)),
        ["billion laughs"] = () =>
            Post(
                Right.Replace("<e:Envelope",
                    "<!DOCTYPE e [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
                        + "\"&b;&b;&b;&b;&b;&b;&b;&b;\">]><e:Envelope", StringComparison.Ordinal)
                        .Replace("test-ticket", "&c;", StringComparison.Ordinal)),
        ["deep"] = () => Post(Right.Replace("<criteria>", string.Concat(Enumerable.Repeat("<a>", 5000)), StringComparison.Ordinal)),
        ["long token"] = () => Post(Right.Replace("test-ticket", new string('x', 100_000), StringComparison.Ordinal)),
        ["processing instruction in body"] = () => Post(Right.Replace("<criteria>", "<?x y?><criteria><q/>", StringComparison.Ordinal)),
        ["UTF-16"] = () =>
            Message(Service, Operation, Encoding.Unicode.GetBytes(Right.Replace("UTF-8", "UTF-16", StringComparison.Ordinal))),
        ["no envelope"] = () => Post("<a/>"),
        ["another namespace of the envelope"] = () => Post(Right.Replace(Soap11.NamespaceName, "urn:none", StringComparison.Ordinal)),
        ["no body"] = () => Post($"<e:Envelope xmlns:e=\"{Soap11}\"/>"),
        ["empty body"] = () => Post($"<e:Envelope xmlns:e=\"{Soap11}\"><e:Body/></e:Envelope>"),
        ["two in the body"] = () => Post(Right.Replace("</e:Body>", "<x/></e:Body>", StringComparison.Ordinal)),
        ["two bodies"] = () => Post(Right.Replace("</e:Body>", "</e:Body><e:Body><x/></e:Body>", StringComparison.Ordinal)),
        ["wrong action"] = () => Message(Service, Operation, Encoding.UTF8.GetBytes(Right), action: "urn:other"),
        ["action of a neighbour"] = () =>
            Message(Service, Operation, Encoding.UTF8.GetBytes(Right), action: Namespace(Service) + ":registerInscription"),
        ["unknown operation"] = () => Post(Right.Replace("consultInscriptionsRequest", "dropTableRequest", StringComparison.Ordinal)),
        ["a response as a request"] = () =>
            Post(Right.Replace("consultInscriptionsRequest", "consultInscriptionsResponse", StringComparison.Ordinal)),
        ["operation of the other service"] = () => Message("PersonService", Operation, Encoding.UTF8.GetBytes(Right), action: ""),
        ["wrong namespace of the operation"] = () => Post(Right.Replace(Namespace(Service), "urn:other", StringComparison.Ordinal)),
        ["missing element"] = () => Post(Right.Replace("<criteria>", "<criteria><!-- -->", StringComparison.Ordinal)
            .Replace($"<ssin>{Numbers.Of(1)}</ssin>", "", StringComparison.Ordinal)),
        ["unknown element"] = () => Post(Right.Replace("</criteria>", "<extra/></criteria>", StringComparison.Ordinal)),
        ["qualified element"] = () => Post(Right.Replace("<criteria>", "<s:criteria>", StringComparison.Ordinal)
            .Replace("</criteria>", "</s:criteria>", StringComparison.Ordinal)),
        ["letters for a number"] = () => Post(Right.Replace(Numbers.Of(1), "abcdefghijk", StringComparison.Ordinal)),
        ["xsi:type"] = () => Post(Right.Replace("<criteria>",
            "<criteria xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"xsi:x\">", StringComparison.Ordinal)),
        ["mandatory header"] = () => Post(Right.Replace("<e:Body>",
            "<e:Header><q:transaction xmlns:q=\"urn:q\" e:mustUnderstand=\"1\"/></e:Header><e:Body>", StringComparison.Ordinal)),
        ["type of content"] = () => Message(Service, Operation, Encoding.UTF8.GetBytes(Right), type: "application/json"),
        ["too large"] = () => Post(Right + new string(' ', 300_000)),
        ["nobody"] = () => Message(Service, Operation, Encoding.UTF8.GetBytes(Right), user: ""),
        ["wrong secret"] = () => As("program-" + Institution, "not the secret"),
        ["unknown name"] = () => As("somebody", Secret),
        ["credential out of date"] = () => As("old-" + Institution, Secret),
        ["no Base64"] = () => WithAuthorization("Basic %%%"),
        ["another scheme"] = () => WithAuthorization("Bearer abc"),
    };

    private static HttpRequestMessage Post(string text) => Message(Service, Operation, Encoding.UTF8.GetBytes(text));

    private static HttpRequestMessage As(string name, string secret) => WithAuthorization(Basic(name, secret).ToString());

    private static HttpRequestMessage WithAuthorization(string value)
    {
        var request = Message(Service, Operation, Encoding.UTF8.GetBytes(Right), user: "");
        request.Headers.TryAddWithoutValidation("Authorization", value);
        return request;
    }

    [Theory]
    [InlineData("not XML", 500, "Client", "RAA60001")]
    [InlineData("empty", 500, "Client", "RAA60001")]
    [InlineData("cut", 500, "Client", "RAA60001")]
    [InlineData("document type", 500, "Client", "RAA60001")]
    [InlineData("external entity", 500, "Client", "RAA60001")]
    [InlineData("billion laughs", 500, "Client", "RAA60001")]
    [InlineData("deep", 500, "Client", "RAA60001")]
    [InlineData("long token", 500, "Client", "RAA60001")]
    [InlineData("processing instruction in body", 500, "Client", "MSG00008")]
    [InlineData("UTF-16", 500, "Client", "RAA60001")]
    [InlineData("no envelope", 500, "Client", "RAA60002")]
    [InlineData("another namespace of the envelope", 500, "VersionMismatch", "RAA60002")]
    [InlineData("no body", 500, "Client", "RAA60002")]
    [InlineData("empty body", 500, "Client", "RAA60002")]
    [InlineData("two in the body", 500, "Client", "RAA60002")]
    [InlineData("two bodies", 500, "Client", "RAA60002")]
    [InlineData("wrong action", 500, "Client", "RAA60004")]
    [InlineData("action of a neighbour", 500, "Client", "RAA60004")]
    [InlineData("unknown operation", 500, "Client", "RAA60003")]
    [InlineData("a response as a request", 500, "Client", "RAA60003")]
    [InlineData("operation of the other service", 500, "Client", "RAA60003")]
    [InlineData("wrong namespace of the operation", 500, "Client", "RAA60003")]
    [InlineData("missing element", 500, "Client", "MSG00008")]
    [InlineData("unknown element", 500, "Client", "MSG00008")]
    [InlineData("qualified element", 500, "Client", "MSG00008")]
    [InlineData("letters for a number", 500, "Client", "MSG00008")]
    [InlineData("xsi:type", 500, "Client", "MSG00008")]
    [InlineData("mandatory header", 500, "MustUnderstand", "RAA60005")]
    [InlineData("type of content", 415, "Client", "RAA60012")]
    [InlineData("too large", 413, "Client", "RAA60008")]
    [InlineData("nobody", 401, "Client", "RAA60006")]
    [InlineData("wrong secret", 401, "Client", "RAA60006")]
    [InlineData("unknown name", 401, "Client", "RAA60006")]
    [InlineData("credential out of date", 401, "Client", "RAA60006")]
    [InlineData("no Base64", 401, "Client", "RAA60006")]
    [InlineData("another scheme", 401, "Client", "RAA60006")]
    public void A_wrong_call_gets_its_fault(string what, int status, string faultCode, string reasonCode)
    {
        var answer = soap.Host.Send(Wrong[what]());
        Assert.True((int)answer.Status == status, $"{(int)answer.Status}: {answer.Text}");
        var fault = XDocument.Parse(answer.Text).Root!.Element(Soap11 + "Body")!.Element(Soap11 + "Fault")!;
        Assert.Equal("soap:" + faultCode, fault.Element("faultcode")!.Value);
        var detail = fault.Element("detail")!.Elements().Single();
        RequireValid(Service, detail.Name.NamespaceName.Contains("person", StringComparison.Ordinal)
            ? new XElement(detail) { Name = (XNamespace)Namespace(Service) + "consultInscriptionsFault" } : detail);
        Assert.Equal(reasonCode, detail.Element("detail")!.Element("reasonCode")!.Value);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Numbers.Of(1), soap.Host.Log, StringComparison.Ordinal);
        Assert.Equal(status == 401, answer.Headers.WwwAuthenticate.Count > 0);
    }

    [Fact]
    public void A_violation_of_the_schema_says_where_and_what_was_expected()
    {
        var answer = soap.Host.Send(Wrong["letters for a number"]());
        foreach (var told in new[] { "<fieldValue>ssin</fieldValue>", "<fieldName>line</fieldName>", "eleven digits" })
            Assert.Contains(told, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefghijk", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_of_100_MB_is_refused_before_it_is_read()
    {
        using var body = new Endless(100L << 20);
        try
        {
            using var content = new StreamContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", "text/xml");
            using var request = Message(Service, Operation, []);
            request.Content = content;
            request.Headers.TransferEncodingChunked = true;
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, soap.Host.Send(request).Status);
        }
        catch (HttpRequestException)
        {
            // The connection is closed while we still send.
        }
        // What is on its way when the connection is closed fits into its buffers.
        Assert.InRange(body.Position, 1, 50L << 20);
        Assert.Equal(HttpStatusCode.OK, soap.Host.Send(Post(Right)).Status);
    }

    /// <summary>As while a large delivery is being applied: what looks is answered, what writes is told to try again, and both are
    /// audited.</summary>
    [Fact]
    public void While_the_register_has_another_writer_consults_go_on()
    {
        Assert.Equal(HttpStatusCode.OK, soap.Host.Send(Post(Right)).Status);
        var register = Message(Service, "registerInscription",
            Encoding.UTF8.GetBytes(
                Envelope(Service, "registerInscription",
                    $"<inscription><ssin>{Numbers.Of(7)}</ssin><dossierType>A</dossierType>"
                        + "<period><beginDate>2020-01-01</beginDate></period></inscription>")));
        using (var db = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(soap.Data.Data, "raas.db")};Pooling=False"))
        {
            db.Open();
            using var writer = db.BeginTransaction(deferred: false);
            Assert.Equal(HttpStatusCode.OK, soap.Host.Send(Post(Right)).Status);
            var busy = soap.Host.Send(register);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.Status);
            Assert.Contains("RAA60011", busy.Text, StringComparison.Ordinal);
            Assert.NotNull(busy.Headers.RetryAfter);
        }
        Assert.Contains("RAA60011", Executable.Run(soap.Data.Root, "audit", "export").Output, StringComparison.Ordinal);
        Assert.Contains("REGISTERED",
            soap.Call(Service, "registerInscription",
                $"<inscription><ssin>{Numbers.Of(7)}</ssin><dossierType>A</dossierType>"
                    + "<period><beginDate>2020-01-01</beginDate></period></inscription>").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Soap_1_2_is_spoken_too_with_its_own_faults_and_addresses()
    {
        var header = "<e:Header><a:MessageID xmlns:a=\"http://www.w3.org/2005/08/addressing\" e:mustUnderstand=\"true\">urn:uuid:1"
            + "</a:MessageID><a:To xmlns:a=\"http://www.w3.org/2005/08/addressing\">http://x/</a:To></e:Header>";
        HttpRequestMessage Request(string text) => Message(Service, Operation, Encoding.UTF8.GetBytes(text),
            type: $"application/soap+xml; charset=utf-8; action=\"{Namespace(Service)}:{Operation}\"");
        var text = Envelope(Service, Operation, $"<criteria><ssin>{Numbers.Of(1)}</ssin></criteria>", header: header, soap: Soap12);
        var answer = soap.Host.Send(Request(text));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var root = XDocument.Parse(answer.Text).Root!;
        Assert.Equal(Soap12 + "Envelope", root.Name);
        Assert.Equal("urn:uuid:1", root.Descendants((XNamespace)"http://www.w3.org/2005/08/addressing" + "RelatesTo").Single().Value);
        var fault = soap.Host.Send(Request(text.Replace(Numbers.Of(1), "x", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, fault.Status);
        Assert.Contains(":Sender<", fault.Text, StringComparison.Ordinal);
        Assert.Contains("MSG00008", fault.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.InternalServerError, soap.Host.Send(Request(Right)).Status);
    }

    [Theory]
    [InlineData("soap/NoService?wsdl", 404)]
    [InlineData("soap", 404)]
    [InlineData("soap/RegisterService", 405)]
    [InlineData("soap/RegisterService?xsd=../appsettings.json", 404)]
    [InlineData("soap/RegisterService?xsd=RegisterService.wsdl", 404)]
    public void There_is_nothing_else_to_get(string path, int status) => Assert.Equal(status, (int)soap.Host.Get(path).Status);

    /// <summary>RFC 9110, 15.5.6: who is told that a method is not allowed is told which are.</summary>
    [Theory]
    [InlineData("GET", "POST")]
    [InlineData("PUT", "GET, POST")]
    public void What_is_not_allowed_comes_with_what_is(string method, string allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri("soap/RegisterService", UriKind.Relative));
        using var response = soap.Host.Client.Send(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    private sealed class Endless(long length) : Stream
    {
        private long read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var some = (int)Math.Min(count, length - read);
            buffer.AsSpan(offset, some).Fill((byte)' ');
            read += some;
            return some;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
