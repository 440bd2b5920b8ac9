using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows.Dimona;
using Raas.Host.Soap;
using Raas.Inscriptions;
using Raas.Nights;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store;
using Raas.Store.Sqlite;
using Raas.Xml;

namespace Raas.Tests.Operations;

/// <summary>Entries follow one another, and whoever changes, takes away or reorders one is found out.</summary>
public sealed class AuditTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 19, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("raas-audit-").FullName;
    private readonly SqliteDialect dialect;
    private readonly AuditTrail audit;

    public AuditTests()
    {
        dialect = new SqliteDialect(Path.Combine(folder, "audit.db"));
        new Migrator(dialect, MigrationSet.Audit).Run(Start);
        audit = new AuditTrail(dialect);
    }

    public void Dispose()
    {
        audit.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static AuditEntry Entry(int i) => new()
    {
        At = Start.AddSeconds(i).AddTicks(1234), Channel = "SOAP", Caller = i % 3 == 0
            ? null : "program é", Party = CbeNumber.Parse(House.Institution), Operation = "consultInscriptions",
        Ssin = Ssin.Parse(Numbers.Of(i)), LegalContext = "TEST", Ticket = $"ticket {i}", TicketCbss = Guid.Empty.ToString(),
        Outcome = "MSG00000", Reason = i % 2 == 0 ? "why" : null,
    };

    private void Fill(int count)
    {
        for (var i = 1; i <= count; i++)
            audit.AppendNow(Entry(i));
    }

    private AuditReport Verify((long, string)? noted = null) => audit.Verify(noted, CancellationToken.None);

    /// <summary>Somebody with the file in his hands: triggers are no obstacle to him.</summary>
    private void Tamper(string sql)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(folder, "audit.db")};Pooling=False");
        db.Execute($"DROP TRIGGER IF EXISTS tr_audit_entry_update; DROP TRIGGER IF EXISTS tr_audit_entry_delete; {sql}");
    }

    [Fact]
    public void An_empty_chain_is_whole() => Assert.Equal(new AuditReport(0, null, null, 0, ChainedEntry.NoHash, null), Verify());

    [Fact]
    public void What_is_added_is_there_in_its_order_and_whole()
    {
        Fill(10);
        var report = Verify();
        Assert.Equal((10, 10, default(string)), (report.Entries, report.LastEntryId, report.Fault));
        var read = audit.Read(null, null, null).ToList();
        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"ticket {i}"), read.Select(e => e.Ticket));
        Assert.Equal(report.LastHash, read[^1].Hash);
        Assert.Equal(Start.AddSeconds(1), read[0].At);
        Assert.Equal(3, audit.Read(Start.AddSeconds(4), Start.AddSeconds(7), CbeNumber.Parse(House.Institution)).Count());
        Assert.Empty(audit.Read(null, null, CbeNumber.Parse(House.Other)));
    }

    /// <summary>The form is public: an auditor makes the hash without us.</summary>
    [Fact]
    public void The_hash_is_that_of_the_form_that_is_written_down()
    {
        audit.AppendNow(new AuditEntry
            { At = Start, Channel = "SOAP", Caller = "é", Party = CbeNumber.Parse("0212344876"), Operation = "op", Outcome = "MSG00000" });
        const string form = "64:0000000000000000000000000000000000000000000000000000000000000000,1:1,"
            + "24:2026-03-02T19:00:00.000Z,4:SOAP,2:é,10:0212344876,2:op,~,~,~,~,8:MSG00000,~,";
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(form))),
            Verify().LastHash);
    }

    [Fact]
    public void Many_at_once_and_two_processes_make_one_chain_without_gap()
    {
        using var other = new AuditTrail(new SqliteDialect(Path.Combine(folder, "audit.db")));
        Parallel.For(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 50 }, i => (i % 2 == 0 ? audit : other).AppendNow(Entry(i)));
        var report = Verify();
        Assert.Equal((600, 600, default(string)), (report.Entries, report.LastEntryId, report.Fault));
        Assert.Equal(600, audit.Read(null, null, null).Select(e => e.Ticket).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("At = '2026-03-02T19:00:09.000Z'")]
    [InlineData("Channel = 'X'")]
    [InlineData("Caller = 'somebody else'")]
    [InlineData("Caller = NULL")]
    [InlineData("Party = NULL")]
    [InlineData("Operation = 'x'")]
    [InlineData("Ssin = Ssin + 1")]
    [InlineData("LegalContext = 'X'")]
    [InlineData("Ticket = ''")]
    [InlineData("TicketCbss = NULL")]
    [InlineData("Outcome = 'MSG00013'")]
    [InlineData("Reason = 'x'")]
    [InlineData("PreviousHash = Hash")]
    [InlineData("Hash = PreviousHash")]
    public void A_changed_entry_is_named(string change)
    {
        Fill(5);
        Tamper($"UPDATE audit_entry SET {change} WHERE EntryId = 4");
        Assert.StartsWith("Entry 4 ", Verify().Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_entry_a_swapped_one_and_a_cut_end_are_named()
    {
        Fill(6);
        var noted = Verify();
        Tamper(
            "UPDATE audit_entry SET EntryId = 100 WHERE EntryId = 2; UPDATE audit_entry SET EntryId = 2 WHERE EntryId = 3; UPDATE "
                + "audit_entry SET EntryId = 3 WHERE EntryId = 100");
        Assert.StartsWith("Entry 2 does not follow", Verify().Fault, StringComparison.Ordinal);
        Tamper("DELETE FROM audit_entry WHERE EntryId = 2");
        Assert.StartsWith("Entry 2 is missing", Verify().Fault, StringComparison.Ordinal);
        Tamper("DELETE FROM audit_entry WHERE EntryId > 1");
        Assert.Null(Verify().Fault);
        Assert.Contains("the end of the chain was cut off", Verify((noted.LastEntryId, noted.LastHash)).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_that_was_made_anew_is_found_by_who_noted_an_entry()
    {
        Fill(3);
        var noted = Verify();
        Assert.Null(Verify((noted.LastEntryId, noted.LastHash.ToUpperInvariant())).Fault);
        Tamper("DELETE FROM audit_entry");
        for (var i = 11; i <= 15; i++)
            audit.AppendNow(Entry(i));
        Assert.Null(Verify().Fault);
        Assert.Contains("is not the one that was noted", Verify((noted.LastEntryId, noted.LastHash)).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET Outcome = 'X' WHERE EntryId = 2")]
    [InlineData("DELETE FROM audit_entry WHERE EntryId = 2")]
    [InlineData("DELETE FROM audit_entry")]
    public void The_database_itself_refuses_to_change_entries(string sql)
    {
        Fill(3);
        using var db = new SqliteConnection($"Data Source={Path.Combine(folder, "audit.db")};Pooling=False");
        Assert.Throws<SqliteException>(() => db.Execute(sql));
        Assert.Equal(3, Verify().Entries);
    }

    [Fact]
    public void Retention_takes_the_oldest_but_never_the_last_and_the_chain_stays_whole()
    {
        Fill(10);
        Assert.Equal(0, audit.RemoveBefore(Start));
        Assert.Equal(4, audit.RemoveBefore(Start.AddSeconds(5)));
        var report = Verify();
        Assert.Equal((6, 10, default(string)), (report.Entries, report.LastEntryId, report.Fault));
        audit.AppendNow(Entry(11));
        Assert.Equal(6, audit.RemoveBefore(Start.AddYears(1)));
        Assert.Equal((1, 11), (Verify().Entries, (int)Verify().LastEntryId));
        Assert.Equal(0, audit.RemoveBefore(Start.AddYears(1)));
        Assert.Null(Verify().Fault);
        Assert.Contains("retention has taken it away", Verify((3, new string('a', 64))).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_written_fails_who_waits_and_what_comes_after_is_written()
    {
        Fill(1);
        using (var db = new SqliteConnection($"Data Source={Path.Combine(folder, "audit.db")};Pooling=False"))
            db.Execute("ALTER TABLE audit_entry RENAME TO away");
        await Assert.ThrowsAnyAsync<Exception>(() => audit.Append(Entry(2)));
        using (var db = new SqliteConnection($"Data Source={Path.Combine(folder, "audit.db")};Pooling=False"))
            db.Execute("ALTER TABLE away RENAME TO audit_entry");
        await audit.Append(Entry(3));
        Assert.Equal((2, default(string)), ((int)Verify().LastEntryId, Verify().Fault));
    }

    [Fact]
    public void Long_texts_are_cut_not_refused()
    {
        audit.AppendNow(Entry(1) with { Caller = new string('x', 199) + "😀", Operation = new string('o', 500),
            LegalContext = new string('l', 500), Ticket = new string('t', 500), Reason = new string('r', 5000) });
        var read = audit.Read(null, null, null).Single();
        Assert.Equal((199, 64, 64, 36, 500),
            (read.Caller!.Length, read.Operation.Length, read.LegalContext!.Length, read.Ticket!.Length, read.Reason!.Length));
        Assert.Null(Verify().Fault);
    }

    [Fact]
    public void Consults_of_operators_and_by_the_command_are_in_it()
    {
        using var house = new House().WithParties();
        house.Engine.PersonView.Consult(CbeNumber.Parse(House.Institution), Ssin.Parse(Numbers.Of(1)),
            new Operator("A. Peeters", "they called"), PersonView.OnPage);
        house.Engine.PersonView.Consult(CbeNumber.Parse(House.Institution), Ssin.Parse(Numbers.Of(2)),
            new Operator("auditor", "a complaint"), PersonView.ByCommand);
        Assert.Equal(
            [$"DASHBOARD A. Peeters {Numbers.Of(1)} they called", $"COMMAND auditor {Numbers.Of(2)} a complaint"],
            house.Engine.Audit.Read(null, null, null).Select(e => $"{e.Channel} {e.Caller} {e.Ssin:D11} {e.Reason}"));
        Assert.Equal(
            ["auditor CONSULT a complaint", "A. Peeters CONSULT they called"],
            house.Engine.Journal.Latest(2).Select(a => $"{a.Operator} {a.Action} {a.Reason}"));
    }

    [Fact]
    public void The_night_takes_away_what_is_older_than_ten_years()
    {
        using var house = new House(options: new RaasOptions { Retention = new RetentionOptions { Audit = TimeSpan.FromDays(2) } })
            .WithParties();
        var who = new Operator("auditor", "a look");
        house.Engine.PersonView.Consult(CbeNumber.Parse(House.Institution), Ssin.Parse(Numbers.Of(1)), who, PersonView.ByCommand);
        house.Clock.Advance(TimeSpan.FromDays(3));
        house.Engine.PersonView.Consult(CbeNumber.Parse(House.Institution), Ssin.Parse(Numbers.Of(2)), who, PersonView.ByCommand);
        house.Night();
        Assert.Equal(Numbers.Of(2),
            house.Engine.Audit.Read(null, null, null).Single().Ssin!.Value.ToString("D11", CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.FromDays(3652), new RaasOptions().Retention.Audit);
    }
}
