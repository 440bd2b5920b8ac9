using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Inscriptions;

/// <summary>What the register knew of a person at a moment.</summary>
/// <param name="Current">The person's number then.</param>
/// <param name="State">Of that number, then.</param>
/// <param name="Numbers">The current number first, then those that it had replaced.</param>
/// <param name="Rows">Of one institution, by dossier type, begin and number.</param>
/// <param name="Through">The last change set that counts.</param>
internal sealed record PersonThen(long Current, PersonState State, IReadOnlyList<long> Numbers, IReadOnlyList<ConsultedRow> Rows,
    long Through);

/// <summary>The register as it was, like a ledger that is read up to a line: rows from their journal, under the numbers that the person
/// was known to have. Reads what was ever journalled of this person, and of nobody else.</summary>
/// <remarks>What counts is every change set that had begun by then, and those before it: a change set has the moment at which it was
/// begun, and is true when it is committed. Asked about a moment at which a delivery was being applied, the answer has that delivery, and
/// had it not as long as it was not committed.</remarks>
internal sealed class RegisterThen(StoreSession session, CbeNumber party, DateTimeOffset at)
{
    private long through;

    public PersonThen Of(Ssin asked)
    {
        var (numbers, links) = EverLinked(asked.Value);
        var states = numbers.ToDictionary(ssin => ssin, session.StateEver);
        var pieces = numbers.SelectMany(ssin => session.PiecesEver(party, ssin)).Distinct().ToList();
        var rows = numbers.Union(pieces.Select(piece => piece.HolderSsin))
            .ToDictionary(ssin => ssin, ssin => session.RowsEver(party, ssin));
        Reach(links.Select(link => (link.ChangeSetId, link.At)));
        Reach(pieces.Select(piece => (piece.ChangeSetId, piece.At)));
        Reach(rows.Values.SelectMany(entries => entries).Select(row => (row.ChangeSetId, row.At)));
        Reach(states.Values.SelectMany(Moments));
        var then = new Replacements();
        foreach (var (old, successor) in numbers.Select(ssin => (ssin, SuccessorThen(links, ssin))))
        {
            if (successor is { } by)
                then.Add(old, by);
        }
        var current = then.Current(asked.Value);
        List<long> known = [current, .. then.LeadingTo(current).Order()];
        return new PersonThen(
            current, StateThen(states[current]), known, Rows(new RowsOfPerson(asked.Value, current), [.. known], pieces, rows), through);
    }

    private IReadOnlyList<ConsultedRow> Rows(
        RowsOfPerson shown, HashSet<long> known, List<PieceEntry> pieces, Dictionary<long, List<RowEntry>> rows)
    {
        var standing = PiecesThen(pieces);
        foreach (var row in rows.SelectMany(entries => RowsThen(entries.Key, entries.Value)))
        {
            var ofKey = standing[(row.Ssin, row.DossierType)];
            if (!known.Contains(row.Ssin) && !ofKey.Any(piece => known.Contains(piece.OriginSsin)))
                continue;
            shown.Add(row, known.Contains(row.Ssin),
                [.. from piece in ofKey
                    let period = Period.FromDays(piece.BeginDate.DayNumber, piece.EndDate.DayNumber)
                    where row.Period.Contains(period)
                    orderby period
                    select (period, known.Contains(piece.OriginSsin))]);
        }
        return shown.Rows;
    }

    /// <summary>Every number that a replacement ever joined with this one, at once or over others, whether it still stands or
    /// not.</summary>
    private (IReadOnlyList<long> Numbers, IReadOnlyList<LinkEntry> Links) EverLinked(long asked)
    {
        var (numbers, links) = (new List<long> { asked }, new HashSet<LinkEntry>());
        for (var i = 0; i < numbers.Count; i++)
        {
            foreach (var link in session.LinksOfNumber(numbers[i]))
            {
                links.Add(link);
                foreach (var ssin in new[] { link.OldSsin, link.NewSsin })
                {
                    if (!numbers.Contains(ssin))
                        numbers.Add(ssin);
                }
            }
        }
        return (numbers, [.. links.OrderBy(link => link.PersonChangeId)]);
    }

    private void Reach(IEnumerable<(long ChangeSetId, DateTimeOffset At)> entries)
    {
        foreach (var (changeSet, moment) in entries)
        {
            if (moment <= at)
                through = Math.Max(through, changeSet);
        }
    }

    private static IEnumerable<(long, DateTimeOffset)> Moments(StateEntry? entry)
    {
        if (entry is { KnownSince: { } known, KnownAt: { } knownAt })
            yield return (known, knownAt);
        if (entry is { CancelledSince: { } cancelled, CancelledAt: { } cancelledAt })
            yield return (cancelled, cancelledAt);
    }

    /// <summary>What was said last counts; where nothing was said yet, what the next entry ended; where the journal has nothing, what
    /// stands.</summary>
    private long? SuccessorThen(IReadOnlyList<LinkEntry> links, long old)
    {
        var entries = links.Where(link => link.OldSsin == old).ToList();
        if (entries.FindLast(entry => entry.PersonChangeId > 0 && entry.ChangeSetId <= through) is { } last)
            return last.IsMade == 1 ? last.NewSsin : null;
        if (entries.Find(entry => entry.PersonChangeId > 0) is { } next)
            return next.IsMade == 1 ? null : next.NewSsin;
        return entries.Find(entry => entry.ChangeSetId <= through)?.NewSsin;
    }

    private PersonState StateThen(StateEntry? entry)
    {
        if (entry is null || entry.KnownSince > through)
            return PersonState.Unknown;
        return entry.CancelledSince > through ? PersonState.Active : (PersonState)entry.State;
    }

    /// <summary>What the last change set that touched a key has left there.</summary>
    private ILookup<(long, string), PieceEntry> PiecesThen(List<PieceEntry> pieces) =>
        (from piece in pieces
         where piece.ChangeSetId <= through
         group piece by (piece.HolderSsin, piece.Code) into key
         let last = key.Max(piece => piece.ChangeSetId)
         from piece in key
         where piece.ChangeSetId == last && piece.OriginSsin != 0
         select piece).ToLookup(piece => (piece.HolderSsin, piece.Code));

    /// <summary>Whatever the order within a change set: what came more often than it went is there.</summary>
    private IEnumerable<ConsultedRow> RowsThen(long ssin, List<RowEntry> entries)
    {
        var rows = new Dictionary<(string, Period), int>();
        void Count(string type, DateOnly? begin, DateOnly? end, int step)
        {
            if (begin is { } first && end is { } last && (type, Period.FromDays(first.DayNumber, last.DayNumber)) is var row)
                rows[row] = rows.GetValueOrDefault(row) + step;
        }
        foreach (var entry in entries.Where(entry => entry.ChangeSetId <= through))
        {
            Count(entry.Code, entry.BeforeBegin, entry.BeforeEnd, -1);
            Count(entry.Code, entry.AfterBegin, entry.AfterEnd, 1);
        }
        return rows.Where(row => row.Value > 0).Select(row => new ConsultedRow(ssin, row.Key.Item1, row.Key.Item2));
    }
}
