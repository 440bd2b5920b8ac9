using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;
using Raas.Store;

namespace Raas.Oversight;

/// <summary>The rows of a person, and why each is there. Who looks is audited before anything is shown; what cannot be audited is not
/// shown.</summary>
public sealed class PersonView(RegisterStore store, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Channels of the audit: a look by a command, and one on a page.</summary>
    public const string ByCommand = "COMMAND", OnPage = "DASHBOARD";

    /// <summary>The rows of a person at a party. The look is audited and journalled before.</summary>
    /// <param name="asOf">Of which day, and as of when; null: as the register is.</param>
    /// <exception cref="OperatorException">The moment is still to come.</exception>
    public Explanation Consult(CbeNumber party, Ssin ssin, Operator who, string channel, AsOf? asOf = null)
    {
        if (asOf?.IsToCome(clock.GetUtcNow()) == true)
            throw new OperatorException("What the register knew is asked of a moment that has been: this one is still to come.");
        audit.AppendNow(Entry(channel, who.Name, channel == ByCommand ? "explain" : "consult", party, ssin) with { Reason = who.Reason });
        using (var session = store.Write())
        {
            session.Journal(clock.GetUtcNow(), who, "CONSULT", party, null, null, ssin);
            session.Commit();
        }
        var shown = new Explain(store).Run(party, ssin, asOf);
        // Numbers that stood for one person then may be of several now: each of them is looked at.
        var others = asOf?.KnownOn is null ? [] : shown.Numbers.Concat(shown.Rows.Select(row => row.Ssin))
            .Where(number => number != ssin.Value).Distinct()
            .Select(number => Ssin.TryFrom(number, out var other)
                ? Entry(channel, who.Name, channel == ByCommand ? "explain" : "consult", party, other) with { Reason = who.Reason } : null)
            .OfType<AuditEntry>().ToArray();
        if (others.Length > 0)
            audit.AppendNow(others);
        return shown;
    }

    private AuditEntry Entry(string channel, string caller, string operation, CbeNumber party, Ssin ssin) => new()
    {
        At = clock.GetUtcNow(), Channel = channel, Caller = caller, Party = party, Operation = operation, Ssin = ssin,
        Outcome = Codes.Record.Ok.Wire,
    };
}
