using Raas.Domain;
using Raas.Store;

namespace Raas.Operations;

/// <summary>The journal of operators: who did what, and why. What they do to lanes and nights is journalled where it is done.</summary>
public sealed class OperatorJournal(RegisterStore store, TimeProvider clock)
{
    /// <summary>Notes what was started or done elsewhere on behalf of an operator.</summary>
    /// <param name="action">Such as RESEND.</param>
    /// <param name="number">Of the file that it was about, in its flow.</param>
    public void Add(Operator who, string action, CbeNumber? party = null, string? flow = null, long? number = null)
    {
        using var session = store.Write();
        session.Journal(clock.GetUtcNow(), who, action, party, flow, number);
        session.Commit();
    }

    /// <summary>The latest actions, the last one first.</summary>
    public IReadOnlyList<OperatorAction> Latest(int most)
    {
        using var session = store.Read();
        return session.LatestActions(most);
    }
}
