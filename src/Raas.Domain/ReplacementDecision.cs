namespace Raas.Domain;

/// <summary>What became of a replacement that a source announced.</summary>
public enum ReplacementDecision : byte
{
    Added,

    /// <summary>We have exactly this one: nothing to do.</summary>
    AlreadyKnown,

    /// <summary>RAA30007: the old number already gave way to another one.</summary>
    OtherSuccessor,

    /// <summary>RAA30002: following the numbers would lead back to where one started, or a number would replace itself.</summary>
    WouldCycle,
}
