using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;
using Raas.Outgoing;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Recovery;

/// <summary>All is lost but a backup.</summary>
/// <param name="Since">When the backup was begun.</param>
/// <param name="Reason">For the parties.</param>
internal sealed record Accident(DateTimeOffset Since, string Reason);

/// <summary>The numbers of our chains after a restore: what left keeps its number, and no number is given twice.</summary>
internal sealed class ChainsAgain(IntakeContext tools, Differences differences)
{
    /// <summary>So far the numbers of a chain go on behind the last one that is known, when more may have been given: more than any chain
    /// gets between two backups.</summary>
    private const long Gap = 10_000;

    /// <summary>Gaps that files which left explain, and of which the store at hand does not know.</summary>
    public void KeepGaps(SentBefore sent)
    {
        foreach (var file in sent.All.Where(file => file.Restart is not null).OrderBy(file => file.Number))
        {
            using var session = tools.Store.Write();
            session.LockChain(file.Party, file.Flow);
            if (session.Outgoing(file.Party, file.Flow, file.Number) is not null
                || session.RestartFrom(file.Party, file.Flow, file.Number - 1)?.FirstNumber >= file.Number)
                continue;
            session.InsertRestart(file.Party, file.Flow, file.Restart! with { FirstNumber = file.Number });
            session.Commit();
        }
    }

    /// <summary>What has left and was not made again keeps its number, and the chain goes on after it.</summary>
    public void Adopt(SentBefore sent)
    {
        foreach (var file in sent.All.OrderBy(file => file.Number))
        {
            using var session = tools.Store.Write();
            session.LockChain(file.Party, file.Flow);
            if (session.Outgoing(file.Party, file.Flow, file.Number) is not null)
                continue;
            var row = new OutgoingRow
            {
                Party = file.Party.Value, Flow = file.Flow, Number = file.Number, FileName = file.FileName, VoucherId = file.VoucherId,
                Digest = file.Digest, Size = file.Size, MessageCount = file.MessageCount, PreviousDigest = file.PreviousDigest,
                CreatedAt = file.CreatedAt, RejectedFileName = file.RejectedFileName, RejectedDigest = file.RejectedDigest,
                RestartAfter = file.Restart?.AfterNumber, RestartAt = file.Restart?.At, RestartReason = file.Restart?.Reason,
            };
            var previous = session.LastOutgoing(file.Party, file.Flow)?.DisclosureDigest;
            var accounted = Accounting.AsSent(session, row, sent, file, previous);
            using var nobody = new DisclosureWriter(null);
            row = accounted ?? Accounting.Finish(row, nobody, previous);
            session.InsertOutgoingFile(row);
            session.MarkPublished(row, file.CreatedAt);
            session.Commit();
            differences.Add(file.Party, $"{file.Flow} number {file.Number} to {file.Party} ({file.FileName}) was sent and could not be "
                + $"made again. Its number is taken{(accounted is null ? "; whom it names is not known, as our copy is gone" : "")}");
        }
    }

    /// <summary>Nobody knows any more what left after the backup: the numbers of each chain go on where none can have been given.</summary>
    /// <param name="noted">Where a checkpoint was kept that is not lost, exactly there.</param>
    /// <param name="strangers">Files may have left to them, and what they are is not known: they get the chains of an institution.</param>
    /// <returns>The highest number of each chain that may have been given.</returns>
    public List<HighestNumber> GoOnBehindAGap(Checkpointed noted, List<CbeNumber> strangers, Accident accident)
    {
        var chains = new HashSet<(CbeNumber Party, string Flow)>(noted.Sent.Select(line => (line.Party, line.Flow)));
        using (var look = tools.Store.Read())
        {
            foreach (var (party, isTold) in look.Parties().Select(party => (party.Number, party.Kind == PartyKind.Institution))
                .Concat(strangers.Select(party => (party, true))))
            {
                chains.UnionWith(new[] { FlowName.Answer, FlowName.Receipt }.Select(flow => (party, flow)));
                if (isTold)
                    chains.UnionWith(tools.Flows.Select(flow => (party, flow.Flow)));
            }
        }
        return [.. chains.OrderBy(chain => chain.Party).ThenBy(chain => chain.Flow, StringComparer.Ordinal)
            .Select(chain => GoOnBehindAGap(noted, chain.Party, chain.Flow, accident))];
    }

    private HighestNumber GoOnBehindAGap(Checkpointed noted, CbeNumber party, string flow, Accident accident)
    {
        using var session = tools.Store.Write();
        session.LockChain(party, flow);
        var last = session.LastOutgoing(party, flow)?.Number ?? 0;
        // Behind an earlier gap something may have left too.
        var known = Math.Max(last, session.RestartFrom(party, flow, last + 1)?.FirstNumber ?? 0);
        // A line that is no further than the store may be of a restore, and proves nothing.
        var before = noted.Sent.FirstOrDefault(line => line.Party == party && line.Flow == flow)?.Number is { } number && number > known
            ? number : (known + Gap + Gap - 1) / Gap * Gap;
        session.InsertRestart(party, flow, new ChainRestart
        {
            FirstNumber = before + 1, AfterNumber = last, At = tools.Clock.GetUtcNow(), Reason = accident.Reason,
            LostSince = accident.Since,
        });
        session.Commit();
        return new HighestNumber(party, flow, before, HighestNumber.NoDigest);
    }
}
