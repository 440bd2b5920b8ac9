using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Reverts;

/// <summary>What became of the rows that a delivery had changed: each is in one of three, put back, kept or impossible.</summary>
/// <param name="Delivery">What is taken back.</param>
/// <param name="Revert">The counts, and who did it why.</param>
/// <param name="Left">Why rows stay, the most first.</param>
/// <param name="Told">Notifications that the institution was sent since: they are not taken back.</param>
public sealed record RevertReport(LedgerRow Delivery, RevertRow Revert, IReadOnlyList<LeftByRevert> Left, IReadOnlyList<ToldFile> Told)
{
    /// <summary>It was only looked at: nothing was changed.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The answer to the institution; null: nothing was sent.</summary>
    public string? AnswerFileName { get; init; }

    /// <summary>The receipt; null: nothing was sent.</summary>
    public string? ReceiptFileName { get; init; }
}
