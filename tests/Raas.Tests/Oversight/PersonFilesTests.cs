using System.Net;
using Dapper;
using Microsoft.Data.Sqlite;
using Raas.Domain;
using Raas.Host.Pages;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Oversight;
using static Raas.Tests.House;

namespace Raas.Tests.Oversight;

/// <summary>Everything about a person, for who has said why.</summary>
public sealed class PersonFilesTests : IDisposable
{
    private const string Allowed =
        """{ "service": "IDENTITY", "deliberationNumber": "12/001", "validFrom": "2000-01-01" }""";

    private const string Another =
        """{ "service": "IDENTITY", "deliberationNumber": "12/002", "validFrom": "2000-01-01", "validUntil": "2026-03-04" }""";

    private readonly House house = new House().WithParties(authorisations: $"{Allowed}, {Another}");

    public PersonFilesTests()
    {
        Drop Told(string source, int number, string records) =>
            new() { Party = source, Flow = "PERSON-MUTATION", Number = number, Records = records };
        house.Put(
            Told(NationalRegister, 1, Drop.Person(1, Numbers.Of(1), lastName: "<i>First</i>".Replace("<", "&lt;", StringComparison.Ordinal))
                + Drop.Person(2, Numbers.Of(2), lastName: "Second")),
            new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") },
            new Drop { Party = Other, Records = Drop.Register(Numbers.Of(2), "B", "2021-01-01") });
        house.Night();
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(Told(NationalRegister, 2, Drop.Person(3, Numbers.Of(2), lastName: "<b>Third</b>".Replace("<", "&lt;",
            StringComparison.Ordinal), date: "2026-03-03")));
        house.Put(Told(Bcss, 1, Drop.Replacement(4, Numbers.Of(1), Numbers.Of(2), "2026-03-03")));
        house.Night();
    }

    public void Dispose() => house.Dispose();

    private static long Old => long.Parse(Numbers.Of(1));

    private static long Current => long.Parse(Numbers.Of(2));

    private PersonFile File(string? party = null, string channel = PersonView.ByCommand) => house.Engine.PersonFiles.Of(
        Ssin.Parse(Numbers.Of(1)), party is null ? null : CbeNumber.Parse(party), new Operator("clerk", "request 17"), channel);

    [Fact]
    public void It_has_every_number_what_each_institution_registered_and_why_it_changed()
    {
        var file = File();
        Assert.Equal([Current, Old], file.Numbers);
        Assert.Equal(PersonState.Active, file.State);
        Assert.Equal([Institution, Other], file.Institutions.Select(one => one.Party.ToString()).Order(StringComparer.Ordinal));
        var here = file.Institutions.Single(one => one.Party.ToString() == Institution);
        Assert.Equal([(Current, "A")], here.Rows.Select(row => (row.Ssin, row.DossierType)));
        Assert.Equal(["DELIVERY", "REPLACEMENT", "REPLACEMENT"], here.Changes.Select(change => change.Cause));
        Assert.Equal(4, here.Changes[^1].Event!.MutationId);
    }

    [Fact]
    public void It_has_what_our_copy_holds_and_what_changed_in_it()
    {
        var file = File();
        Assert.Equal((Current, "<b>Third</b>"), (file.Person!.Ssin, file.Person.LastName));
        var name = file.Changes.Single(change => change.DataGroup == "NAME");
        Assert.StartsWith("Second", name.BeforeValue, StringComparison.Ordinal);
        Assert.Equal((3, long.Parse(NationalRegister), new DateOnly(2026, 3, 3)), (name.MutationId, name.Source, name.Date));
        Assert.Contains(file.Changes, change => change is { DataGroup: "REPLACEMENT", MutationId: 4 } && change.Ssin == Old);
        Assert.Equal(new DateOnly(2026, 3, 3).AddDays(-400), file.ChangesSince);
    }

    [Fact]
    public void An_item_with_two_numbers_of_the_person_is_one_line_and_an_answer_has_the_receipt_of_its_delivery()
    {
        var told = File().Disclosures;
        var replacement = told.First(one => one.What.File.Flow == "REPLACEMENT" && one.What.File.Party == long.Parse(Institution));
        Assert.Equal([Old, Current], replacement.Ssins.OrderByDescending(ssin => ssin == Old));
        Assert.Null(replacement.Receipt);
        Assert.Equal(1, told.Single(one => one.What.File.Flow == "ANSWER" && one.What.File.Party == long.Parse(Institution)).Receipt);
        Assert.Equal("12/001, 12/002", told.Single(one => one.What.File.Flow == "IDENTITY"
            && one.What.File.Party == long.Parse(Institution)).What.Deliberations);
    }

    [Fact]
    public void Of_one_party_it_has_only_what_concerns_it()
    {
        var file = File(Other);
        Assert.Equal([Other], file.Institutions.Select(one => one.Party.ToString()));
        Assert.All(file.Disclosures, one => Assert.Equal(long.Parse(Other), one.What.File.Party));
        Assert.NotEmpty(file.Disclosures);
        Assert.Null(file.Person);
        Assert.Empty(file.Changes);
        Assert.All(file.Looks, look => Assert.Equal(long.Parse(Other), look.Entry.Party));
    }

    [Fact]
    public void The_look_itself_is_audited_before_and_stands_in_the_file()
    {
        var look = Assert.Single(File(channel: PersonView.OnPage).Looks).Entry;
        Assert.Equal(("DASHBOARD", "clerk", "person-file", Old, "request 17"),
            (look.Channel, look.Caller, look.Operation, look.Ssin, look.Reason));
        Assert.Equal("PERSON-FILE", house.Engine.Journal.Latest(1).Single().Action);
    }

    /// <summary>What cannot be audited is not shown.</summary>
    [Fact]
    public void Without_an_audit_there_is_no_file()
    {
        using (var db = new SqliteConnection($"Data Source={Path.Combine(house.Root, "audit.db")};Pooling=False"))
            db.Execute("ALTER TABLE audit_entry RENAME TO gone");
        Assert.Throws<SqliteException>(() => File());
        Assert.DoesNotContain(house.Engine.Journal.Latest(10), action => action.Action == "PERSON-FILE");
    }

    /// <summary>By the configuration of the moment of the call, not by that of today.</summary>
    [Fact]
    public void A_call_has_the_deliberations_that_its_party_had_then()
    {
        void Call(string operation, string outcome = "MSG00000") => house.Engine.Audit.AppendNow(new AuditEntry
        {
            At = house.Clock.GetUtcNow(), Channel = "SOAP", Caller = "program", Party = CbeNumber.Parse(Institution),
            Operation = operation, Ssin = Ssin.Parse(Numbers.Of(2)), LegalContext = "PENSIONS", Outcome = outcome,
        });
        Call("searchPersonBySsin");
        Call("consultInscriptions");
        Call("searchPersonBySsin", "RAA40001");
        house.Clock.Advance(TimeSpan.FromDays(2));
        Call("searchPersonBySsin");
        house.Clock.Advance(TimeSpan.FromDays(2));
        house.WithParties(authorisations: """{ "service": "IDENTITY", "deliberationNumber": "12/009", "validFrom": "2000-01-01" }""");
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Call("searchPersonBySsin");
        Assert.Equal(["12/001, 12/002", "", "", "12/001", "12/009", ""], File().Looks.Select(look => look.Deliberations ?? ""));
    }

    [Theory]
    [InlineData("fr", "Ce que les institutions ont inscrit")]
    [InlineData("nl", "Wat instellingen hebben geregistreerd")]
    [InlineData("de", "Was Einrichtungen eingetragen haben")]
    [InlineData("en", "What institutions registered")]
    public void The_page_speaks_the_language_and_nothing_in_it_is_taken_for_markup(string language, string words)
    {
        var page = PersonFilePage.Of(File(), language).Text;
        Assert.Contains(words, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Third", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Third", page, StringComparison.Ordinal);
        var lost = new LostDisclosures(null, house.Clock.GetUtcNow(), "water & fire");
        var gaps = PersonFilePage.Of(File() with { DisclosuresLost = [lost, lost with { Since = lost.Until.AddDays(-1) }] }, language).Text;
        Assert.Equal(2, gaps.Split("(water &amp; fire)").Length - 1);
        foreach (var fetched in new[] { "<script", "src=", "href=", "url(" })
            Assert.DoesNotContain(fetched, page, StringComparison.OrdinalIgnoreCase);
    }
}
