using System.Diagnostics;
using System.Text.Json;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>Clients of other worlds: the package <c>soap</c> of Node.js, that knows the WSDL only, and the sample in Java.</summary>
public sealed class OtherClientsTests(SoapHost soap) : IClassFixture<SoapHost>
{
    private const string SoapOfNode = "1.13.0";

    [ProgramsFact("java")]
    public void The_sample_in_Java_consults()
    {
        var answer = Run(Path.GetTempPath(), "java", Repository.At("samples", "soap", "Consult.java"), soap.Host.Url.AbsoluteUri.TrimEnd('/'), "program-" + Institution, Secret, Institution, Context, Numbers.Of(23));
        Assert.StartsWith("200 ", answer, StringComparison.Ordinal);
        Assert.Contains("MSG00100", answer, StringComparison.Ordinal);
    }

    [ProgramsFact("node", "npm")]
    public void Node_calls_all_eight_operations()
    {
        var folder = Directory.CreateTempSubdirectory("raas-node-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "package.json"), """{ "private": true, "dependencies": { "soap": "VERSION" } }""".Replace("VERSION", SoapOfNode, StringComparison.Ordinal));
            Run(folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts");
            File.Copy(Repository.At("tests", "Raas.EndToEnd", "Soap", "client.mjs"), Path.Combine(folder, "client.mjs"));
            var lines = Run(folder, "node", "client.mjs", soap.Host.Url.AbsoluteUri, "program-" + Institution, Secret, Institution, Context, Numbers.Of(20), "SUBSCRIPTION")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
            string Code(int i) => lines[i].GetProperty("result").GetProperty("status").GetProperty("code").GetString()!;
            Assert.Equal(
                ["registerInscription", "consultInscriptions", "unregisterInscription", "getDeliveryStatus", "searchPersonBySsin", "searchPersonPhonetically", "createPerson", "updatePerson", "searchPersonBySsin"],
                lines.Select(line => line.GetProperty("operation").GetString()));
            Assert.Equal(["MSG00000", "MSG00000", "MSG00000", "MSG00100", "MSG00000", "MSG00000", "MSG00000", "MSG00000"], Enumerable.Range(0, 8).Select(Code));
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

    private static string Run(string folder, string program, params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder })!;
        var errors = run.StandardError.ReadToEndAsync();
        var output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}{errors.GetAwaiter().GetResult()}");
        return output;
    }
}

/// <summary>Skipped, and counted as skipped, where a program is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramsFactAttribute : FactAttribute
{
    public ProgramsFactAttribute(params string[] programs) => Skip = Array.Find(programs, program => !IsThere(program)) is { } missing ? $"no {missing} on this machine" : null;

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
