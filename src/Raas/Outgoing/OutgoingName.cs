using System.Globalization;
using Raas.Domain;

namespace Raas.Outgoing;

/// <summary>FLOW.party.date.number.environment.xml, and its companions.</summary>
internal static class OutgoingName
{
    public static bool TryParse(string name, CbeNumber party, out string flow, out long number)
    {
        var parts = name.Split('.');
        (flow, number) = (parts[0], 0);
        return parts.Length is 6 or 7 && parts[1] == party.ToString()
            && long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
