using System.IO.Abstractions;
using System.Xml.Linq;
using Raas.Domain;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Tests.Xml;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Outgoing;

/// <summary>What a clerk reads in receipts, answers, status.xml and rejected records: what happened, in the party's language first, and
/// what to do.</summary>
public sealed class ClerkTests : IDisposable
{
    private const string InDutch = """{ "emptyNotifications": false, "language": "nl" }""";

    private readonly House house = new();

    public void Dispose() => house.Dispose();

    private static CbeNumber Party => CbeNumber.Parse(Institution);

    private string Answer => Path.Combine(house.Out(Institution), $"ANSWER.{Institution}.20260302.000001.T.xml");

    private string Rejected => Answer[..^4] + ".rejected.xml";

    private string RejectedVoucher => Answer[..^4] + ".rejected.voucher.xml";

    private static Drop Mixed => new()
    {
        Party = Institution,
        Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") + Drop.Register(Numbers.Wrong(2), "NO--SUCH", "2020-01-01")
            + Drop.Register(Numbers.Of(1), "A", "2020-02-01")
            + Drop.Register(Numbers.Of(1), "B", "2020-01-01", person: "<lastName>Other--Name</lastName><birthDate>1970-01-01</birthDate>"),
    };

    private void Run(string settings, params Drop[] drops)
    {
        house.WithParties(settings);
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(1)) });
        house.Put(drops);
        Assert.Empty(house.Night().Failures);
    }

    private static string[] Languages(XElement parent, string element = "description") =>
        [.. parent.Elements(element).Select(one => one.Attribute("language")!.Value)];

    private static string In(string language, XElement parent, string element = "description") =>
        parent.Elements(element).Single(one => one.Attribute("language")!.Value == language).Value;

    [Fact]
    public void A_receipt_says_what_happened_how_many_records_which_answer_and_which_number_comes_next()
    {
        Run(NothingWhenEmpty, Mixed);
        var receipt = house.LastReceipt(Institution);
        Assert.Equal(["FR", "NL", "DE", "EN"], Languages(receipt));
        Assert.Equal(Path.GetFileName(Answer), receipt.Element("answerFileName")!.Value);
        Assert.Equal(Path.GetFileName(Rejected), receipt.Element("rejectedFileName")!.Value);
        Assert.Equal("2", receipt.Element("nextExpected")!.Value);
        Assert.Equal(["4", "1", "0", "1", "0", "0", "2"], receipt.Element("summary")!.Elements().Select(e => e.Value));
        Assert.Equal(
            $"Delivery accepted and applied. Records read: 4; registered: 1; unchanged: 1; rejected: 2. The answer is "
                + $"{Path.GetFileName(Answer)}; the rejected records are in {Path.GetFileName(Rejected)}, to correct and send again. "
                + "Next number expected: 2.",
            In("EN", receipt));
        Assert.Contains("Enregistrements lus\u00A0: 4\u00A0; inscrits\u00A0: 1\u00A0;", In("FR", receipt), StringComparison.Ordinal);
    }

    [Fact]
    public void A_duplicate_is_told_the_counts_and_the_answer_of_the_first_time()
    {
        Run(NothingWhenEmpty, Mixed);
        house.Put(Mixed with { DataFileName = "again.xml" });
        house.Night();
        var receipt = house.LastReceipt(Institution);
        Assert.Equal("DUPLICATE", receipt.Element("decision")!.Value);
        Assert.Equal(Path.GetFileName(Answer), receipt.Element("answerFileName")!.Value);
        Assert.Equal("4", receipt.Element("summary")!.Element("read")!.Value);
        Assert.Contains("accepted before", In("EN", receipt), StringComparison.Ordinal);
        Assert.EndsWith("Next number expected: 2.", In("EN", receipt), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_delivery_is_told_the_form_that_was_expected_in_four_languages_and_no_word_of_programmers()
    {
        Run(InDutch, new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "1/3/2026") });
        var receipt = house.LastReceipt(Institution);
        Assert.Equal("1", receipt.Element("nextExpected")!.Value);
        Assert.Null(receipt.Element("summary"));
        Assert.Equal(["NL", "FR", "DE", "EN"], Languages(receipt));
        var error = receipt.Descendants("error").First();
        Assert.Equal(["NL", "FR", "DE", "EN"], Languages(error));
        Assert.Equal(["NL", "FR", "DE", "EN"], Languages(error, "explanation"));
        Assert.Equal("Attendu\u00A0: une date du calendrier, année-mois-jour, par exemple 2026-03-01.", In("FR", error, "explanation"));
        Assert.Equal("Verwacht: een datum van de kalender, jaar-maand-dag, bijvoorbeeld 2026-03-01.", In("NL", error, "explanation"));
        Assert.DoesNotContain("Type", receipt.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Pattern", receipt.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoding_that_is_not_read_and_a_namespace_that_is_wrong_are_named_in_four_languages()
    {
        var latin = new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") };
        Run(NothingWhenEmpty, latin with { Data = Replaced(latin, "encoding=\"UTF-8\"", "encoding=\"windows-1252\"") });
        var error = house.LastReceipt(Institution).Descendants("error").First();
        Assert.Equal("RAA10018", error.Element("code")!.Value);
        Assert.StartsWith("Codage trouvé\u00A0: windows-1252. Codages acceptés\u00A0: UTF-8,", In("FR", error, "explanation"),
            StringComparison.Ordinal);

        house.Put(latin with { Data = Replaced(latin, "xmlns:s=", "xmlns=\"urn:be:raas:subscription:v1\" xmlns:s=") });
        house.Night();
        error = house.LastReceipt(Institution).Descendants("error").First();
        Assert.Equal("RAA10012", error.Element("code")!.Value);
        Assert.Equal("The element sender is in the namespace urn:be:raas:subscription:v1; it belongs in none. Only the root has one: "
            + "give it a prefix.", In("EN", error, "explanation"));
    }

    [Fact]
    public void An_answer_gives_each_reason_in_four_languages_and_says_nothing_more_of_what_went_well()
    {
        Run(InDutch, Mixed);
        var results = house.LastAnswer(Institution).Descendants("result").ToList();
        Assert.Equal([0, 2, 0, 1], results.Select(result => result.Elements("reason").Count()));
        Assert.Equal(["MSG00011", "RAA20002"], results[1].Elements("reason").Select(reason => reason.Element("code")!.Value));
        Assert.All(results.Elements("reason"), reason => Assert.Equal(["NL", "FR", "DE", "EN"], Languages(reason)));
        Assert.Equal(Codes.Record.SsinInvalid.Nl, In("NL", results[1].Element("reason")!));
    }

    [Fact]
    public void Status_xml_says_why_something_waits_in_four_languages()
    {
        Run(InDutch, new Drop { Party = Institution, Number = 3, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        var status = XDocument.Load(Path.Combine(house.Root, "parties", Institution, "status.xml")).Root!;
        var waiting = status.Descendants("waiting").Single();
        Assert.Equal("Number 1 has to come first.", waiting.Element("explanation")!.Value);
        Assert.Equal(["NL", "FR", "DE", "EN"], Languages(waiting));
        Assert.Equal("Nummer 1 moet eerst komen.", In("NL", waiting));
        Valid.Is(true, Schemas.Status, status.ToString());
    }

    [Theory]
    [InlineData(NothingWhenEmpty)]
    [InlineData(InDutch)]
    public void Rejected_records_say_their_number_and_what_to_do_and_are_a_delivery_as_they_stand(string settings)
    {
        Run(settings, Mixed);
        var records = XDocument.Load(Rejected);
        var comments = records.Descendants("requests").Single().Nodes().OfType<XComment>().Select(c => c.Value).ToList();
        Assert.Equal(2, comments.Count);
        Assert.Matches(@"^ Record 2\n", comments[0]);
        Assert.Contains("MSG00011 " + Codes.Record.SsinInvalid.Nl, comments[0], StringComparison.Ordinal);
        Assert.Contains("RAA20002 " + Codes.Record.DossierTypeInvalid.Nl, comments[0], StringComparison.Ordinal);
        Assert.Equal(settings == InDutch, !comments[0].Contains(Codes.Record.SsinInvalid.De, StringComparison.Ordinal));
        Assert.Matches(@"^ Record 4\n", comments[1]);
        Assert.Contains("lastName", comments[1], StringComparison.Ordinal);
        Assert.All(comments, comment => Assert.DoesNotMatch("Other|NO-|[0-9]{6}", comment));
        Valid.Is(true, Schemas.Voucher, File.ReadAllText(RejectedVoucher));
        Assert.True(new ChainCheck(new Raas.Files.Disk(new FileSystem())).Run(house.Out(Institution), Party, "ANSWER").IsWhole);

        foreach (var file in new[] { Rejected, RejectedVoucher })
            File.Copy(file, Path.Combine(house.In(Institution), Path.GetFileName(file)));
        house.SetTime(Directory.GetFiles(house.In(Institution)));
        Assert.Empty(house.Night().Failures);
        var receipt = house.LastReceipt(Institution);
        Assert.Equal("ACCEPTED", receipt.Element("decision")!.Value);
        Assert.Equal("2", receipt.Element("summary")!.Element("rejected")!.Value);
        Assert.Equal("3", receipt.Element("nextExpected")!.Value);
    }

    [Fact]
    public void The_voucher_of_rejected_records_comes_again_as_it_was_and_goes_with_them()
    {
        Run(NothingWhenEmpty, Mixed);
        var voucher = File.ReadAllBytes(RejectedVoucher);
        foreach (var file in Directory.GetFiles(house.Out(Institution)))
            File.Delete(file);
        house.Engine.Outgoing.Resend(Party, "ANSWER", 1);
        Assert.Equal(voucher, File.ReadAllBytes(RejectedVoucher));

        house.Clock.Advance(TimeSpan.FromDays(500));
        house.Engine.Nights.AcceptDate(house.Engine.Today, new Raas.Operations.Operator("Anna", "nobody was here"));
        Assert.Empty(house.Night().Failures);
        Assert.Empty(Directory.GetFiles(house.Out(Institution), "ANSWER.*"));
    }

    [Fact]
    public void A_lost_answer_is_made_again_as_it_was_also_after_the_party_has_chosen_another_language()
    {
        Run(InDutch, Mixed);
        var (answer, rejected) = (File.ReadAllBytes(Answer), File.ReadAllBytes(Rejected));
        house.WithParties("""{ "emptyNotifications": false, "language": "de", "humanView": true }""");
        Directory.Delete(Path.Combine(house.Root, "work", "sent", Institution), recursive: true);
        Directory.CreateDirectory(Path.Combine(house.Root, "work", "sent", Institution));
        foreach (var file in Directory.GetFiles(house.Out(Institution)))
            File.Delete(file);
        house.Put(Mixed with { DataFileName = "again.xml" });
        Assert.Empty(house.Night().Failures);
        Assert.Equal(answer, File.ReadAllBytes(Answer));
        Assert.Equal(rejected, File.ReadAllBytes(Rejected));
    }

    private static byte[] Replaced(Drop drop, string old, string by)
    {
        var text = System.Text.Encoding.UTF8.GetString(drop.Bytes);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetBytes(text.Replace(old, by, StringComparison.Ordinal));
    }
}
