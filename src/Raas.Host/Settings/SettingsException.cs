namespace Raas.Host.Settings;

/// <summary>The settings have faults: all of them, one a line.</summary>
public sealed class SettingsException(IReadOnlyList<string> faults)
    : Exception($"The settings have {faults.Count} fault(s):\n  " + string.Join("\n  ", faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
