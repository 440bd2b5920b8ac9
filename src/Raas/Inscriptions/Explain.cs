using Raas.Configuration;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Inscriptions;

/// <summary>A row of the register.</summary>
public sealed record ExplainedRow(long Ssin, string DossierType, Period Period);

/// <summary>One journalled change: when, by what, from what to what.</summary>
public sealed record ExplainedChange(long Ssin, string DossierType, DateTimeOffset At, string Cause, long? DeliveryId,
    string? DataFileName, long? FileSequenceNumber, int RecordNumber, Period? Before, Period? After)
{
    /// <summary>The cause of what an operator did to take a delivery back; the delivery is then the one that was.</summary>
    public const string Revert = "REVERT";

    /// <summary>It is not what the delivery did: it is that the delivery was taken back, or put into effect again.</summary>
    public bool IsRevert => Cause == Revert;

    /// <summary>The night that moved the row; null: no night did, or it was longer ago than nights are kept.</summary>
    public DateOnly? Night { get; init; }

    /// <summary>What the source had said that moved it, and in which delivery; null: nothing did, or it is not known.</summary>
    public NumberChangeEntry? Event { get; init; }
}

/// <param name="Numbers">The current number first, then those that it replaced.</param>
public sealed record Explanation(IReadOnlyList<long> Numbers, PersonState State, IReadOnlyList<ExplainedRow> Rows,
    IReadOnlyList<ExplainedChange> Changes);

/// <summary>Why each row of a person is there: the rows, and every change that led to them.</summary>
public sealed class Explain(RegisterStore store)
{
    /// <summary>The rows that a party has of a person under every number, and each change that led to them.</summary>
    /// <param name="asOf">Of which day the rows, and as of when all of it; null: as the register is.</param>
    public Explanation Run(CbeNumber party, Ssin ssin, AsOf? asOf = null)
    {
        using var session = store.Read();
        var explanation = asOf?.KnownOn is { } moment ? Then(session, party, ssin, moment) : Now(session, party, ssin);
        return explanation with { Rows = [.. explanation.Rows.Where(row => asOf?.Includes(row.Period) != false)] };
    }

    private static Explanation Then(StoreSession session, CbeNumber party, Ssin ssin, DateTimeOffset moment)
    {
        var person = new RegisterThen(session, party, moment).Of(ssin);
        var (numbers, through) = (person.Numbers.ToList(), person.Through);
        return new Explanation(
            numbers,
            person.State,
            InOrder(person.Rows, numbers),
            ChangesOf(session, party, numbers, entry => entry.ChangeSetId <= through));
    }

    private static Explanation Now(StoreSession session, CbeNumber party, Ssin ssin)
    {
        var numbers = session.NumbersOfPerson(ssin);
        var current = numbers.Count == 1 ? numbers[0] : numbers.First(number => session.CurrentNumber(number) is null);
        List<long> ordered = [current, .. numbers.Where(n => n != current).Order()];
        return new Explanation(
            ordered,
            session.StateOf(current),
            InOrder(RowsOfPerson.Now(session, party, ssin).Rows, ordered),
            ChangesOf(session, party, ordered, _ => true));
    }

    /// <summary>Rows that the next night moves to one of the numbers stand under another one today: they come last.</summary>
    private static List<ExplainedRow> InOrder(IReadOnlyList<ConsultedRow> rows, List<long> numbers) =>
        [.. rows.Select(row => new ExplainedRow(row.Ssin, row.DossierType, row.Period))
            .OrderBy(row => numbers.IndexOf(row.Ssin) is var at and >= 0 ? at : int.MaxValue).ThenBy(row => row.Ssin)];

    private static List<ExplainedChange> ChangesOf(
        StoreSession session, CbeNumber party, List<long> numbers, Func<JournalEntry, bool> counts) =>
        [.. WithEvents(session, [.. numbers.SelectMany(number => Changes(session, party, number, counts)).OrderBy(change => change.At)])];

    /// <summary>A night moves rows because of what a source said of the number that they leave: the last before it.</summary>
    private static IEnumerable<ExplainedChange> WithEvents(StoreSession session, List<ExplainedChange> changes)
    {
        var said = changes.Where(c => c.Cause == FlowName.Replacement).Select(c => c.Ssin).Distinct()
            .ToDictionary(ssin => ssin, session.NumberChangesOf);
        foreach (var change in changes)
        {
            if (change.Cause != FlowName.Replacement)
            {
                yield return change;
                continue;
            }
            // Where rows arrive, the number that they left in the same night knows why.
            var numbers = changes.Where(c => c.At == change.At && c.Cause == change.Cause).Select(c => c.Ssin).Prepend(change.Ssin);
            yield return change with
            {
                Event = numbers.Select(ssin => said[ssin].FindLast(e => e.At <= change.At)).FirstOrDefault(e => e is not null),
            };
        }
    }

    private static IEnumerable<ExplainedChange> Changes(
        StoreSession session, CbeNumber party, long ssin, Func<JournalEntry, bool> counts) =>
        session.JournalOfPerson(party, ssin).Where(counts).Select(row => new ExplainedChange(
            ssin, row.Code, row.At, row.Cause, row.DeliveryId, row.DataFileName, row.FileSequenceNumber, row.RecordNumber,
            PeriodOf(row.BeforeBegin, row.BeforeEnd), PeriodOf(row.AfterBegin, row.AfterEnd)) { Night = row.Night });

    private static Period? PeriodOf(DateOnly? begin, DateOnly? end) =>
        begin is { } from && end is { } until ? Period.FromDays(from.DayNumber, until.DayNumber) : null;
}
