using Raas.Store.Rows;
using System.Data.Common;

namespace Raas.Store;

/// <summary>Brings what is known of the numbers of a batch: each store in the way that costs it least.</summary>
public abstract class RegisterLookup : IDisposable
{
    /// <summary>What is known of each number, in the order of <paramref name="keys"/> (ascending), one entry each. The list is the
    /// lookup's own, and used again for the next batch: so large a list must not be garbage each time.</summary>
    public abstract List<KnownPerson> Persons(IReadOnlyList<StagedKey> keys);

    /// <summary>The rows of the institution for the numbers of <paramref name="keys"/> (those of the last <see cref="Persons"/>)
    /// and of <paramref name="also"/>, in key order. The list is the lookup's own.</summary>
    public abstract List<InscriptionRow> Rows(IReadOnlyList<StagedKey> keys, IReadOnlyList<StagedKey> also);

    public abstract void Dispose();
}
