using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Cronos;
using Microsoft.Extensions.Configuration;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Security;
using Raas.Host.Web;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Store;

namespace Raas.Host.Settings;

/// <summary>Reads the settings (contract §7) from appsettings.json beside the program, appsettings.json in the working
/// folder, the environment (<c>RAAS__…</c>) and the command line, the later ones winning. A setting that we do not know is
/// a fault, and so is one that looks like ours and stands elsewhere: a mistyped one must not pass as absent.</summary>
public static partial class SettingsReader
{
    private static readonly string[] Known =
    [
        "Raas:DataRoot", "Raas:CheckpointFile", "Raas:Store", "Raas:Environment", "Raas:Self", "Raas:LeaseFor",
        "Raas:Intake:IncompleteAfter", "Raas:Intake:GapAlarmAfter", "Raas:Intake:UnknownAfter", "Raas:Intake:Parallel",
        "Raas:Alarms:NotFetchedAfter", "Raas:Alarms:NightLateAfter", "Raas:Alarms:Webhook",
        "Raas:Dashboard:Url", "Raas:Dashboard:Certificate", "Raas:Dashboard:CertificatePassword",
        "Raas:Night:Cron", "Raas:Night:HeldAlarmAfter", "Raas:Night:MaxCatchUp", "Raas:Outgoing:MaxItems", "Raas:Guard:MaxShare",
        "Raas:Retention:Archive", "Raas:Retention:Out", "Raas:Retention:Sent", "Raas:Retention:Journal", "Raas:Retention:Audit",
        "Raas:Soap:Url", "Raas:Soap:RequireSignature", "Raas:Soap:MaxRequestsPerSecond", "Raas:Web:KnownProxies",
    ];

    public static RaasOptions Load(IReadOnlyDictionary<string, string?> commandLine) => Read(Sources(commandLine));

    /// <summary>Those of <c>raas serve</c> too.</summary>
    public static ServeSettings LoadAll(IReadOnlyDictionary<string, string?> commandLine)
    {
        var configuration = Sources(commandLine);
        var dashboard = ReadDashboard(configuration);
        return new ServeSettings(Read(configuration), dashboard, ReadSoap(configuration, dashboard), ReadWeb(configuration, dashboard));
    }

    /// <exception cref="SettingsException">Some setting is wrong.</exception>
    public static WebSettings ReadWeb(IConfiguration configuration, DashboardSettings dashboard)
    {
        var faults = new List<string>();
        var proxies = new List<IPNetwork>();
        foreach (var (key, text) in configuration.GetSection("Raas:Web:KnownProxies").AsEnumerable())
        {
            if (text is null)
                continue;
            if (IPAddress.TryParse(text, out var address))
                proxies.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(text, out var network))
                proxies.Add(network);
            else
                faults.Add($"{key}: '{text}'; an address such as 10.0.0.5 or a network such as 10.0.0.0/24 was expected");
        }
        if (proxies.Count > 0 && dashboard.Users.Count == 0)
            faults.Add("Raas:Dashboard:Users: none; who comes through a proxy has to say who he is (raas hash-password)");
        return faults.Count == 0 ? new WebSettings(proxies) : throw new SettingsException(faults);
    }

    /// <exception cref="SettingsException">Some setting is wrong.</exception>
    public static SoapSettings ReadSoap(IConfiguration configuration, DashboardSettings dashboard)
    {
        var faults = new List<string>();
        var defaults = new SoapSettings();
        var settings = defaults with
        {
            MaxRequestsPerSecond = Number(configuration, "Raas:Soap:MaxRequestsPerSecond", defaults.MaxRequestsPerSecond, faults),
        };
        if (configuration["Raas:Soap:RequireSignature"] is { } required)
        {
            if (bool.TryParse(required, out var isRequired))
                settings = settings with { RequireSignature = isRequired };
            else
                faults.Add($"Raas:Soap:RequireSignature: '{required}'; true or false was expected");
        }
        if (configuration["Raas:Soap:Url"] is { } text)
        {
            if (IsWebAddress(text, out var url))
                settings = settings with { Url = url };
            else
                faults.Add($"Raas:Soap:Url: '{text}'; an address such as https://raas.example.be:5444 was expected");
        }
        if (settings.Url is { Scheme: "http" } open && !SoapSettings.IsLoopback(open))
            faults.Add("Raas:Soap:Url: beyond this machine only https is served");
        if (settings.Url is { Scheme: "https" } && CertificateFault(dashboard) is { } fault)
            faults.Add($"Raas:Dashboard:Certificate: {fault}; https needs a PKCS#12 file with its key");
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }

    private static IConfigurationRoot Sources(IReadOnlyDictionary<string, string?> commandLine) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddInMemoryCollection(commandLine)
        .Build();

    /// <exception cref="SettingsException">Some setting is wrong.</exception>
    public static DashboardSettings ReadDashboard(IConfiguration configuration)
    {
        var faults = new List<string>();
        var at = configuration.GetSection("Raas:Dashboard");
        var settings = new DashboardSettings
        {
            Certificate = at["Certificate"], CertificatePassword = at["CertificatePassword"],
            Users = [.. at.GetSection("Users").GetChildren().Select(user => User(user, faults))],
        };
        if (at["Url"] is { } text)
        {
            if (IsWebAddress(text, out var url))
                settings = settings with { Url = url };
            else
                faults.Add($"Raas:Dashboard:Url: '{text}'; an address such as http://127.0.0.1:5080 was expected");
        }
        if (settings.Url.Scheme == "https" && CertificateFault(settings) is { } fault)
            faults.Add($"Raas:Dashboard:Certificate: {fault}; https needs a PKCS#12 file with its key");
        if (!settings.IsLoopback && settings.Url.Scheme != "https")
            faults.Add("Raas:Dashboard:Url: beyond this machine only https is served");
        if (!settings.IsLoopback && settings.Users.Count == 0)
            faults.Add("Raas:Dashboard:Users: none; beyond this machine everybody has to say who he is (raas hash-password)");
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }

    private static string? CertificateFault(DashboardSettings settings)
    {
        if (settings.Certificate is not { } file)
            return "missing";
        if (!File.Exists(file))
            return $"there is no file {file}";
        try
        {
            using var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, settings.CertificatePassword);
            return certificate.HasPrivateKey ? null : $"{file} has no private key";
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be opened ({e.Message}) with Raas:Dashboard:CertificatePassword";
        }
    }

    private static DashboardUser User(IConfigurationSection at, List<string> faults)
    {
        var (name, password, role) = (at["Name"] ?? "", at["Password"] ?? "", at["Role"] ?? "");
        if (name.Length == 0 || name.Contains(':', StringComparison.Ordinal))
            faults.Add($"{at.Path}:Name: '{name}'; a name without colon was expected");
        if (!Passwords.IsHash(password))
            faults.Add($"{at.Path}:Password: not a hash; what raas hash-password prints was expected");
        if (role is not ("reader" or Access.OperatorRole))
            faults.Add($"{at.Path}:Role: '{role}'; reader or operator was expected");
        return new DashboardUser(name, password, role == Access.OperatorRole);
    }

    /// <exception cref="SettingsException">Some setting is wrong or unknown.</exception>
    public static RaasOptions Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        faults.AddRange(Unknown(configuration));
        var options = ReadOptions(configuration, faults);
        faults.AddRange(FaultsOf(options));
        return faults.Count == 0 ? options : throw new SettingsException(faults);
    }

    /// <summary>Settings that nobody asks for.</summary>
    private static IEnumerable<string> Unknown(IConfiguration configuration)
    {
        var unknown = configuration.GetSection("Raas").AsEnumerable().Where(one => one.Value is not null && !IsKnown(one.Key))
            .Select(one => $"{one.Key}: unknown; one of {string.Join(", ", Known)} was expected");
        return configuration is IConfigurationRoot root ? unknown.Concat(StraySettings.In(root, Known)) : unknown;
    }

    private static bool IsKnown(string key) => Known.Contains(key, StringComparer.OrdinalIgnoreCase) || ListSetting().IsMatch(key);

    /// <summary>One by one; what cannot be read is a fault, and stands as it is when nothing is said.</summary>
    private static RaasOptions ReadOptions(IConfiguration configuration, List<string> faults)
    {
        var defaults = new RaasOptions();
        return new RaasOptions
        {
            DataRoot = Folder(configuration, "Raas:DataRoot") ?? defaults.DataRoot,
            Environment = configuration["Raas:Environment"] ?? defaults.Environment,
            Self = configuration["Raas:Self"] ?? defaults.Self,
            CheckpointFile = Folder(configuration, "Raas:CheckpointFile"),
            Store = Store(configuration, faults),
            ConnectionString = string.IsNullOrWhiteSpace(configuration["ConnectionStrings:Raas"]) ? null
                : configuration["ConnectionStrings:Raas"],
            LeaseFor = Span(configuration, "Raas:LeaseFor", defaults.LeaseFor, faults),
            Intake = new IntakeOptions
            {
                IncompleteAfter = Span(configuration, "Raas:Intake:IncompleteAfter", defaults.Intake.IncompleteAfter, faults),
                GapAlarmAfter = Span(configuration, "Raas:Intake:GapAlarmAfter", defaults.Intake.GapAlarmAfter, faults),
                UnknownAfter = Span(configuration, "Raas:Intake:UnknownAfter", defaults.Intake.UnknownAfter, faults),
                Parallel = Number(configuration, "Raas:Intake:Parallel", defaults.Intake.Parallel, faults),
            },
            Night = new NightOptions
            {
                HeldAlarmAfter = Span(configuration, "Raas:Night:HeldAlarmAfter", defaults.Night.HeldAlarmAfter, faults),
                MaxCatchUp = Number(configuration, "Raas:Night:MaxCatchUp", defaults.Night.MaxCatchUp, faults),
                Cron = configuration["Raas:Night:Cron"] ?? defaults.Night.Cron,
            },
            Alarms = new AlarmOptions
            {
                NotFetchedAfter = Span(configuration, "Raas:Alarms:NotFetchedAfter", defaults.Alarms.NotFetchedAfter, faults),
                NightLateAfter = Span(configuration, "Raas:Alarms:NightLateAfter", defaults.Alarms.NightLateAfter, faults),
                Webhook = configuration["Raas:Alarms:Webhook"],
            },
            Outgoing = new OutgoingOptions
            {
                MaxItems = Number(configuration, "Raas:Outgoing:MaxItems", defaults.Outgoing.MaxItems, faults),
            },
            Guard = new GuardOptions { MaxShare = Number(configuration, "Raas:Guard:MaxShare", defaults.Guard.MaxShare, faults) },
            Retention = new RetentionOptions
            {
                Archive = Days(configuration, "Raas:Retention:Archive", defaults.Retention.Archive, faults),
                Out = Days(configuration, "Raas:Retention:Out", defaults.Retention.Out, faults),
                Sent = Days(configuration, "Raas:Retention:Sent", defaults.Retention.Sent, faults),
                Journal = Days(configuration, "Raas:Retention:Journal", defaults.Retention.Journal, faults),
                Audit = Days(configuration, "Raas:Retention:Audit", defaults.Retention.Audit, faults),
            },
        };
    }

    /// <summary>What can be read and makes no sense, alone or beside another.</summary>
    private static IEnumerable<string> FaultsOf(RaasOptions options)
    {
        if (ConnectionFault(options) is { } connection)
            yield return $"ConnectionStrings:Raas: {connection}";
        if (options.DataRoot.Trim().Length == 0)
            yield return "Raas:DataRoot: empty; a folder was expected";
        if (options.CheckpointFile is { } checkpoint && checkpoint.Trim().Length == 0)
            yield return "Raas:CheckpointFile: empty; a file was expected";
        if (options.Environment is not ("T" or "A" or "P"))
            yield return $"Raas:Environment: '{options.Environment}'; T, A or P was expected";
        if (!CbeNumber.TryParse(options.Self, out _))
            yield return $"Raas:Self: '{options.Self}' is not a CBE number: ten digits, the last two check the first eight";
        if (!CronExpression.TryParse(options.Night.Cron, out _))
            yield return $"Raas:Night:Cron: '{options.Night.Cron}'; minute, hour, day of month, month and day of week were expected, "
                + "such as 0 2 * * *";
        if (options.Alarms.Webhook is { } webhook && !IsWebAddress(webhook, out _))
            yield return $"Raas:Alarms:Webhook: '{webhook}'; an address such as https://… was expected";
        if (options.Guard.MaxShare > 100)
            yield return $"Raas:Guard:MaxShare: {options.Guard.MaxShare}; percent of a party's rows, 1 to 100, was expected";
        if (options.Retention.Sent < options.Retention.Out)
            yield return "Raas:Retention:Sent: shorter than Raas:Retention:Out; our copies must outlive what stands in out";
    }

    private static bool IsWebAddress(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https";

    [GeneratedRegex(
        @"\ARaas:(Dashboard:Users:\d+:(Name|Password|Role)|Web:KnownProxies:\d+)\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListSetting();

    private static StoreKind Store(IConfiguration configuration, List<string> faults)
    {
        switch (configuration["Raas:Store"])
        {
            case null or "sqlite":
                return StoreKind.Sqlite;
            case "sqlserver":
                return StoreKind.SqlServer;
            case "postgresql":
                return StoreKind.PostgreSql;
            case { } other:
                faults.Add($"Raas:Store: '{other}'; sqlite, sqlserver or postgresql was expected");
                return StoreKind.Sqlite;
        }
    }

    /// <summary>A store that somebody set up must never be left for an empty file: the two settings have to agree.</summary>
    private static string? ConnectionFault(RaasOptions options) => (options.Store, options.ConnectionString) switch
    {
        (StoreKind.Sqlite, null) => null,
        (StoreKind.Sqlite, _) =>
            "set, but Raas:Store is sqlite, which is a file in Raas:DataRoot; Raas:Store=sqlserver or postgresql was expected beside it",
        (_, null) => "absent; the store is a server, and it says how to reach it",
        var (kind, text) when Stores.Fault(kind, text) is { } fault => $"not a connection string of this store ({fault})",
        var (kind, text) when Stores.MostConnections(kind, text) is { } most && most < options.Intake.Connections =>
            $"its pool has {most} connections; with Raas:Intake:Parallel={options.Intake.Parallel} a host may use "
                + $"{options.Intake.Connections}: Max Pool Size or fewer lanes",
        _ => null,
    };

    /// <summary>A folder that a file names is looked for from that file, whoever starts us where; any other from where one
    /// stands.</summary>
    private static string? Folder(IConfiguration configuration, string key)
    {
        var path = configuration[key];
        var source = (configuration as IConfigurationRoot)?.Providers.LastOrDefault(provider => provider.TryGet(key, out _));
        if (string.IsNullOrWhiteSpace(path) || source is not FileConfigurationProvider { Source: { Path: { } file } at })
            return path;
        return at.FileProvider?.GetFileInfo(file).PhysicalPath is { } place
            ? Path.GetFullPath(path, Path.GetDirectoryName(place)!) : path;
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
