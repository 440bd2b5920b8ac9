using Raas.Configuration;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Where deliveries stand for somebody who only looks while others may work on them.</summary>
internal sealed class Onlooker(IntakeContext tools, Party party, LaneLedger ledger)
{
    /// <summary>Why each of them waits, without what was decided, filed or taken away meanwhile.</summary>
    public IEnumerable<Waiting> Look(IEnumerable<Candidate> candidates)
    {
        var looked = Judge(candidates);
        if (looked.Count == 0)
            return [];
        using var session = tools.Store.Read();
        RemoveGone(looked, session);
        return looked.ConvertAll(one => one.Waiting);
    }

    /// <summary>Why each of them waits; <see cref="RemoveGone"/> comes next.</summary>
    public List<(Candidate Candidate, Waiting Waiting)> Judge(IEnumerable<Candidate> candidates) =>
        [.. candidates.Select(candidate => (candidate, Look(candidate)))];

    /// <summary>Takes out what does not wait any more. The ledger is asked after the files: what was decided meanwhile does not
    /// wait.</summary>
    /// <param name="session">Opened after all had been looked at.</param>
    /// <param name="hasUnfiled">Whether the ledger has decisions of the party that are not filed.</param>
    /// <returns>How many are no longer where they were seen, and not known to be decided: they may be found elsewhere.</returns>
    public int RemoveGone(List<(Candidate Candidate, Waiting Waiting)> looked, StoreSession session, bool hasUnfiled = true)
    {
        if (hasUnfiled)
        {
            var decided = session.Unfiled(party.Number).Select(d => d.TakenFolder).OfType<string>().ToHashSet(StringComparer.Ordinal);
            looked.RemoveAll(one => one.Candidate.TakenFolder is { } taken && decided.Contains(taken));
        }
        var gone = looked.Select(one => one.Candidate).GroupBy(candidate => candidate.Folder)
            .SelectMany(folder => folder.Key.Gone([.. folder.Select(candidate => candidate.KnownBy)]))
            .ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return gone.Count == 0 ? 0 : looked.RemoveAll(one => gone.Contains(one.Candidate.KnownBy));
    }

    private Waiting Look(Candidate candidate)
    {
        try
        {
            return Delivery.Look(tools, party, ledger, candidate).Outlook;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Waiting(candidate.VoucherFileName, candidate.Flow, candidate.FileSequenceNumber, WaitReason.NotReadable,
                candidate.Since);
        }
    }
}
