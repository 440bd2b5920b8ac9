using System.Globalization;
using Microsoft.Extensions.Configuration;
using Raas.Domain;

namespace Raas.Host;

/// <summary>The settings have faults: all of them, one a line.</summary>
public sealed class SettingsException(IReadOnlyList<string> faults) : Exception($"The settings have {faults.Count} fault(s):\n  " + string.Join("\n  ", faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>Reads the settings (contract §7) from appsettings.json beside the program, appsettings.json in the working
/// folder, the environment (<c>RAAS__…</c>) and the command line, the later ones winning. A setting that we do not know is
/// a fault: a mistyped one must not pass as absent.</summary>
public static class Settings
{
    private static readonly string[] Known =
    [
        "Raas:DataRoot", "Raas:Environment", "Raas:Self", "Raas:LeaseFor", "Raas:Intake:IncompleteAfter", "Raas:Intake:GapAlarmAfter", "Raas:Intake:UnknownAfter",
        "Raas:Night:HeldAlarmAfter", "Raas:Outgoing:MaxItems", "Raas:Guard:MaxShare", "Raas:Retention:Archive", "Raas:Retention:Out", "Raas:Retention:Sent", "Raas:Retention:Journal",
    ];

    public static RaasOptions Load(IReadOnlyDictionary<string, string?> commandLine) => Read(new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddInMemoryCollection(commandLine)
        .Build());

    /// <exception cref="SettingsException">Some setting is wrong or unknown.</exception>
    public static RaasOptions Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        foreach (var (key, value) in configuration.GetSection("Raas").AsEnumerable())
        {
            if (value is not null && !Known.Contains(key, StringComparer.OrdinalIgnoreCase))
                faults.Add($"{key}: unknown; one of {string.Join(", ", Known)} was expected");
        }
        var defaults = new RaasOptions();
        var options = new RaasOptions
        {
            DataRoot = configuration["Raas:DataRoot"] ?? defaults.DataRoot,
            Environment = configuration["Raas:Environment"] ?? defaults.Environment,
            Self = configuration["Raas:Self"] ?? defaults.Self,
            ConnectionString = string.IsNullOrWhiteSpace(configuration["ConnectionStrings:Raas"]) ? null : configuration["ConnectionStrings:Raas"],
            LeaseFor = Span(configuration, "Raas:LeaseFor", defaults.LeaseFor, faults),
            Intake = new IntakeOptions
            {
                IncompleteAfter = Span(configuration, "Raas:Intake:IncompleteAfter", defaults.Intake.IncompleteAfter, faults),
                GapAlarmAfter = Span(configuration, "Raas:Intake:GapAlarmAfter", defaults.Intake.GapAlarmAfter, faults),
                UnknownAfter = Span(configuration, "Raas:Intake:UnknownAfter", defaults.Intake.UnknownAfter, faults),
            },
            Night = new NightOptions { HeldAlarmAfter = Span(configuration, "Raas:Night:HeldAlarmAfter", defaults.Night.HeldAlarmAfter, faults) },
            Outgoing = new OutgoingOptions { MaxItems = Number(configuration, "Raas:Outgoing:MaxItems", defaults.Outgoing.MaxItems, faults) },
            Guard = new GuardOptions { MaxShare = Number(configuration, "Raas:Guard:MaxShare", defaults.Guard.MaxShare, faults) },
            Retention = new RetentionOptions
            {
                Archive = Days(configuration, "Raas:Retention:Archive", defaults.Retention.Archive, faults),
                Out = Days(configuration, "Raas:Retention:Out", defaults.Retention.Out, faults),
                Sent = Days(configuration, "Raas:Retention:Sent", defaults.Retention.Sent, faults),
                Journal = Days(configuration, "Raas:Retention:Journal", defaults.Retention.Journal, faults),
            },
        };
        if (options.DataRoot.Trim().Length == 0)
            faults.Add("Raas:DataRoot: empty; a folder was expected");
        if (options.Environment is not ("T" or "A" or "P"))
            faults.Add($"Raas:Environment: '{options.Environment}'; T, A or P was expected");
        if (!CbeNumber.TryParse(options.Self, out _))
            faults.Add($"Raas:Self: '{options.Self}' is not a CBE number: ten digits, the last two check the first eight");
        if (options.Guard.MaxShare > 100)
            faults.Add($"Raas:Guard:MaxShare: {options.Guard.MaxShare}; percent of a party's rows, 1 to 100, was expected");
        if (options.Retention.Sent < options.Retention.Out)
            faults.Add("Raas:Retention:Sent: shorter than Raas:Retention:Out; our copies must outlive what stands in out");
        return faults.Count == 0 ? options : throw new SettingsException(faults);
    }

    private static int Number(IConfiguration configuration, string key, int otherwise, List<string> faults)
    {
        var text = configuration[key];
        if (text is null)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return number;
        faults.Add($"{key}: '{text}'; a whole number from 1 was expected");
        return otherwise;
    }

    /// <summary>What is kept is kept for a day at least.</summary>
    private static TimeSpan Days(IConfiguration configuration, string key, TimeSpan otherwise, List<string> faults)
    {
        var span = Span(configuration, key, otherwise, faults);
        if (span < TimeSpan.FromDays(1))
            faults.Add($"{key}: {span}; a day (1.00:00:00) or more was expected");
        return span;
    }

    private static TimeSpan Span(IConfiguration configuration, string key, TimeSpan otherwise, List<string> faults)
    {
        var text = configuration[key];
        if (text is null)
            return otherwise;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero)
            return span;
        faults.Add($"{key}: '{text}'; a time such as 00:01:00 or 1.00:00:00 was expected");
        return otherwise;
    }
}
