using Raas.Domain;

namespace Raas.Store;

/// <summary>What the self-check counts: each number is how often a promise of the register is broken.</summary>
internal static class SelfCheckTables
{
    /// <summary>Institutions whose rows follow replaced numbers.</summary>
    public static List<long> FollowingParties(this StoreSession store) => store.Query<long>("following_parties");

    /// <summary>Institutions of which something was changed and not checked yet.</summary>
    public static List<long> PartiesToCheck(this StoreSession store) => store.Query<long>("parties_to_check");

    /// <summary>The last change set of an institution that was not checked yet; 0: there is none.</summary>
    public static long LastToCheck(this StoreSession store, long party) => store.Scalar<long?>("last_to_check", new { Party = party }) ?? 0;

    /// <summary>Up to this change set nothing of the institution is left to check.</summary>
    public static void SetChecked(this StoreSession store, long party, long throughChangeSet) =>
        store.Execute("set_checked", new { Party = party, ChangeSetId = throughChangeSet });

    /// <summary>Replaced numbers under which rows were left behind, by what a night took up to a change set.</summary>
    public static long CountLeftBehind(this StoreSession store, long party, long throughChangeSet) =>
        store.Scalar<long>("left_behind", new { Party = party, ChangeSetId = throughChangeSet });

    /// <summary>The same, only among the numbers of the night at hand.</summary>
    public static long CountLeftBehindTonight(this StoreSession store, long party) =>
        store.Scalar<long>("left_behind_tonight", new { Party = party });

    /// <summary>Accepted deliveries since then whose counts do not add up.</summary>
    public static long CountUnbalancedDeliveries(this StoreSession store, DateTimeOffset since) =>
        store.Scalar<long>("unbalanced_deliveries", new { Since = since });

    /// <summary>Lanes in which an accepted number is missing; of a lane that had no hole before then, what was accepted since says
    /// it.</summary>
    /// <param name="since">Null: all numbers.</param>
    public static long CountGapsInSequences(this StoreSession store, DateTimeOffset? since) => since is { } from
        ? store.Scalar<long>("gaps_in_sequences_since", new { Since = from }) : store.Scalar<long>("gaps_in_sequences");

    /// <summary>The same for flows and the numbers that were sent.</summary>
    public static long CountGapsInOutgoing(this StoreSession store, DateTimeOffset? since) => since is { } from
        ? store.Scalar<long>("gaps_in_outgoing_since", new { Since = from }) : store.Scalar<long>("gaps_in_outgoing");

    /// <summary>Journals of which a night from then on took entries twice, or never.</summary>
    public static long CountBrokenNightChain(this StoreSession store, DateOnly since) =>
        store.Scalar<long>("broken_night_chain", new { BusinessDate = since });

    /// <summary>Journals of which one night did not take what stands in it.</summary>
    public static long CountMiscountedNight(this StoreSession store, DateOnly businessDate) =>
        store.Scalar<long>("miscounted_night", new { BusinessDate = businessDate });

    /// <summary>Institutions for which a night since then says neither of everything that it was told nor why it was not.</summary>
    public static long CountUnbalancedNights(this StoreSession store, DateOnly since) =>
        store.Scalar<long>("unbalanced_nights", new { BusinessDate = since });
}
