using System.Globalization;
using Raas.Domain;
using Raas.Files;

namespace Raas.Outgoing;

/// <summary>FLOW.party.date.number.environment.xml, and its companions.</summary>
internal static class OutgoingName
{
    /// <summary>Of the companion with the rejected records.</summary>
    public const string RejectedSuffix = ".rejected.xml";

    /// <summary>The flow and the number of a file, its voucher or one of its companions.</summary>
    public static bool TryParse(string name, CbeNumber party, out string flow, out long number)
    {
        var parts = name.Split('.');
        (flow, number) = (parts[0], 0);
        return parts.Length is >= 6 and <= 8 && parts[1] == party.ToString()
            && long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The same as a page for people.</summary>
    public static string PageOf(string fileName) => fileName[..^".xml".Length] + ".html";

    /// <summary>What stands beside a numbered file and has no number of its own: rejected records, and their voucher.</summary>
    public static bool IsCompanion(string name) => name.EndsWith(RejectedSuffix, StringComparison.Ordinal)
        || name.EndsWith(SafeName.VoucherOf(RejectedSuffix), StringComparison.Ordinal);
}
