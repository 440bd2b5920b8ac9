using Raas.Configuration;
using Raas.Domain;
using Raas.Store;

namespace Raas.Nights;

/// <summary>Lets the inscriptions of one institution follow the numbers that were replaced, and tells it. One transaction: rows, pieces,
/// journal, files and counts. Its cost grows with the numbers that changed, not with the register.</summary>
internal sealed class ReplacementRun(NightContext tools)
{
    public void Run(CancellationToken stop)
    {
        List<Party> institutions;
        NightSsins numbers;
        using (var session = tools.Store.Read())
        {
            institutions = [.. session.Parties().Where(p => p.Kind == PartyKind.Institution)];
            numbers = NightSsins.Load(session);
        }
        foreach (var party in institutions)
        {
            stop.ThrowIfCancellationRequested();
            tools.Once(
                party, FlowName.Replacement, NightStep.Replacements,
                session => new PartyReplacements(tools, session, party, numbers).Run(stop));
        }
    }
}
