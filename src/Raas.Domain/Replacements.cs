namespace Raas.Domain;

/// <summary>Numbers that gave way to others: A by B, B by C, so A stands for C now. Holds the chains that a piece of work
/// touches, each complete. Never holds a cycle.</summary>
public sealed class Replacements
{
    private readonly Dictionary<long, long> direct = [];

    /// <summary>Takes over a replacement that is already stored.</summary>
    public void Load(long oldSsin, long newSsin) => direct[oldSsin] = newSsin;

    /// <summary>The number at the end of the chain; the number itself when nothing replaced it.</summary>
    public long Current(long ssin)
    {
        while (direct.TryGetValue(ssin, out var next))
            ssin = next;
        return ssin;
    }

    /// <summary>Whether the chain of the new number already leads back to the old one.</summary>
    public bool WouldCycle(long oldSsin, long newSsin) => Current(newSsin) == oldSsin;

    /// <exception cref="InvalidOperationException">It would make a cycle.</exception>
    public void Add(long oldSsin, long newSsin)
    {
        if (WouldCycle(oldSsin, newSsin))
            throw new InvalidOperationException("A replacement may not lead back to the number it replaces.");
        direct[oldSsin] = newSsin;
    }

    /// <summary>The replacement is annulled: the old number, and those that led to it, end there again.</summary>
    public void Remove(long oldSsin) => direct.Remove(oldSsin);
}
