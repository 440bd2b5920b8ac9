using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Commands;
using Raas.Host.Soap;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Tests;
using Raas.Xml;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd.Soap;

/// <summary>A host with parties that may call, and persons to ask for.</summary>
public class SoapHost : IDisposable
{
    public const string Context = "TEST: SOCIAL SECURITY";
    public const string Secret = "a secret of a program";
    public const int People = 40;

    internal static readonly XNamespace Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    internal static readonly XNamespace Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    private static readonly Lazy<string> Hash = new(() => Passwords.Hash(Secret));

    private ServeHost? host;

    private readonly Lazy<DataRoot> data;

    public SoapHost()
        : this(StoreKind.Sqlite)
    {
    }

    private protected SoapHost(StoreKind store) =>
        data = new Lazy<DataRoot>(() => new DataRoot(Directory.CreateTempSubdirectory("raas-soap-").FullName, [Institution, Other], store));

    internal DataRoot Data => data.Value;

    internal ServeHost Host => host ??= Start();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        host?.Dispose();
        if (data.IsValueCreated)
            Data.Dispose();
    }

    internal static string Namespace(string service) => $"urn:be:raas:{(service == "RegisterService" ? "register" : "person")}-service:v1";

    /// <summary>What parties prove themselves by, beside the secrets that they have anyway.</summary>
    internal static void Import(DataRoot data, params (string Cbe, string Credential)[] more)
    {
        File.WriteAllText(Path.Combine(data.Root, "access.json"), $$"""
            { "parties": [
              { "cbe": "{{House.NationalRegister}}", "name": "National Register", "kind": "source", "flows": ["PERSON-MUTATION"],
                "supplies": ["NR"] },
              { "cbe": "{{House.Bcss}}", "name": "BCSS", "kind": "source", "flows": ["PERSON-MUTATION"],
                "supplies": ["BIS", "RAD", "RAN"] },
              {{string.Join(",\n", new[] { Institution, Other }.Select(cbe => $$"""
                { "cbe": "{{cbe}}", "name": "Institution {{cbe}}", "kind": "institution", "flows": ["SUBSCRIPTION"],
                  "dossierTypes": [{ "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } }],
                  "authorisations": [{ "service": "IDENTITY", "deliberationNumber": "1", "dataGroups": ["NAME", "ADDRESS"],
                      "validFrom": "2000-01-01" }],
                  "legalContexts": ["{{Context}}"],
                  "credentials": [{ "name": "program-{{cbe}}", "secret": "{{Hash.Value}}", "validFrom": "2020-01-01" },
                    { "name": "old-{{cbe}}", "secret": "{{Hash.Value}}", "validFrom": "2020-01-01",
                        "validUntil": "2020-12-31" }{{string.Concat(more.Where(m => m.Cbe == cbe).Select(m => ", " + m.Credential))}}] }
                """))}}
            ] }
            """);
        var imported = Executable.Run(data.Root, "import-config", "access.json", "--reason", "a test");
        Assert.True(imported.ExitCode == 0, imported.Errors);
    }

    private ServeHost Start()
    {
        Import(Data);
        var started = ServeHost.Start(Data.Root, "--set", "Raas:Soap:MaxRequestsPerSecond=100000", "--set", ServeHost.NoNight);
        Data.Put(
            new Drop
                { Party = House.NationalRegister, Flow = "PERSON-MUTATION",
                    Records = string.Concat(Enumerable.Range(0, People)
                        .Select(i => Drop.Person(i + 1, Numbers.Of(i), lastName: Name(i), birthDate: Birth(i),
                            more: "<gender>M</gender><nationality>150</nationality><address><city>Gent</city></address>"))) },
            new Drop { Party = House.Bcss, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(90), "BIS", "Nowak", "Piotr",
                "1970-05-01", more: "<gender>M</gender>") + Drop.Person(2, Numbers.Of(91), "BIS", "Yilmaz", "Ayse", "1971-05-01") });
        Wait.Until(() => Data.Ask<long>("SELECT COUNT(*) FROM person") == People + 2, () => started.Log);
        return started;
    }

    /// <summary>Names that sound unlike one another.</summary>
    internal static string Name(int i) =>
        new[] { "Vandermeersch", "Dupont", "Lefèvre", "Müller", "Kowalski", "El Amrani", "Claes", "Peeters" }[i % 8];

    internal static string Birth(int i) => $"{1950 + i:D4}-03-{1 + (i % 28):D2}";

    internal static string Envelope(string service, string operation, string content, string cbe = Institution, string context = Context,
        string header = "", XNamespace? soap = null) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + $"<e:Envelope xmlns:e=\"{soap ?? Soap11}\" xmlns:s=\"{Namespace(service)}\">{header}<e:Body><s:{operation}Request>"
            + "<informationCustomer><ticket>test-ticket</ticket>"
            + $"<customerIdentification><cbeNumber>{cbe}</cbeNumber></customerIdentification></informationCustomer>"
            + $"<legalContext>{context}</legalContext>{content}</s:{operation}Request></e:Body></e:Envelope>";

    internal static HttpRequestMessage Message(string service, string operation, byte[] bytes, string user = Institution,
        string? action = null, string type = "text/xml; charset=utf-8")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("soap/" + service, UriKind.Relative))
            { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.TryAddWithoutValidation("SOAPAction", $"\"{action ?? $"{Namespace(service)}:{operation}"}\"");
        if (user.Length > 0)
            request.Headers.Authorization = Basic("program-" + user, Secret);
        return request;
    }

    internal static AuthenticationHeaderValue Basic(string name, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{secret}")));

    /// <summary>Calls an operation as a party and gives the element in the body; it is valid against the schema.</summary>
    internal XElement Call(string service, string operation, string content, string cbe = Institution, string context = Context)
    {
        var answer = Host.Send(
            Message(service, operation, Encoding.UTF8.GetBytes(Envelope(service, operation, content, cbe, context)), cbe));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        var payload = XDocument.Parse(answer.Text).Root!.Element(Soap11 + "Body")!.Elements().Single();
        Assert.Equal((XNamespace)Namespace(service) + (operation + "Response"), payload.Name);
        RequireValid(service, payload);
        return payload;
    }

    internal static void RequireValid(string service, XElement payload) =>
        System.Xml.Schema.Extensions.Validate(new XDocument(payload), Schemas.ForService(Namespace(service)[12..^3] + "-v1.xsd"),
            (_, problem) => Assert.Fail(problem.Message));

    internal static string Code(XElement response) => response.Element("status")!.Element("code")!.Value;
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgreSqlSoapHost() : SoapHost(StoreKind.PostgreSql);

/// <summary>The same on SQL Server.</summary>
public sealed class SqlServerSoapHost() : SoapHost(StoreKind.SqlServer);
