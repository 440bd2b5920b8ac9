using Raas.Configuration;
using Raas.Store;

namespace Raas.Flows;

/// <summary>What a flow works with while the files of one institution are written.</summary>
/// <param name="Store">The transaction of the files.</param>
/// <param name="Register">Opens sessions that only look: <paramref name="Store"/> is busy.</param>
/// <param name="BatchItems">So many rows are written together.</param>
internal sealed record PartyNotifications(
    StoreSession Store, RegisterStore Register, Party Party, IReadOnlyList<Entitlement> Entitlements, int BatchItems)
{
    /// <summary>Events of persons whom the institution knows, of which it may not be notified.</summary>
    public long NotAuthorised { get; set; }
}
