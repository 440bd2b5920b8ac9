using Raas.Configuration;
using Raas.Domain;
using Raas.Store;

namespace Raas.Inscriptions;

/// <summary>A row of the register.</summary>
public sealed record ExplainedRow(long Ssin, string DossierType, Period Period);

/// <summary>One journalled change: when, by what, from what to what.</summary>
public sealed record ExplainedChange(long Ssin, string DossierType, DateTimeOffset At, string Cause, long? DeliveryId, string? DataFileName, long? FileSequenceNumber, int RecordNumber, Period? Before, Period? After);

/// <param name="Numbers">The current number first, then those that it replaced.</param>
public sealed record Explanation(IReadOnlyList<long> Numbers, PersonState State, IReadOnlyList<ExplainedRow> Rows, IReadOnlyList<ExplainedChange> Changes);

/// <summary>Why each row of a person is there: the rows, and every change that led to them.</summary>
public sealed class Explain(RegisterStore store)
{
    /// <summary>The rows that a party has of a person under every number, and each change that led to them.</summary>
    public Explanation Run(CbeNumber party, Ssin ssin)
    {
        using var session = store.Read();
        var numbers = session.Query<long>("numbers_of_person", new { Ssin = ssin.Value });
        var current = numbers.Count == 1 ? numbers[0] : CurrentOf(session, numbers);
        List<long> ordered = [current, .. numbers.Where(n => n != current).Order()];
        // Rows that the next night moves to one of these numbers stand under another one today.
        var holders = session.Query<long>("holders_of_person", new { Party = party.Value, Ssin = ssin.Value }).Except(ordered).Order();
        return new Explanation(
            ordered,
            (PersonState)(session.Scalar<int?>("person_state", new { Ssin = current }) ?? 0),
            [.. ordered.Concat(holders).SelectMany(number => Rows(session, party, number))],
            [.. ordered.SelectMany(number => Changes(session, party, number)).OrderBy(change => change.At)]);
    }

    /// <summary>The one that is not replaced itself.</summary>
    private static long CurrentOf(StoreSession session, List<long> numbers) => numbers.First(number => session.Scalar<long?>("current_number", new { Ssin = number }) is null);

    private static List<ExplainedRow> Rows(StoreSession session, CbeNumber party, long ssin)
    {
        var rows = new List<ExplainedRow>();
        using var reader = session.Reader("rows_of_person", new { Party = party.Value, Ssin = ssin });
        while (reader.Read())
            rows.Add(new ExplainedRow(ssin, reader.GetString(0), Period.FromDays(session.Dialect.Day(reader, 1), session.Dialect.Day(reader, 2))));
        return rows;
    }

    private static List<ExplainedChange> Changes(StoreSession session, CbeNumber party, long ssin) =>
        [.. session.Query<ChangeRow>("journal_of_person", new { Party = party.Value, Ssin = ssin }).Select(row => row.ToChange(ssin))];

    private sealed record ChangeRow
    {
        public string Code { get; init; } = "";
        public int RecordNumber { get; init; }
        public DateOnly? BeforeBegin { get; init; }
        public DateOnly? BeforeEnd { get; init; }
        public DateOnly? AfterBegin { get; init; }
        public DateOnly? AfterEnd { get; init; }
        public DateTimeOffset At { get; init; }
        public string Cause { get; init; } = "";
        public long? DeliveryId { get; init; }
        public string? DataFileName { get; init; }
        public long? FileSequenceNumber { get; init; }

        public ExplainedChange ToChange(long ssin) =>
            new(ssin, Code, At, Cause, DeliveryId, DataFileName, FileSequenceNumber, RecordNumber, PeriodOf(BeforeBegin, BeforeEnd), PeriodOf(AfterBegin, AfterEnd));

        private static Period? PeriodOf(DateOnly? begin, DateOnly? end) => begin is { } from && end is { } until ? Period.FromDays(from.DayNumber, until.DayNumber) : null;
    }
}
