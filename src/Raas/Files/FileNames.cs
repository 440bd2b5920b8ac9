using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raas.Flows.Dimona;
using Raas.Store;

namespace Raas.Files;

/// <summary>Names of files that somebody else has chosen, made fit to be shown and to be used by us.</summary>
public static class FileNames
{
    /// <summary>What file systems take, in bytes.</summary>
    private const int MaxBytes = 255;

    /// <summary>A name with whatever is no character, steers a terminal or cannot be seen at its end, as %XX.</summary>
    public static string Shown(ReadOnlySpan<byte> name)
    {
        // Nearly all names: thousands of them are looked at each time.
        if (!name.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            return Encoding.ASCII.GetString(name);
        var shown = new StringBuilder(name.Length);
        while (!name.IsEmpty)
        {
            var isCharacter = Rune.DecodeFromUtf8(name, out var rune, out var taken) == OperationStatus.Done && IsShown(rune)
                && !(taken == name.Length && Rune.IsWhiteSpace(rune));
            if (isCharacter)
            {
                shown.Append(rune.ToString());
            }
            else
            {
                foreach (var value in name[..taken])
                    shown.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
            name = name[taken..];
        }
        return shown.ToString();
    }

    /// <inheritdoc cref="Shown(ReadOnlySpan{byte})"/>
    public static string Shown(string name) => Shown(Encoding.UTF8.GetBytes(name));

    /// <summary>A name under which a file can be put away: as it is where that fits, else its beginning, a mark of its own, and its
    /// ending.</summary>
    /// <param name="suffix">What has to fit behind it.</param>
    public static string Fit(string name, string suffix = "")
    {
        if (Encoding.UTF8.GetByteCount(name) + suffix.Length <= MaxBytes)
            return name + suffix;
        var mark = "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 6));
        var ending = Ending(name);
        var (kept, bytes) = (0, ending.Length + mark.Length + suffix.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > MaxBytes)
                break;
            kept += rune.Utf16SequenceLength;
        }
        return name[..kept] + mark + ending + suffix;
    }

    private static string Ending(string name)
    {
        foreach (var ending in new[] { SafeName.VoucherSuffix, ".xml", SafeName.CancelSuffix })
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return name[^ending.Length..];
        }
        return "";
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
