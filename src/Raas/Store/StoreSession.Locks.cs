using System.IO.Hashing;
using System.Text;
using Raas.Domain;

namespace Raas.Store;

/// <summary>What a transaction takes before it reads what it writes on the strength of: numbers that follow one another, names that must be
/// free, rows that decide. Each lock lasts until the end of the transaction; on the embedded store the only writer's place is all of them.
/// <para>The order, in which every transaction takes them, so that none waits for one that waits for it:</para>
/// <list type="number">
/// <item>The sources, the register of one institution, or the configuration; never two of them, but for who looks back at an answer: the
/// sources, then the register. First, and for as long as the work takes: a whole delivery.</item>
/// <item>The memory of one party's folder.</item>
/// <item>Chains of files to one party: one of a flow that <see cref="Chains"/> does not name, then those in its order; RECEIPT is the
/// last. When everything else has been done: what they keep others from is the next number of the same chain, while one file is written and
/// committed. A lane that refuses a file writes a receipt only, and so waits neither for the delivery of another lane nor for its
/// answer.</item>
/// </list></summary>
public sealed partial class StoreSession
{
    private const int AtFirst = 0, ThenRegister = 1, ThenFolder = 2, ThenFurtherChain = 3, ThenChains = 4;

    /// <summary>Numbers of parties have ten digits; those of chains lie above them.</summary>
    private const long ChainStep = 100_000_000_000;

    private static readonly string[] Chains = [FlowName.Replacement, FlowName.Identity, FlowName.Dimona, FlowName.Answer, FlowName.Receipt];

    private const ulong MostFurtherChains = 1000;

    private readonly HashSet<long> locks = [];
    private int place;

    /// <summary>What the sources tell: change sets in the order of the commits, mutations that wait, numbers that are created. Before the
    /// first change set of a transaction, or a look at where the journals end: what a night has not seen always lies behind what it
    /// has.</summary>
    public void LockSources() => Lock(0, AtFirst);

    /// <summary>The rows of an institution, and its change sets: two transactions never decide on the same rows.</summary>
    public void LockRegister(CbeNumber party) => Lock(party.Value, AtFirst);

    /// <summary>Both, for who puts rows and replacements back as they were, in a transaction that is not committed. Nobody takes the
    /// register first and then the sources, so nobody waits for one that waits for it.</summary>
    public void LockSourcesAndRegister(CbeNumber party)
    {
        LockSources();
        Lock(party.Value, ThenRegister);
    }

    /// <summary>Parties and what belongs to them: a change sees what the one before it made.</summary>
    public void LockConfiguration() => Lock(1, AtFirst);

    /// <summary>What we remember of the files in a party's folder.</summary>
    public void LockFolder(CbeNumber party) => Lock(-party.Value, ThenFolder);

    /// <summary>The numbers and digests of the files of one flow to one party. With its receipts also the names under which deliveries of
    /// the party are filed: there is no decision without a receipt.</summary>
    /// <returns>False: this transaction had it already.</returns>
    public bool LockChain(CbeNumber party, string flow)
    {
        var chain = Array.IndexOf(Chains, flow);
        return chain >= 0 ? Lock((chain + 1) * ChainStep + party.Value, ThenChains + chain)
            : Lock((Chains.Length + 1 + FurtherChain(flow)) * ChainStep + party.Value, ThenFurtherChain);
    }

    /// <summary>A number for every name, the same on every host and in every version. Two names that had the same would wait for one
    /// another, nothing else.</summary>
    private static long FurtherChain(string flow) => (long)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(flow)) % MostFurtherChains);

    private bool Lock(long number, int at)
    {
        if (locks.Contains(number))
            return false;
        if (at < place || (at == AtFirst && locks.Count > 0) || (at == ThenFurtherChain && at == place))
            throw new InvalidOperationException(
                "Locks are taken in their order, and one only of the first kind, and of further chains: see StoreSession.Locks.");
        Execute("lock_party", new { Party = number });
        place = at;
        return locks.Add(number);
    }
}
