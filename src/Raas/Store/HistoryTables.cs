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

    /// <summary>Wherever something that was registered under this number ever stood: what each change set has left there.</summary>
    public static List<PieceEntry> PiecesEver(this StoreSession store, CbeNumber party, long ssin) =>
        store.Query<PieceEntry>("pieces_ever_of_number", new { Party = party.Value, Ssin = ssin });
}
