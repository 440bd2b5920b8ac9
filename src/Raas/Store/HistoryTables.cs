using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>What ever was said of one person: each statement reads what is journalled under one number, however long the journals
/// are.</summary>
public static class HistoryTables
{
    /// <summary>Replacements of which the number was the old or the new one, made and annulled, in the order of the journal.</summary>
    public static List<LinkEntry> LinksOfNumber(this StoreSession store, long ssin) =>
        store.Query<LinkEntry>("links_of_number", new { Ssin = ssin });

    /// <summary>Null: nobody ever had the number.</summary>
    public static StateEntry? StateEver(this StoreSession store, long ssin) =>
        store.First<StateEntry>("state_ever_of_number", new { Ssin = ssin });

    /// <summary>Every change of an institution's rows under one number, in the order of the change sets.</summary>
    public static List<RowEntry> RowsEver(this StoreSession store, CbeNumber party, long ssin) =>
        store.Query<RowEntry>("rows_ever_of_person", new { Party = party.Value, Ssin = ssin });

    /// <summary>Under this number, and wherever something that was registered under it ever stood: what each change set has left
    /// there.</summary>
    public static List<PieceEntry> PiecesEver(this StoreSession store, CbeNumber party, long ssin) =>
        store.Query<PieceEntry>("pieces_ever_of_number", new { Party = party.Value, Ssin = ssin });

    /// <summary>Since when the store journals all that the register as it was needs: when it was made, or upgraded.</summary>
    public static DateTimeOffset? AsOfSince(this StoreSession store) => store.Scalar<DateTimeOffset?>("as_of_since");

    /// <summary>Puts the rows of an institution, and the pieces of those that followed numbers, back as they were before a change set; only
    /// ever in a transaction that is not committed.</summary>
    public static void RestoreRowsBefore(this StoreSession store, CbeNumber party, long changeSetId)
    {
        var before = new { Party = party.Value, ChangeSetId = changeSetId };
        store.Execute("delete_rows_changed_since", before);
        store.Execute("insert_rows_before", before);
        store.Execute("delete_pieces_changed_since", before);
        store.Execute("insert_pieces_before", before);
    }

    /// <summary>Puts replacements back as they were before a change set, likewise.</summary>
    public static void RestoreReplacementsBefore(this StoreSession store, long changeSetId)
    {
        var since = store.Query<LinkEntry>("replacements_since", new { ChangeSetId = changeSetId });
        if (since.Count == 0)
            return;
        var tables = new PersonTables(store, long.MinValue + changeSetId);
        tables.Stage(since.SelectMany(entry => new[] { entry.OldSsin, entry.NewSsin }).Distinct().Order());
        var now = tables.Replacements();
        tables.Unstage();
        var before = now.ToDictionary(row => row.OldSsin);
        // What the first entry ended stood before it, and what it made did not.
        foreach (var first in since.GroupBy(entry => entry.OldSsin).Select(entries => entries.First()))
        {
            before.Remove(first.OldSsin);
            if (first.IsMade == 0)
                before.Add(first.OldSsin, new ReplacementRow(first.OldSsin, first.NewSsin, first.NewSsin, null, 0, 0, 0, 0));
        }
        var chains = new Replacements();
        foreach (var row in before.Values)
            chains.Load(row.OldSsin, row.NewSsin);
        tables.WriteReplacements([.. now.Select(row => row.OldSsin).Order()],
            [.. before.Values.Select(row => row with { CurrentSsin = chains.Current(row.OldSsin) }).OrderBy(row => row.OldSsin)]);
    }
}
