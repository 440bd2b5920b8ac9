namespace Raas.Files;

/// <summary>File names that come from outside (contract §2): letters, digits, <c>.</c>, <c>_</c>, <c>-</c>; at most 128
/// characters; data files end in <c>.xml</c>. A name that passes cannot leave its folder.</summary>
public static class SafeName
{
    public const int MaxLength = 128;
    public const string VoucherSuffix = ".voucher.xml";
    public const string CancelSuffix = ".cancel";

    /// <summary>A safe name that ends in <c>.xml</c> and is no voucher (contract §3).</summary>
    public static bool IsDataFile(string name) =>
        IsSafe(name) && name.EndsWith(".xml", StringComparison.Ordinal) && name.Length > ".xml".Length && !IsVoucher(name);

    /// <summary>Ends in <c>.voucher.xml</c>, in these letters.</summary>
    public static bool IsVoucher(string name) =>
        name.EndsWith(VoucherSuffix, StringComparison.Ordinal) && name.Length > VoucherSuffix.Length;

    /// <summary>Meant as a voucher, also where its letters are not those of one.</summary>
    public static bool IsLikeVoucher(string name) =>
        name.EndsWith(VoucherSuffix, StringComparison.OrdinalIgnoreCase) && name.Length > VoucherSuffix.Length;

    /// <summary>Letters, digits, point, underscore and hyphen only, no point in front, at most 128 (contract §3).</summary>
    public static bool IsSafe(string name) =>
        name.Length is > 0 and <= MaxLength && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>The voucher that belongs to a data file.</summary>
    public static string VoucherOf(string dataFile) => Stem(dataFile, ".xml") + VoucherSuffix;

    /// <summary>The data file that a voucher of this name may speak for.</summary>
    public static string DataFileOf(string voucher) => (IsLikeVoucher(voucher) ? voucher[..^VoucherSuffix.Length] : voucher) + ".xml";

    /// <summary>The empty file that calls a delivery back.</summary>
    public static string CancelOf(string dataFile) => Stem(dataFile, ".xml") + CancelSuffix;

    private static string Stem(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
}
