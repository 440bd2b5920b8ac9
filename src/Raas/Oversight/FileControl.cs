using Raas.Domain;
using Raas.Operations;
using Raas.Outgoing;

namespace Raas.Oversight;

/// <summary>What operators do to files that went out. Each act is journalled in the transaction that makes it true.</summary>
public sealed class FileControl(SentChains chains, TimeProvider clock)
{
    /// <summary>Publishes a file that was sent before, the same bytes.</summary>
    /// <returns>Where it stands.</returns>
    /// <exception cref="ResendException">It was never sent, or our copy is gone or damaged.</exception>
    public string Resend(CbeNumber party, string flow, long number, Operator who) =>
        chains.Resend(party, flow, number, session => session.Journal(clock.GetUtcNow(), who, "RESEND", party, flow, number));
}
