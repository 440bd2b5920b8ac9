using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>The sounds of the names of persons, and by which rules they were made.</summary>
internal static class NameKeyTable
{
    /// <summary>The version of the rules by which the sounds were made; null: they were never made.</summary>
    public static int? NameIndexVersion(this StoreSession store) => store.Scalar<int?>("name_index_version");

    public static void SetNameIndexVersion(this StoreSession store, int version)
    {
        store.Execute("delete_name_index");
        store.Execute("insert_name_index", new { Version = version });
    }

    /// <param name="rows">In the order of the index, each once.</param>
    public static void InsertNameKeys(this StoreSession store, IReadOnlyList<NameKeyRow> rows)
    {
        if (rows.Count > 0)
            store.BulkLoad(new NameKeyRows(rows));
    }

    /// <param name="rows">In the order of the index, each once.</param>
    public static void DeleteNameKeys(this StoreSession store, long batchId, IReadOnlyList<NameKeyRow> rows)
    {
        store.BulkLoad(new StagedNameKeyRows(batchId, rows));
        store.Execute("delete_name_keys", new { BatchId = batchId });
        store.ClearStage("stage_name_key");
    }

    /// <summary>Takes all of them away. Only where the login may alter tables.</summary>
    public static void EmptyNameKeys(this StoreSession store) => store.Execute("empty_name_keys");

    /// <summary>Whoever has a last name.</summary>
    public static IEnumerable<(long Ssin, string LastName, int BirthDate)> NamesOfPersons(this StoreSession store)
    {
        using var rows = store.Reader("names_of_persons");
        var (ssin, lastName, birthDate) = (rows.Column("Ssin"), rows.Column("LastName"), rows.Column("BirthDate"));
        while (rows.Read())
            yield return (ssin.Int64, lastName.Text, birthDate.Int32);
    }
}
