using Raas.Configuration;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Tests.Store;

public abstract partial class StoreContract
{
    [StoreFact]
    public void Text_and_days_of_a_bulk_load_come_back_as_they_went_in()
    {
        PersonRow[] persons =
        [
            new(85073003328, "NR", "Łukaszewicz-D'Hondt", "Zoë\nÉléonore\nIñaki", 19850730, "Liège", Gender.Female, "150,111", "20",
                "Straße\n1\n\n4700\nEupen\n150", Day(2024, 2, 29), PersonState.Cancelled),
            new(85073003427, "BIS", "😀 漢字", "", 0, null, Gender.Unknown, null, null, null, null, PersonState.Active),
            new(85073003526, "NR", null, null, 19850000, new string('ß', 100), Gender.Male, null, null, null, Period.OpenEnd,
                PersonState.Active),
            new(85073003625, "NR", null, null, 19850000, new string('漢', 100), Gender.Male, null, null, null, 0, PersonState.Active),
        ];
        using var session = Store.Write();
        var tables = new PersonTables(session, 1);

        tables.WritePersons([], persons);
        tables.Stage(persons.Select(p => p.Ssin));

        Assert.Equal(persons, tables.Persons().OrderBy(p => p.Ssin));
    }

    [StoreFact]
    public void Names_that_differ_in_a_blank_at_the_end_are_two()
    {
        SeenFile File(string name) =>
            new() { Name = name, FileId = name.Length.ToString(), Content = "c", FirstSeenAt = Now, ChangedAt = Now };
        using var session = Store.Write();
        session.ReplaceSeenFiles(Party, [File("a.xml"), File("a.xml "), File("a.xml  ")]);
        session.Save(Party, File("a.xml ") with { Content = "other" });
        Assert.Equal(
            [("a.xml", "c"), ("a.xml ", "other"), ("a.xml  ", "c")],
            session.SeenFiles(Party).OrderBy(f => f.Name.Length).Select(f => (f.Name, f.Content)));
    }

    /// <summary>Code by code up to U+FFFF; beyond, UTF-16 and UTF-8 differ, so no statement asks for such an order (SqlCheck,
    /// OrderTests).</summary>
    [StoreFact]
    public void Codes_are_sorted_as_the_program_sorts_them_and_names_come_back_whatever_their_script()
    {
        string[] codes = ["Z", "a", "A", "B:1", "B-1", "B_1", "B 1", "B+1", "B", "0", "a0", "aA"];
        string[] names = ["Ωμέγα", "Иванов", "عمر", "张伟", "שלום", "შოთა", "शर्मा", "김철수", "ไทย", "𠮷田", "😀", "\uE000", "ﬁ"];
        using var session = Store.Write();
        foreach (var (code, i) in codes.Select((code, i) => (code, i)))
        {
            session.Execute("insert_dossier_type", new
            {
                Party = Institution, Code = code, ValidFrom = new DateOnly(2000, 1, 1), ValidUntil = DateOnly.MaxValue, NameFr = names[i],
                NameNl = names[i + 1], NameDe = names[0],
            });
        }
        var read = new List<(string Code, string Name)>();
        using (var reader = session.Reader("dossier_types"))
        {
            var (code, name) = (reader.Column("Code"), reader.Column("NameFr"));
            while (reader.Read())
                read.Add((code.Text, name.Text));
        }
        Assert.Equal(codes.Zip(names).OrderBy(t => t.First, StringComparer.Ordinal), read);
    }

    [StoreFact]
    public void A_moment_comes_back_to_the_millisecond_whatever_its_offset()
    {
        Insert(Lease("A", "worker"));
        using var session = Store.Read();
        var read = session.First<Held>("read_lease", new { Party = Institution, Flow = "A" })!;
        Assert.Equal(Now, read.ExpiresAt);
        Assert.Equal(TimeSpan.Zero, read.ExpiresAt.Offset);
    }

    [StoreFact]
    public void Days_as_parameters_and_days_in_bulk_are_the_same_days()
    {
        using var session = Store.Write();
        var row = new { Party = Institution, Code = "A", ValidFrom = new DateOnly(2000, 1, 1), ValidUntil = DateOnly.MaxValue,
            NameFr = "é", NameNl = "ë", NameDe = "ä" };
        session.Execute("insert_dossier_type", row);
        using var reader = session.Reader("dossier_types");
        Assert.True(reader.Read());
        Assert.Equal(Day(2000, 1, 1), reader.Column("ValidFrom").Day);
        Assert.Equal(Period.OpenEnd, reader.Column("ValidUntil").Day);
        Assert.Equal("ë", reader.Column("NameNl").Text);
    }

    [StoreFact]
    public void A_column_is_found_by_its_name_or_the_statement_is_named()
    {
        using var session = Store.Write();
        session.BulkLoad(new AddedRows(Institution, [new InscriptionRow(85073003328, 1, 3, 4)]));
        using var reader = session.Reader("register_of_party", new { Party = Institution });
        Assert.Equal(
            "The statement register_of_party does not select Niss.",
            Assert.Throws<InvalidOperationException>(() => reader.Column("Niss")).Message);
        Assert.True(reader.Read());
        Assert.Equal((85073003328, 1, 3, 4), (reader.Column("Ssin").Int64, reader.Column("DossierTypeId").Int32,
            reader.Column("BeginDate").Day, reader.Column("EndDate").Day));
    }

    [StoreFact]
    public void A_bulk_load_of_nothing_and_of_many_rows_both_work()
    {
        using var session = Store.Write();
        session.BulkLoad(new KeyRows(1, []));
        session.BulkLoad(new KeyRows(1, [.. Enumerable.Range(1, 70_001).Select(i => new StagedKey(i, i % 2 == 0))]));
        Assert.Equal(70_001, RowsOf(session, "stage_key").Count);
    }

    private sealed record Held
    {
        public string Owner { get; init; } = "";
        public DateTimeOffset ExpiresAt { get; init; }
    }
}
