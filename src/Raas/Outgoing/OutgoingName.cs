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
        var isOne = TryParse(name.AsSpan(), party, out var found, out number);
        flow = found.ToString();
        return isOne;
    }

    /// <summary>The same for who goes through very many.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, CbeNumber party, out ReadOnlySpan<char> flow, out long number)
    {
        Span<Range> parts = stackalloc Range[MostParts + 1];
        var count = name.Split(parts, '.');
        flow = name[parts[0]];
        number = 0;
        return count is >= 6 and <= MostParts
            && long.TryParse(name[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture, out var cbe) && cbe == party.Value
            && long.TryParse(name[parts[3]], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private const int MostParts = 8;

    /// <summary>The same as a page for people.</summary>
    public static string PageOf(string fileName) => fileName[..^".xml".Length] + ".html";

    /// <summary>What stands beside a numbered file and has no number of its own: rejected records, and their voucher.</summary>
    public static bool IsCompanion(string name) => name.EndsWith(RejectedSuffix, StringComparison.Ordinal)
        || name.EndsWith(SafeName.VoucherOf(RejectedSuffix), StringComparison.Ordinal);
}
