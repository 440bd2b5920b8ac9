using Raas.Domain;

namespace Raas.Inscriptions;

/// <summary>How many records of a delivery had which outcome. Balanced: <see cref="Read"/> is the sum of the others.</summary>
public sealed record Tally
{
    public long Registered { get; set; }
    public long Merged { get; set; }
    public long Unchanged { get; set; }
    public long Removed { get; set; }
    public long Shortened { get; set; }
    public long Rejected { get; set; }

    /// <summary>Only when a delivery is taken back: records of which everything was.</summary>
    public long Reverted { get; set; }

    /// <summary>Rows that records to unregister removed or shortened: what the guard looks at. Not part of the ledger.</summary>
    public long RowsTaken { get; set; }

    public long Read => Registered + Merged + Unchanged + Removed + Shortened + Rejected + Reverted;

    /// <summary>One more record with this outcome.</summary>
    public void Count(Domain.Outcome outcome)
    {
        switch (outcome)
        {
            case Domain.Outcome.Registered: Registered++; break;
            case Domain.Outcome.Merged: Merged++; break;
            case Domain.Outcome.Unchanged: Unchanged++; break;
            case Domain.Outcome.Removed: Removed++; break;
            case Domain.Outcome.Shortened: Shortened++; break;
            case Domain.Outcome.Reverted: Reverted++; break;
            default: Rejected++; break;
        }
    }
}
