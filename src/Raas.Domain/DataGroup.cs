namespace Raas.Domain;

/// <summary>A group of a person's data: it changes, is journalled, notified and authorised as one. In the order in which groups are
/// notified.</summary>
public enum DataGroup
{
    Name,
    Birth,
    Gender,
    Nationality,
    CivilState,
    Address,
    Decease,
}

/// <summary>The codes and bits of the data groups.</summary>
public static class DataGroups
{
    /// <summary>The bits of all groups, and of those that may come.</summary>
    public const int Every = -1;

    private static readonly string[] InOrder = ["NAME", "BIRTH", "GENDER", "NATIONALITY", "CIVIL-STATE", "ADDRESS", "DECEASE"];

    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<DataGroup> All { get; } = Enum.GetValues<DataGroup>();

    /// <summary>Their codes in files, settings and the journal of persons, in their order.</summary>
    public static IReadOnlyList<string> Codes => InOrder;

    /// <summary>Its code in files, settings and the journal of persons.</summary>
    public static string Code(this DataGroup group) => InOrder[(int)group];

    /// <summary>Its bit in a set of groups.</summary>
    public static int Bit(this DataGroup group) => 1 << (int)group;

    /// <exception cref="ArgumentOutOfRangeException">There is no group with this code.</exception>
    public static DataGroup Parse(string code)
    {
        var group = Array.IndexOf(InOrder, code);
        return group >= 0 ? (DataGroup)group : throw new ArgumentOutOfRangeException(nameof(code), code, "no data group");
    }
}
