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
        var quiet = numbers.Clusters > 0 ? [] : institutions.FindAll(party => !PartyReplacements.IsToldOfNothing(party));
        tools.OnceOfNothing(quiet, FlowName.Replacement, NightStep.Replacements);
        foreach (var party in institutions.Except(quiet))
        {
            stop.ThrowIfCancellationRequested();
            tools.Once(
                party, FlowName.Replacement, NightStep.Replacements,
                session => new PartyReplacements(tools, session, party, numbers).Run(stop));
        }
    }
}
