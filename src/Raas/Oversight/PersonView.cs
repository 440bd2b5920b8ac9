using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;
using Raas.Store;

namespace Raas.Oversight;

/// <summary>The rows of a person, and why each is there. Who looks is audited before anything is shown; what cannot be audited is not
/// shown.</summary>
public sealed class PersonView(RegisterStore store, AuditTrail audit, TimeProvider clock)
{
    /// <summary>For a command.</summary>
    /// <param name="caller">The account of who asks.</param>
    public Explanation Explain(CbeNumber party, Ssin ssin, string caller)
    {
        audit.AppendNow(Entry("COMMAND", caller, "explain", party, ssin));
        return new Explain(store).Run(party, ssin);
    }

    /// <summary>For an operator, whose look is journalled too.</summary>
    public Explanation Consult(CbeNumber party, Ssin ssin, Operator who)
    {
        audit.AppendNow(Entry("DASHBOARD", who.Name, "consult", party, ssin) with { Reason = who.Reason });
        using (var session = store.Write())
        {
            session.Journal(clock.GetUtcNow(), who, "CONSULT", party, null, null, ssin);
            session.Commit();
        }
        return new Explain(store).Run(party, ssin);
    }

    private AuditEntry Entry(string channel, string caller, string operation, CbeNumber party, Ssin ssin) => new()
    {
        At = clock.GetUtcNow(), Channel = channel, Caller = caller, Party = party, Operation = operation, Ssin = ssin,
        Outcome = Codes.Record.Ok.Wire,
    };
}
