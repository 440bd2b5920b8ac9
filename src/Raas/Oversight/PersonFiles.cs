using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Persons;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Oversight;

/// <summary>Puts together what we know of a person and whom we told. Who asks is audited before anything is read; what cannot be audited is
/// not shown.</summary>
/// <param name="kept">How long the journal of our copy is kept.</param>
public sealed class PersonFiles(RegisterStore store, AuditTrail audit, Disclosures disclosures, TimeSpan kept, TimeProvider clock)
{
    private const string Operation = "person-file";

    /// <summary>Calls that answer data of persons, of which some need a deliberation.</summary>
    private const string AnswersPersons = "Person";

    /// <summary>How the configuration names an authorisation for data of persons.</summary>
    private const string ForPersons = $"authorisation {FlowName.Identity} ";

    /// <summary>The file of the person who has or had this number.</summary>
    /// <param name="only">Only what this party registered and was told; null: everything.</param>
    public PersonFile Of(Ssin ssin, CbeNumber? only, Operator who, string channel)
    {
        var at = clock.GetUtcNow();
        Note(ssin, only, who, channel, at);
        List<Party> parties;
        using (var session = store.Read())
            parties = [.. session.Parties()];
        var explained = parties.Where(party => party.Kind == PartyKind.Institution && (only is null || party.Number == only))
            .Select(party => (party.Number, Why: new Explain(store).Run(party.Number, ssin))).ToList();
        using var reading = store.Read();
        var numbers = reading.NumbersOfPerson(ssin);
        var current = reading.CurrentNumber(ssin.Value) ?? ssin.Value;
        List<long> ordered = [current, .. numbers.Where(number => number != current).Order()];
        return new PersonFile
        {
            Numbers = ordered,
            State = reading.StateOf(current),
            At = at,
            Only = only,
            Institutions = [.. explained
                .Select(one => new PersonAtInstitution(one.Number, one.Why.Rows, one.Why.Changes))
                .Where(one => one.Rows.Count + one.Changes.Count > 0)],
            Disclosures = Disclosed(reading, ordered, only),
            DisclosuresSince = disclosures.Since(),
            DisclosuresLost = disclosures.Lost(only),
            Looks = Looks(reading, ordered, only, parties),
            Person = only is null ? PersonTables.Find(reading, ssin.Value) : null,
            Changes = only is not null ? [] : [.. ordered.SelectMany(reading.PersonChangesOf).OrderBy(change => change.At)
                .ThenBy(change => change.PersonChangeId)],
            ChangesSince = BelgianTime.DateOf(at).AddDays(-(int)kept.TotalDays),
            Names = parties.ToDictionary(party => party.Number.Value, party => party.Name),
        };
    }

    /// <summary>Who asks is audited and journalled, before anything is read.</summary>
    private void Note(Ssin ssin, CbeNumber? only, Operator who, string channel, DateTimeOffset at)
    {
        audit.AppendNow(new AuditEntry
        {
            At = at, Channel = channel, Caller = who.Name, Party = only, Operation = Operation, Ssin = ssin,
            Outcome = Codes.Record.Ok.Wire, Reason = who.Reason,
        });
        using var session = store.Write();
        session.Journal(at, who, "PERSON-FILE", only, null, null, ssin);
        session.Commit();
    }

    private List<DisclosureTo> Disclosed(StoreSession session, List<long> numbers, CbeNumber? only)
    {
        // A delivery that was taken back has further answers, each with its receipt, made at the same moment.
        var receipts = new Dictionary<long, List<OutgoingRow>>();
        long? ReceiptOf(OutgoingRow file)
        {
            if (file.DeliveryId is not { } id)
                return null;
            if (!receipts.TryGetValue(id, out var sent))
                receipts.Add(id, sent = session.OutgoingOf(id).FindAll(row => row.Flow == FlowName.Receipt));
            return sent.Find(row => row.CreatedAt == file.CreatedAt)?.Number;
        }
        return
        [
            .. numbers.SelectMany(number => disclosures.Of(number, only))
                .GroupBy(one => (one.File.CreatedAt, one.File.Party, one.File.Flow, one.File.Number, one.Item))
                .OrderBy(item => item.Key.CreatedAt).ThenBy(item => item.Key.Party)
                .ThenBy(item => item.Key.Flow, StringComparer.Ordinal).ThenBy(item => item.Key.Number).ThenBy(item => item.Key.Item)
                .Select(item => new DisclosureTo(
                    item.First(), [.. item.Select(one => one.Ssin)], ReceiptOf(item.First().File))),
        ];
    }

    private List<LookAt> Looks(StoreSession session, List<long> numbers, CbeNumber? only, List<Party> parties)
    {
        var found = new List<ChainedEntry>();
        foreach (var number in numbers)
        {
            if (Ssin.TryFrom(number, out var ssin))
                found.AddRange(audit.Read(party: only, ssin: ssin));
        }
        var histories = new Dictionary<long, List<ConfigChangeRow>>();
        return
        [
            .. found.OrderBy(entry => entry.EntryId).Select(entry => new LookAt(entry,
                entry.Party is { } number && entry.Operation.Contains(AnswersPersons, StringComparison.Ordinal)
                    && entry.Outcome == Codes.Record.Ok.Wire && parties.Find(one => one.Number.Value == number) is { } party
                    ? Deliberations(party, History(party), entry.At) : null)),
        ];
        List<ConfigChangeRow> History(Party party)
        {
            if (!histories.TryGetValue(party.Number.Value, out var history))
                histories.Add(party.Number.Value, history = session.ConfigChanges(party.Number, int.MaxValue));
            return history;
        }
    }

    /// <summary>What a party was authorised for at a moment: what it is authorised for now, without what was changed since.</summary>
    /// <param name="history">The latest change first.</param>
    private static string? Deliberations(Party party, List<ConfigChangeRow> history, DateTimeOffset at)
    {
        var then = ConfigChange.Between(null, party).Where(fact => fact.What.StartsWith(ForPersons, StringComparison.Ordinal))
            .ToDictionary(fact => fact.What, fact => fact.After, StringComparer.Ordinal);
        foreach (var change in history.TakeWhile(change => change.At > at))
        {
            if (change.What.StartsWith(ForPersons, StringComparison.Ordinal))
                then[change.What] = change.Before;
        }
        var day = BelgianTime.DateOf(at);
        var valid = then.Where(fact => fact.Value?.Split(" | ").Any(one => Covers(one, day)) == true)
            .Select(fact => fact.Key[ForPersons.Length..]).Order(StringComparer.Ordinal).ToList();
        return valid.Count == 0 ? null : string.Join(", ", valid);
    }

    /// <summary>Days stand last in what the history says of an authorisation: from .. until, or open.</summary>
    private static bool Covers(string authorisation, DateOnly day) =>
        authorisation[(authorisation.LastIndexOf(';') + 1)..].Split("..", StringSplitOptions.TrimEntries) is [var from, var until]
            && IsDay(from, out var first) && first <= day && (!IsDay(until, out var last) || last >= day);

    private static bool IsDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
