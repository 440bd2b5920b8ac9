using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Intake;

/// <summary>Whether an answer that was sent follows from data file and journal.</summary>
/// <param name="Delivery">The delivery that was answered.</param>
/// <param name="Answer">The answer as the ledger has it; null: it has none.</param>
public sealed record AnswerProof(LedgerRow Delivery, OutgoingRow? Answer)
{
    /// <summary>SHA-256 of what was derived; null: nothing could be.</summary>
    public string? DerivedDigest { get; init; }

    /// <summary>SHA-256 of the file of rejected records that was derived beside it; null: none.</summary>
    public string? DerivedRejectedDigest { get; init; }

    /// <summary>Why nothing could be derived, a part of a sentence; null: it was.</summary>
    public string? Missing { get; init; }

    /// <summary>Of what was derived otherwise: what may be the reason, a sentence each.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>What was derived is what was sent. Where the ledger does not say what the rejected records were, they are not
    /// compared.</summary>
    public bool IsEqual => Answer is not null && DerivedDigest == Answer.Digest
        && (Answer.RejectedDigest is null || DerivedRejectedDigest == Answer.RejectedDigest);
}

/// <summary>Derives the answer to a delivery again and compares it with what was sent, by the digest in the ledger. Needs no copy of the
/// answer.</summary>
internal sealed class ProveAnswer(IntakeContext tools)
{
    /// <exception cref="ArgumentException">The delivery was not accepted.</exception>
    public AnswerProof Run(LedgerRow row, CancellationToken stop)
    {
        if (row.Decision != "ACCEPTED")
            throw new ArgumentException($"Delivery {row.DeliveryId} is {row.Decision}: only what was accepted has an answer of its own.",
                nameof(row));
        DeliveryRow delivery;
        OutgoingRow? answer;
        Party? party;
        using (var session = tools.Store.Read())
        {
            delivery = session.Delivery(row.DeliveryId)!;
            // Sources get a further one for items that waited, and what is taken back is answered again.
            answer = session.OutgoingOf(row.DeliveryId).Where(file => file.Flow == FlowName.Answer).MinBy(file => file.Number);
            party = session.Parties().FirstOrDefault(p => p.Number.Value == row.Party);
        }
        var proof = new AnswerProof(row, answer);
        if (answer is null)
            return proof with { Missing = "the ledger has no answer to it" };
        if (party is null)
            return proof with { Missing = "its party is not configured any more" };
        var folder = tools.Folders.Absolute(row.FiledFolder);
        var data = tools.Disk.Files.Path.Combine(folder, row.FiledData ?? row.DataFileName ?? "");
        return tools.Disk.IsRegularFile(data) ? Derive(proof, party, delivery, answer, data, stop)
            : proof with { Missing = $"the data file is not in {row.FiledFolder} (any more: Raas:Retention:Archive)" };
    }

    private AnswerProof Derive(
        AnswerProof proof, Party party, DeliveryRow delivery, OutgoingRow answer, string data, CancellationToken stop)
    {
        var spool = $"{Folders.CheckSpool}{Guid.NewGuid():N}";
        var rejectedPath = tools.Folders.Spool(spool + ".rejected");
        tools.Disk.Files.Directory.CreateDirectory(tools.Folders.SpoolRoot);
        using var nobody = new DisclosureWriter(null);
        var head = new OutgoingHead(tools.Outgoing.Self, party.Number, answer.Number, answer.CreatedAt, rejectedPath, nobody);
        var derivation = new AnswerDerivation(tools, party, spool);
        bool IsFound(StoreSession session, Func<OutgoingHead, Stream, (long, bool)> write)
        {
            tools.Disk.Files.File.Delete(rejectedPath);
            var made = proof with { DerivedDigest = Digest(stream => write(head, stream)), DerivedRejectedDigest = DigestOf(rejectedPath) };
            // The likeliest form is shown when none is the one.
            if (proof.DerivedDigest is null || made.IsEqual)
                proof = made;
            return made.IsEqual;
        }
        try
        {
            var missing = derivation.Run(delivery, answer, data, IsFound, stop);
            if (proof.IsEqual)
                return proof;
            missing ??= derivation.NotKept;
            return missing is null ? proof with { Causes = Causes(delivery) }
                : proof with { Missing = missing, DerivedDigest = null, DerivedRejectedDigest = null };
        }
        finally
        {
            tools.Disk.Files.File.Delete(rejectedPath);
        }
    }

    private static string Digest(Action<Stream> write)
    {
        using var hashing = new HashedWriteStream(Stream.Null);
        write(hashing);
        return hashing.Finish();
    }

    private string? DigestOf(string path) => tools.Disk.IsRegularFile(path) ? tools.Disk.DigestOf(path) : null;

    /// <summary>What the journals may not have, or an earlier version did otherwise.</summary>
    private IReadOnlyList<string> Causes(DeliveryRow delivery)
    {
        var causes = new List<string>
        {
            "The journal or a row of the register was changed by something else than RAAS: raas selfcheck.",
            "The program that answered was another version, which said or decided something otherwise.",
            "The configuration was another than its history says: it is kept since that history is, and a change at the very moment of the "
                + "delivery may have come before or after it.",
            "On a database server: a source told something while the delivery was being applied.",
        };
        var kept = tools.Options.Retention.Journal;
        if (delivery.DecidedAt < tools.Clock.GetUtcNow() - kept)
        {
            causes.Insert(0, $"Records gave an identity, and it was changed since: changes of identity are kept {kept.Days} days "
                + "(Raas:Retention:Journal).");
        }
        using var session = tools.Store.Read();
        if (session.AsOfSince() is { } since && delivery.DecidedAt < since)
        {
            causes.Insert(0, $"It was decided before {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC, when the store was upgraded: what waited "
                + "for the night then, and since when somebody was known, is not exact.");
        }
        return causes;
    }
}
