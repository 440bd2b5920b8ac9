using Raas.Configuration;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Inscriptions;

/// <summary>What of the rows of an institution is this person's. Rows stand under the number of somebody else from the annulment of a
/// replacement until the next night, and have become one row with that person's own: like a letter that was glued to another one, it is
/// told by the address on it. The same is meant by who takes the person out.</summary>
/// <remarks>Rows under the number that was asked for, and under the current one, are shown as they stand, whatever they are made of. Of
/// every other row only the pieces that were registered under a number of this person. A row that its pieces no longer explain has been
/// changed by the institution since, and belongs to the number under which it stands.</remarks>
internal sealed class RowsOfPerson(long asked, long current)
{
    private readonly List<ConsultedRow> rows = [];

    /// <summary>As the register is.</summary>
    public static Consultation Now(StoreSession session, CbeNumber party, Ssin ssin)
    {
        List<ConsultRow> found = [.. session.ConsultRows(party, ssin)];
        var current = found[0].CurrentSsin;
        var shown = new RowsOfPerson(ssin.Value, current);
        foreach (var lines in found.Where(line => line.Holder is not null).GroupBy(line => (line.Holder, line.DossierType, line.Period)))
        {
            shown.Add(new ConsultedRow(lines.Key.Holder!.Value, lines.Key.DossierType!, lines.Key.Period!.Value),
                lines.First().HolderCurrent == current,
                [.. lines.Where(line => line.Piece is not null).Select(line => (line.Piece!.Value, line.PieceCurrent == current))]);
        }
        return new Consultation(current, found[0].State, shown.Rows);
    }

    /// <summary>By dossier type, begin and number.</summary>
    public IReadOnlyList<ConsultedRow> Rows =>
        [.. rows.OrderBy(row => row.DossierType, StringComparer.Ordinal).ThenBy(row => row.Period.BeginDay).ThenBy(row => row.Ssin)];

    /// <param name="row">As it stands.</param>
    /// <param name="isHolder">The number under which it stands is one of this person.</param>
    /// <param name="pieces">Inside the row, in order of begin; and whether each was registered under a number of this person.</param>
    public void Add(ConsultedRow row, bool isHolder, IReadOnlyList<(Period Period, bool IsOwn)> pieces)
    {
        var isWhole = row.Ssin == asked || row.Ssin == current;
        var isExplained = row.Period.IsCoveredBy(pieces.Select(piece => piece.Period));
        if (isWhole || (isExplained ? pieces.All(piece => piece.IsOwn) : isHolder))
            rows.Add(row);
        else if (isExplained)
            AddParts(row, pieces.Where(piece => piece.IsOwn).Select(piece => piece.Period));
    }

    private void AddParts(ConsultedRow row, IEnumerable<Period> own)
    {
        var parts = new PeriodSet();
        var changes = new RowChanges();
        foreach (var period in own)
            parts.Register(period, mergeAdjacent: false, changes);
        for (var i = 0; i < parts.Count; i++)
            rows.Add(row with { Period = parts[i] });
    }
}
