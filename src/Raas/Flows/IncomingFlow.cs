using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows.Dimona;
using Raas.Flows.PersonMutations;
using Raas.Flows.Subscriptions;
using Raas.Inscriptions;
using Raas.Reading;
using Raas.Store;

namespace Raas.Flows;

/// <summary>What a flow needs to apply a delivery.</summary>
/// <param name="BusinessDate">What is dated later has not happened yet.</param>
/// <param name="BatchRecords">Records decided together, see <c>Raas:Intake:BatchRecords</c>.</param>
internal sealed record FlowWork(
    Party Party, Spool Spool, StoreSession Store, long ChangeSetId, string LegalContext, DateTimeOffset Now, DateOnly BusinessDate,
    int BatchRecords, Action<long> Progress)
{
    /// <summary>The change set before which everything is to be decided; null: now.</summary>
    public long? Before { get; init; }

    /// <summary>What is known of the numbers of a batch, now or then.</summary>
    public RegisterLookup NewLookup(StoreSession session) =>
        session.Dialect.NewLookup(session, Party.Number, ChangeSetId) is var now && Before is { } changeSet
            ? new LookupBefore(now, session, changeSet) : now;
}

/// <summary>One flow that comes in: how its files are read, applied and answered. Nothing else in the intake knows one from
/// another.</summary>
internal abstract class IncomingFlow(string name, string cause)
{
    private static readonly IReadOnlyList<IncomingFlow> All = [new SubscriptionFlow(), new PersonMutationFlow(), new DimonaFlow()];

    /// <summary>Flows that this version takes in.</summary>
    public static readonly IReadOnlyList<string> Names = [.. All.Select(flow => flow.Name)];

    public string Name => name;

    /// <summary>What the journal says about its changes.</summary>
    public string Cause => cause;

    /// <summary>It tells about persons of everybody: the nights follow it, in the order in which it was applied.</summary>
    public virtual bool IsOfSource => true;

    /// <summary>It tells who persons are, and under which numbers.</summary>
    public virtual bool IsOfPersons => false;

    public static IncomingFlow Of(string name) => All.First(flow => flow.Name == name);

    public abstract DataFileReader NewReader(FileErrors errors, Party party, SpoolWriter spool, Action<long> progress);

    public abstract Tally Apply(FlowWork work, CancellationToken stop);

    /// <summary>Reads the records of a spool one after the other, each for its number in the file and its reference.</summary>
    public abstract Func<ByteReader, (int Number, string? Reference)> NewRecordReader();

    /// <summary>Puts back what records are decided by, as it was before a change set; in a transaction that is not committed.</summary>
    /// <returns>Null; or what of it nobody kept, in the words of a sentence.</returns>
    public abstract string? RestoreBefore(StoreSession store, CbeNumber party, long changeSetId);

    public abstract (long Items, bool Rejected) WriteAnswer(Disk disk, Party party, Spool spool, AnswerHead head, Stream stream);
}
