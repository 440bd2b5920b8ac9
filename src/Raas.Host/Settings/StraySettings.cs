using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Raas.Host.Settings;

/// <summary>Settings that look like ours and stand where nobody reads them: <c>RAAS_DataRoot</c>, <c>Ras:DataRoot</c>,
/// <c>DataRoot</c>, <c>ConnectionStrings:RAAS2</c>.</summary>
internal static class StraySettings
{
    private const string Own = "Raas";
    private const string ConnectionStrings = "ConnectionStrings";
    private const string Connection = $"{ConnectionStrings}:{Own}";

    /// <summary>One fault for each.</summary>
    /// <param name="known">Full names of our settings.</param>
    public static IEnumerable<string> In(IConfigurationRoot configuration, IReadOnlyCollection<string> known)
    {
        List<string> names = [.. known, Connection];
        return configuration.Providers
            .SelectMany(provider => Keys(provider, null).Where(key => !IsOurs(key)).Select(key => Fault(provider, key, names)))
            .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
    }

    private static string? Fault(IConfigurationProvider provider, string key, List<string> names)
    {
        if (names.Find(name => Likeness.IsNear(Letters(key), Letters(name)) || IsWithoutOwner(provider, key, name)) is { } meant)
            return $"{key}: not a setting; {meant} was perhaps meant";
        var parts = key.Split(':');
        if (parts.Length == 2 && Is(parts[0], ConnectionStrings) && parts[1].Contains(Own, StringComparison.OrdinalIgnoreCase))
            return $"{key}: not a setting; {Connection} was expected";
        if (parts.Length > 1 && Likeness.IsNear(parts[0].ToUpperInvariant(), Own.ToUpperInvariant()))
            return $"{key}: not a setting; ours begin with {Own}:";
        // On the command line nobody else has settings.
        return provider is MemoryConfigurationProvider ? $"{key}: not a setting; ours begin with {Own}:" : null;
    }

    /// <summary>Ours without its beginning. Other programs have an ENVIRONMENT, a STORE or a SELF in the environment.</summary>
    private static bool IsWithoutOwner(IConfigurationProvider provider, string key, string name)
    {
        if (!name.StartsWith(Own + ":", StringComparison.Ordinal))
            return false;
        var rest = name[(Own.Length + 1)..];
        return Is(Letters(key), Letters(rest)) && (provider is not EnvironmentVariablesConfigurationProvider || rest is "DataRoot"
            || rest.Contains(':', StringComparison.Ordinal));
    }

    private static bool IsOurs(string key) =>
        key.StartsWith(Own + ":", StringComparison.OrdinalIgnoreCase) || Is(key, Connection);

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string Letters(string key) => new([.. key.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);

    /// <summary>Every key with a value, by its full name.</summary>
    private static IEnumerable<string> Keys(IConfigurationProvider provider, string? parent)
    {
        foreach (var child in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = parent is null ? child : ConfigurationPath.Combine(parent, child);
            if (provider.TryGet(key, out var value) && value is not null)
                yield return key;
            foreach (var inner in Keys(provider, key))
                yield return inner;
        }
    }
}
