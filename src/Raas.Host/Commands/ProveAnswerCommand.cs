using System.CommandLine;
using Raas.Intake;

namespace Raas.Host.Commands;

/// <summary><c>raas prove-answer</c>: does what was answered follow from the data file and the journal?</summary>
internal static class ProveAnswerCommand
{
    public static Command Create()
    {
        var delivery = new Argument<string>("DELIVERY")
        {
            Description = "The delivery's number in the ledger (raas night prints it), or the id of its voucher.",
        };
        var json = CommandRunner.Json();
        var command = new Command("prove-answer", """
            Derives the answer to an accepted delivery again, from its data file in the archive and the journal, and compares it with the
            digest of what was sent. Needs no copy of the answer, and changes nothing; other writers wait meanwhile.

            Examples:
              raas prove-answer 12
              raas prove-answer 5a1d0c4e-3b77-4d0e-9f0c-2f6f4d1c8a11 --json
            """) { delivery, json };
        command.Does((engine, parsed, stop) =>
        {
            var details = engine.Ledger.Find(parsed.GetValue(delivery)!)
                ?? throw new UsageException($"There is no delivery {parsed.GetValue(delivery)} in the ledger.");
            if (details.Delivery.Decision != "ACCEPTED")
                throw new UsageException($"Delivery {details.Delivery.DeliveryId} is {details.Delivery.Decision}: only what was accepted "
                    + "has an answer that follows from it.");
            var proof = engine.Intake.Prove(details.Delivery, stop);
            if (parsed.GetValue(json))
                Output.Json(Shape(proof));
            else
                Print(proof);
            return proof.IsEqual ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static void Print(AnswerProof proof)
    {
        var d = proof.Delivery;
        Output.Text($"Delivery {d.DeliveryId}: {d.Flow} {d.FileSequenceNumber} of {Output.Party(d.Party)}, {d.DataFileName}, decided "
            + $"{Output.Moment(d.DecidedAt)}.");
        if (proof.Answer is { } answer)
            Output.Text($"Answered by {answer.FileName}, SHA-256 {answer.Digest}.");
        if (proof.IsEqual)
        {
            Output.Text("EQUAL: what follows from data file and journal is what was sent"
                + $"{(proof.DerivedRejectedDigest is null ? "" : ", the rejected records too")}.");
            return;
        }
        if (proof.Missing is { } missing)
        {
            Output.Text($"NOT DERIVED: {missing}.");
            return;
        }
        Output.Text(proof.DerivedDigest == proof.Answer?.Digest
            ? "DIFFERS: the answer is what was sent, the file of rejected records is not."
            : $"DIFFERS: what follows now has SHA-256 {proof.DerivedDigest}. What was sent stays the truth. It may be that:");
        foreach (var cause in proof.Causes)
            Output.Text($"- {cause}", indent: 2);
    }

    private static object Shape(AnswerProof proof) => new
    {
        proof.IsEqual, proof.Delivery.DeliveryId, Party = Output.Party(proof.Delivery.Party), proof.Delivery.Flow,
        proof.Delivery.FileSequenceNumber, proof.Delivery.DataFileName, proof.Delivery.DecidedAt,
        Answer = proof.Answer is { } answer
            ? new { answer.Number, answer.FileName, answer.CreatedAt, answer.Digest, answer.RejectedDigest } : null,
        proof.DerivedDigest, proof.DerivedRejectedDigest, proof.Missing, proof.Causes,
    };
}
