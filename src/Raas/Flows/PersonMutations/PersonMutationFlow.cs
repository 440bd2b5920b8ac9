using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Persons;
using Raas.Reading;
using Raas.Store;

namespace Raas.Flows.PersonMutations;

/// <summary>National Register and BCSS tell about persons and their numbers.</summary>
internal sealed class PersonMutationFlow() : IncomingFlow(FlowName.PersonMutation, "PERSONS")
{
    public override bool IsOfPersons => true;

    public override DataFileReader NewReader(FileErrors errors, Party party, SpoolWriter spool, Action<long> progress) =>
        new PersonMutationReader(errors, spool) { Progress = progress };

    public override Tally Apply(FlowWork work, CancellationToken stop)
    {
        var apply = new ApplyPersonMutations(work) { Progress = work.Progress };
        apply.Run(stop);
        return apply.Tally;
    }

    public override string? RestoreBefore(StoreSession store, CbeNumber party, long changeSetId) =>
        "an item of a source is decided by the whole copy of the person, by the items taken over before and by those that waited for their "
            + "day or their number: not all of that is kept as it was";

    public override Func<ByteReader, (int Number, string? Reference)> NewRecordReader()
    {
        var item = new PersonMutation();
        return from =>
        {
            item.Read(from);
            return (item.Number, null);
        };
    }

    public override (long Items, bool Rejected) WriteAnswer(Disk disk, Party party, Spool spool, AnswerHead head, Stream stream)
    {
        var item = new PersonMutation();
        return new SourceAnswer(spool, party.Settings.AnswersRejectedOnly, (answer, records, decided) =>
        {
            item.Read(records);
            answer?.Result(LineOf(item), decided);
        }).Write(head, stream);
    }

    /// <summary>What an answer repeats of an item.</summary>
    public static AnswerLine LineOf(PersonMutation item) => new(item.Number, ActionOf(item.Kind), item.Ssin);

    private static ReadOnlySpan<byte> ActionOf(PersonMutationKind kind) => kind switch
    {
        PersonMutationKind.Person => "person"u8,
        PersonMutationKind.Replacement => "replacement"u8,
        PersonMutationKind.ReplacementAnnulled => "replacementAnnulled"u8,
        _ => "cancellation"u8,
    };
}
