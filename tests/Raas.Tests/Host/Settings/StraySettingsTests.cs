using Microsoft.Extensions.Configuration;
using Raas.Configuration;
using Raas.Host.Settings;

namespace Raas.Tests.Host.Settings;

public sealed class StraySettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("raas-settings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private IConfigurationRoot File(string json)
    {
        var path = Path.Combine(folder, "appsettings.json");
        System.IO.File.WriteAllText(path, json);
        return new ConfigurationBuilder().AddJsonFile(path).Build();
    }

    private static IReadOnlyList<string> Faults(IConfiguration configuration) =>
        Assert.Throws<SettingsException>(() => SettingsReader.Read(configuration)).Faults;

    [Theory]
    [InlineData("DataRoot", "Raas:DataRoot")]
    [InlineData("Ras:DataRoot", "Raas:DataRoot")]
    [InlineData("RAAS_DataRoot", "Raas:DataRoot")]
    [InlineData("RaasDataRoot", "Raas:DataRoot")]
    [InlineData("Intake:Parallel", "Raas:Intake:Parallel")]
    [InlineData("ConnectionStrings:RAAS2", "ConnectionStrings:Raas")]
    [InlineData("ConnectionString:Raas", "ConnectionStrings:Raas")]
    [InlineData("Rass:Anything", "ours begin with Raas:")]
    public void What_looks_like_ours_and_stands_elsewhere_is_a_fault(string key, string meant)
    {
        var parts = key.Split(':');
        var fault = Assert.Single(Faults(File(parts.Length == 1
            ? $$"""{ "{{key}}": "x" }""" : $$"""{ "{{parts[0]}}": { "{{parts[1]}}": "x" } }""")));
        Assert.StartsWith(key + ": not a setting", fault, StringComparison.Ordinal);
        Assert.Contains(meant, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void What_belongs_to_others_is_left_alone_but_on_the_command_line()
    {
        const string Others = """
            { "Logging": { "LogLevel": { "Default": "Warning" } }, "AllowedHosts": "*", "ConnectionStrings": { "Shop": "x" } }
            """;
        Assert.Equal(new RaasOptions(), SettingsReader.Read(File(Others)));
        var commandLine = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Colour"] = "blue" }).Build();
        Assert.Equal("Colour: not a setting; ours begin with Raas:", Assert.Single(Faults(commandLine)));
    }

    /// <summary>Variables are of the process, so one that no other test reads.</summary>
    [Theory]
    [InlineData("RAAS" + "_NIGHT_CRON", true)]
    [InlineData("RAS__NIGHT__CRON", true)]
    [InlineData("NIGHT__CRON", true)]
    [InlineData("STORE", false)]
    [InlineData("RAAS" + "_TEST_SOMETHING", false)]
    public void In_the_environment_others_have_names_too(string variable, bool isFault)
    {
        Environment.SetEnvironmentVariable(variable, "x");
        try
        {
            var faults = StraySettings.In(new ConfigurationBuilder().AddEnvironmentVariables().Build(), ["Raas:Night:Cron", "Raas:Store"]);
            Assert.Equal(isFault, faults.Any(fault => fault.StartsWith(variable.Replace("__", ":", StringComparison.Ordinal),
                StringComparison.OrdinalIgnoreCase)));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public void A_folder_named_in_a_file_is_seen_from_that_file()
    {
        var file = File("""{ "Raas": { "DataRoot": "./store" } }""");
        Assert.Equal(Path.Combine(folder, "store"), SettingsReader.Read(file).DataRoot);
        var later = new ConfigurationBuilder().AddConfiguration(file)
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Raas:DataRoot"] = "./here" }).Build();
        Assert.Equal("./here", SettingsReader.Read(later).DataRoot);
    }
}
