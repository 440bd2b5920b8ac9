namespace Raas.Domain;

/// <summary>What happened to a number of a person, by the word in the journal of persons and in the <c>event</c> of a file.</summary>
public static class NumberEvent
{
    /// <summary>Another number stands for it from now on.</summary>
    public const string Replaced = "REPLACEMENT";

    /// <summary>It stands for itself again. In the journal this is a replacement that has no number after it.</summary>
    public const string ReplacementAnnulled = "REPLACEMENT-ANNULLED";

    /// <summary>It is no longer in use.</summary>
    public const string Cancelled = "CANCELLATION";
}
