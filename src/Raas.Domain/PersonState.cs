namespace Raas.Domain;

/// <summary>What the authentic source says of the current number of a person, that is, after all replacements.</summary>
public enum PersonState : byte
{
    Unknown,
    Active,

    /// <summary>Withdrawn without a successor.</summary>
    Cancelled,
}
