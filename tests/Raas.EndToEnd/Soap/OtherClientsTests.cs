using System.Text.Json;
using Raas.Domain;
using Raas.Reading;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>Clients of other worlds, that know the WSDL only: the package <c>soap</c> of Node.js, zeep and suds of Python, PHP's
/// SoapClient; and Java.</summary>
public sealed class OtherClientsTests(SoapHost soap) : IClassFixture<SoapHost>
{
    private const string SoapOfNode = "1.13.0";

    [ProgramsFact("java")]
    public void The_sample_in_Java_consults()
    {
        var answer = Client.Run(Path.GetTempPath(), "java", Repository.At("samples", "soap", "Consult.java"),
            soap.Host.Url.AbsoluteUri.TrimEnd('/'), "program-" + Institution, Secret, Institution, Context, Numbers.Of(23));
        Assert.StartsWith("200 ", answer, StringComparison.Ordinal);
        Assert.Contains("MSG00100", answer, StringComparison.Ordinal);
    }

    [ProgramsFact("node", "npm")]
    public void Node_calls_all_eight_operations()
    {
        var folder = Directory.CreateTempSubdirectory("raas-node-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "package.json"),
                """{ "private": true, "dependencies": { "soap": "VERSION" } }""".Replace("VERSION", SoapOfNode, StringComparison.Ordinal));
            Client.Run(folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts");
            File.Copy(Repository.At("tests", "Raas.EndToEnd", "Soap", "client.mjs"), Path.Combine(folder, "client.mjs"));
            var lines = Client.Run(folder, "node", "client.mjs", soap.Host.Url.AbsoluteUri, "program-" + Institution, Secret, Institution,
                Context, Numbers.Of(20), "SUBSCRIPTION")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
            string Code(int i) => lines[i].GetProperty("result").GetProperty("status").GetProperty("code").GetString()!;
            Assert.Equal(
                ["registerInscription", "consultInscriptions", "unregisterInscription", "getDeliveryStatus", "searchPersonBySsin",
                    "searchPersonPhonetically", "createPerson", "updatePerson", "searchPersonBySsin"],
                lines.Select(line => line.GetProperty("operation").GetString()));
            Assert.Equal(["MSG00000", "MSG00000", "MSG00000", "MSG00100", "MSG00000", "MSG00000", "MSG00000", "MSG00000"],
                Enumerable.Range(0, 8).Select(Code));
            Assert.Equal("REGISTERED", lines[0].GetProperty("result").GetProperty("result").GetProperty("outcome").GetString());
            Assert.Equal(Name(20), lines[4].GetProperty("result").GetProperty("result").GetProperty("lastName").GetString());
            Assert.Equal("GENDER", lines[7].GetProperty("result").GetProperty("result")[0].GetProperty("group").GetString());
            Assert.Contains("MSG00008", lines[8].GetProperty("fault").ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Script(string name) => Repository.At("tests", "Raas.EndToEnd", "Soap", name);

    /// <summary>The eight operations, a fault, and twenty calls more: each by a client that fetches the WSDL and connects anew.</summary>
    private void CallsAll(string program, string script, int person, params string[] before)
    {
        string[] arguments =
        [
            Script(script), .. before, soap.Host.Url.AbsoluteUri, "program-" + Institution, Secret, Institution, Context,
            Numbers.Of(person),
        ];
        var lines = Client.Run(Path.GetTempPath(), program, arguments);
        Assert.Equal(
            [
                "registerInscription MSG00000", "consultInscriptions MSG00000", "unregisterInscription MSG00000",
                "getDeliveryStatus MSG00100", "searchPersonBySsin MSG00000", "searchPersonPhonetically MSG00000", "createPerson MSG00000",
                "updatePerson MSG00000",
                "searchPersonBySsin fault MSG00008", .. Enumerable.Repeat("consultInscriptions MSG00100", 20),
            ],
            lines.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [CapableFact("zeep of Python", "/usr/bin/python3", "-c", "import zeep")]
    public void Zeep_calls_each_time_by_a_client_of_its_own() => CallsAll("/usr/bin/python3", "client.py", 24, "zeep");

    [CapableFact("suds of Python", "/usr/bin/python3", "-c", "import suds")]
    public void Suds_which_waits_to_be_asked_who_it_is_calls_each_time_by_a_client_of_its_own() =>
        CallsAll("/usr/bin/python3", "client.py", 25, "suds");

    [CapableFact("SoapClient of PHP", "php", "-r", "exit(class_exists('SoapClient') ? 0 : 1);")]
    public void Php_calls_each_time_by_a_client_of_its_own() => CallsAll("php", "client.php", 26);

    [ProgramsFact("java")]
    public void Java_which_waits_to_be_asked_who_it_is_calls_each_time_by_a_client_of_its_own()
    {
        var request = Path.Combine(soap.Data.Root, "request.xml");
        var question = $"<criteria><ssin>{Numbers.Of(23)}</ssin></criteria>";
        File.WriteAllText(request, Envelope("RegisterService", "consultInscriptions", question));
        var answers = Client.Run(
            Path.GetTempPath(), "java", Script("Calls.java"), soap.Host.Url.AbsoluteUri, "program-" + Institution, Secret, request);
        Assert.Equal(Enumerable.Repeat("200", 20), answers.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}

/// <summary>Skipped, and counted as skipped, where a program, or a part of it, is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CapableFactAttribute : FactAttribute
{
    public CapableFactAttribute(string what, string program, params string[] arguments) =>
        Skip = Client.Can(program, arguments) ? null : $"no {what} on this machine";
}

/// <summary>Skipped, and counted as skipped, where a program is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramsFactAttribute : FactAttribute
{
    public ProgramsFactAttribute(params string[] programs) => Skip = Client.Missing(programs);
}
