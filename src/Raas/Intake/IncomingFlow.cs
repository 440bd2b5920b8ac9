using Raas.Configuration;
using Raas.Files;
using Raas.Store;

namespace Raas.Intake;

/// <summary>What a flow needs to apply a delivery.</summary>
internal sealed record FlowWork(
    IntakeTools Tools, Party Party, Spool Spool, StoreSession Store, long ChangeSetId, string LegalContext, DateTimeOffset Now,
    Action<long> Progress);

/// <summary>One flow that comes in: how its files are read, applied and answered. Nothing else in the intake knows one from another.</summary>
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

    public abstract (long Items, bool Rejected) WriteAnswer(Disk disk, Party party, Spool spool, AnswerHead head, Stream stream);
}

/// <summary>Institutions register and unregister.</summary>
internal sealed class SubscriptionFlow() : IncomingFlow("SUBSCRIPTION", "DELIVERY")
{
    public override bool IsOfSource => false;

    public override DataFileReader NewReader(FileErrors errors, Party party, SpoolWriter spool, Action<long> progress) =>
        new SubscriptionReader(errors, party.Types, spool) { Progress = progress };

    public override Tally Apply(FlowWork work, CancellationToken stop)
    {
        var batchRecords = work.Tools.Options.Intake.BatchRecords;
        var apply = new ApplySubscription(work.Store, work.Party, work.ChangeSetId, work.Spool, batchRecords) { Progress = work.Progress };
        apply.Run(stop);
        return apply.Tally;
    }

    public override (long Items, bool Rejected) WriteAnswer(Disk disk, Party party, Spool spool, AnswerHead head, Stream stream) =>
        new SubscriptionAnswer(spool, party.Types, party.Settings.AnswersRejectedOnly).Write(disk, head, stream);
}

/// <summary>National Register and BCSS tell about persons and their numbers.</summary>
internal sealed class PersonMutationFlow() : IncomingFlow("PERSON-MUTATION", "PERSONS")
{
    public override bool IsOfPersons => true;

    public override DataFileReader NewReader(FileErrors errors, Party party, SpoolWriter spool, Action<long> progress) => new PersonMutationReader(errors, spool) { Progress = progress };

    public override Tally Apply(FlowWork work, CancellationToken stop)
    {
        var apply = new ApplyPersonMutations(work) { Progress = work.Progress };
        apply.Run(stop);
        return apply.Tally;
    }

    public override (long Items, bool Rejected) WriteAnswer(Disk disk, Party party, Spool spool, AnswerHead head, Stream stream)
    {
        var item = new PersonItem();
        return new SourceAnswer(spool, party.Settings.AnswersRejectedOnly, (answer, records, decided) =>
        {
            item.Read(records);
            answer?.Result(item, decided);
        }).Write(head, stream);
    }
}

/// <summary>The ONSS tells about employments.</summary>
internal sealed class DimonaFlow() : IncomingFlow("DIMONA", "DIMONA")
{
    public override DataFileReader NewReader(FileErrors errors, Party party, SpoolWriter spool, Action<long> progress) => new DimonaReader(errors, spool) { Progress = progress };

    public override Tally Apply(FlowWork work, CancellationToken stop)
    {
        var apply = new ApplyDimona(work.Store, work.Party.Number, work.ChangeSetId, work.Spool) { Progress = work.Progress };
        apply.Run(stop);
        return apply.Tally;
    }

    public override (long Items, bool Rejected) WriteAnswer(Disk disk, Party party, Spool spool, AnswerHead head, Stream stream)
    {
        var item = new DimonaItem();
        return new SourceAnswer(spool, party.Settings.AnswersRejectedOnly, (answer, records, decided) =>
        {
            item.Read(records);
            answer?.Result(item, decided);
        }).Write(head, stream);
    }
}
