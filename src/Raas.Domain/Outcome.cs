namespace Raas.Domain;

/// <summary>What became of one record; every record has exactly one outcome, so that a summary balances.</summary>
public enum Outcome : byte
{
    /// <summary>A row of its own.</summary>
    Registered,

    /// <summary>One row with what was already there.</summary>
    Merged,

    /// <summary>The register already said so: nothing was written.</summary>
    Unchanged,

    /// <summary>Nothing is left of the rows it met.</summary>
    Removed,

    /// <summary>Something is left of at least one of the rows it met.</summary>
    Shortened,

    /// <summary>A rule was broken: nothing was written.</summary>
    Rejected,

    /// <summary>What it had done was taken back.</summary>
    Reverted,
}
