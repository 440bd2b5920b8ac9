namespace Raas.Domain;

/// <summary>Old numbers that gave way to new ones, and those again to others: like forwarding addresses, one follows them to the end.
/// A number has one successor at most; several numbers can give way to the same one.</summary>
/// <remarks>Holds the part of the whole that concerns the numbers at hand: <see cref="Load"/> every replacement on the chains
/// that lead to and from them.</remarks>
public sealed class Replacements
{
    private readonly Dictionary<long, long> successors = [];
    private readonly Dictionary<long, List<long>> predecessors = [];

    public int Count => successors.Count;

    /// <summary>Forgets every replacement.</summary>
    public void Clear()
    {
        successors.Clear();
        predecessors.Clear();
    }

    /// <summary>A replacement as the store has it. The same one may come twice; two successors of one number are a damaged store.</summary>
    public void Load(long oldSsin, long newSsin)
    {
        if (Add(oldSsin, newSsin) is ReplacementDecision.OtherSuccessor or ReplacementDecision.WouldCycle)
            throw new InvalidOperationException("The replacements in the store contradict one another.");
    }

    /// <summary>The number by which this one was replaced directly; false when it was not.</summary>
    public bool TryGetSuccessor(long ssin, out long successor) => successors.TryGetValue(ssin, out successor);

    /// <summary>The number at the end of the chain; the number itself when nothing replaced it.</summary>
    public long Current(long ssin)
    {
        while (successors.TryGetValue(ssin, out var next))
            ssin = next;
        return ssin;
    }

    /// <summary>Would this replacement make a circle? A number by itself is the smallest one.</summary>
    public bool WouldCycle(long oldSsin, long newSsin)
    {
        while (newSsin != oldSsin)
        {
            if (!successors.TryGetValue(newSsin, out newSsin))
                return false;
        }

        return true;
    }

    /// <summary>Every number that leads to this one, at once or over others; not itself. When its own current number changes,
    /// theirs changes with it.</summary>
    public IReadOnlyList<long> LeadingTo(long ssin)
    {
        var found = new List<long>();
        AddPredecessors(ssin, found);
        for (var index = 0; index < found.Count; index++)
            AddPredecessors(found[index], found);
        return found;
    }

    /// <summary>Takes a replacement in, unless it is known, leads back to where it began
    /// (RAA30002), or the old number was replaced by another one.</summary>
    public ReplacementDecision Add(long oldSsin, long newSsin)
    {
        if (successors.TryGetValue(oldSsin, out var successor))
            return successor == newSsin ? ReplacementDecision.AlreadyKnown : ReplacementDecision.OtherSuccessor;
        if (WouldCycle(oldSsin, newSsin))
            return ReplacementDecision.WouldCycle;
        successors.Add(oldSsin, newSsin);
        if (!predecessors.TryGetValue(newSsin, out var known))
            predecessors.Add(newSsin, known = []);
        known.Add(oldSsin);
        return ReplacementDecision.Added;
    }

    /// <summary>Annuls exactly this replacement; what led to the old number stays with it. False when we do not have it
    /// (RAA30004).</summary>
    public bool Remove(long oldSsin, long newSsin)
    {
        if (!successors.TryGetValue(oldSsin, out var successor) || successor != newSsin)
            return false;
        successors.Remove(oldSsin);
        predecessors[newSsin].Remove(oldSsin);
        return true;
    }

    private void AddPredecessors(long ssin, List<long> found)
    {
        if (predecessors.TryGetValue(ssin, out var known))
            found.AddRange(known);
    }
}
