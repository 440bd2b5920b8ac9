using System.Text.RegularExpressions;
using System.Xml.Linq;
using Raas.Domain;
using Raas.Outgoing;
using Raas.Tests.Xml;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Outgoing;

/// <summary>The page beside each file, for a party that wants one: made of the XML alone, complete up to a limit, and gone when the file
/// goes.</summary>
public sealed partial class PeopleViewTests : IDisposable
{
    private const string Authorised = """
        { "service": "IDENTITY", "deliberationNumber": "1", "dataGroups": ["NAME"], "validFrom": "2000-01-01" },
        { "service": "DIMONA", "deliberationNumber": "2", "validFrom": "2000-01-01" }
        """;

    private readonly House house = new();

    public void Dispose() => house.Dispose();

    private static CbeNumber Party => CbeNumber.Parse(Institution);

    private static string Wants(string language) => $$"""{ "humanView": true, "language": "{{language}}" }""";

    private string[] Pages() => [.. Directory.GetFiles(house.Out(Institution), "*.html").Order(StringComparer.Ordinal)];

    private string Page(string flow, int number = 1) =>
        File.ReadAllText(Directory.GetFiles(house.Out(Institution), $"{flow}.*.{number:D6}.T.html").Single());

    private void Nights(string settings)
    {
        house.WithParties(settings, Authorised);
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(1))
                + Drop.Person(2, Numbers.Of(2)) },
            new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01", reference: "a &lt;b&gt; c")
                + Drop.Register(Numbers.Wrong(2), "A", "2020-01-01") });
        Assert.Empty(house.Night().Failures);
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2, Records =
            Drop.Person(3, Numbers.Of(1), lastName: "Née &amp; &lt;Autre&gt;") + Drop.Replacement(4, Numbers.Of(1), Numbers.Of(2)) });
        Assert.Empty(house.Night().Failures);
    }

    [Theory]
    [InlineData("fr", "Accusé de réception", "Changements d'identité", "Rien n'attend")]
    [InlineData("nl", "Ontvangstbewijs", "Wijzigingen van identiteit", "Er wacht niets")]
    [InlineData("de", "Empfangsbestätigung", "Änderungen der Identität", "Nichts wartet")]
    [InlineData("en", "Receipt", "Changes of identity", "Nothing waits")]
    public void Each_file_has_a_page_in_the_language_of_the_party(string language, string receipt, string identity, string nothing)
    {
        Nights(Wants(language));
        foreach (var file in Directory.GetFiles(house.Out(Institution), "*.T.xml"))
        {
            Assert.True(File.Exists(Path.ChangeExtension(file, ".html")), file);
            Assert.Contains("href=\"raas-view-v1.xsl\"?>", File.ReadAllText(file), StringComparison.Ordinal);
            Valid.Is(true, KindOf(file), File.ReadAllText(file));
        }
        Assert.Equal(["ANSWER", "DIMONA", "IDENTITY", "RECEIPT", "REPLACEMENT"],
            Pages().Select(page => Path.GetFileName(page).Split('.')[0]).Distinct());
        Assert.Contains($"<h1>{receipt} 1</h1>", Page("RECEIPT"), StringComparison.Ordinal);
        var answer = Page("ANSWER");
        Assert.Contains("MSG00011", answer, StringComparison.Ordinal);
        Assert.Contains(Codes.Record.SsinInvalid.Words.In(language), answer, StringComparison.Ordinal);
        Assert.Contains("a &lt;b&gt; c", answer, StringComparison.Ordinal);
        Assert.Contains($"<h1>{identity} 2</h1>", Page("IDENTITY", 2), StringComparison.Ordinal);
        Assert.Contains("Née &amp; &lt;Autre&gt;", Page("IDENTITY", 2), StringComparison.Ordinal);
        var status = File.ReadAllText(Path.Combine(house.Root, "parties", Institution, "status.html"));
        Assert.Contains(nothing, status, StringComparison.Ordinal);
        foreach (var page in Pages().Select(File.ReadAllText).Append(status))
        {
            Assert.StartsWith("<!DOCTYPE html", page, StringComparison.Ordinal);
            Assert.Contains($"lang=\"{language}\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
            Assert.DoesNotContain("|", page, StringComparison.Ordinal);
        }
        Assert.Empty(Directory.GetFiles(house.Out(NationalRegister), "*.html"));
    }

    [Fact]
    public void Pages_come_again_byte_for_byte_and_go_with_their_files()
    {
        Nights(Wants("fr"));
        var before = Pages().ToDictionary(page => page, File.ReadAllBytes);
        // The party has changed its mind: what was sent in French stays French.
        house.WithParties(Wants("nl"), Authorised);
        foreach (var page in before.Keys)
        {
            File.Delete(page);
            var parts = Path.GetFileName(page).Split('.');
            house.Engine.Outgoing.Resend(Party, parts[0], long.Parse(parts[3]));
        }
        Assert.All(before, page => Assert.Equal(page.Value, File.ReadAllBytes(page.Key)));
        Assert.All(new[] { "ANSWER", "RECEIPT", "IDENTITY", "REPLACEMENT", "DIMONA" },
            flow => Assert.True(house.Engine.Outgoing.Verify(Party, flow).IsWhole));

        File.WriteAllText(before.Keys.First(), "as a former version made it");
        var notices = house.Engine.Notices.After(0).Count;
        house.Engine.Outgoing.Resend(Party, "ANSWER", 1);
        Assert.Equal(before.Values.First(), File.ReadAllBytes(before.Keys.First()));
        Assert.Equal(notices, house.Engine.Notices.After(0).Count);

        house.Clock.Advance(TimeSpan.FromDays(500));
        house.Engine.Nights.AcceptDate(house.Engine.Today, new Raas.Operations.Operator("Anna", "nobody was here"));
        house.WithParties("""{ "emptyNotifications": false, "humanView": false }""");
        Assert.Empty(house.Night().Failures);
        Assert.Empty(Pages());
        Assert.False(File.Exists(Path.Combine(house.Root, "parties", Institution, "status.html")));
    }

    [Fact]
    public void A_party_that_does_not_ask_gets_no_page_and_no_style_sheet()
    {
        Nights("""{ "language": "fr" }""");
        Assert.Empty(Pages());
        Assert.DoesNotContain(Directory.GetFiles(house.Out(Institution)),
            file => File.ReadAllText(file).Contains("<?xml-stylesheet", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_large_answer_the_page_shows_the_beginning_and_says_so()
    {
        house.WithParties(Wants("en"));
        var right = string.Concat(Enumerable.Repeat(Drop.Unregister(Numbers.Of(1), "A"), 1500));
        var wrong = string.Concat(Enumerable.Repeat(Drop.Unregister(Numbers.Wrong(1), "A"), 1100));
        house.Put(new Drop { Party = Institution, Records = right + wrong, Count = 2600 });
        house.Night();
        var page = Page("ANSWER");
        Assert.Contains("Shown 1000 of 1100. The rest is in the XML file.", page, StringComparison.Ordinal);
        Assert.Contains("Shown 200 of 1500. The rest is in the XML file.", page, StringComparison.Ordinal);
        Assert.Equal(1 + 1 + 1 + 1000 + 1 + 200, page.Split("<tr>").Length - 1);
    }

    [Fact]
    public void The_style_sheet_has_the_same_words_in_each_language()
    {
        var sheet = XDocument.Load(Repository.At("xsd", FileForm.StyleSheet));
        XNamespace xsl = "http://www.w3.org/1999/XSL/Transform";
        var words = sheet.Root!.Elements(xsl + "variable").Where(v => v.Attribute("name")!.Value is "fr" or "nl" or "de" or "en")
            .Select(v => Word().Matches(v.Value).Select(m => m.Groups["key"].Value).Order(StringComparer.Ordinal).ToList()).ToList();
        Assert.Equal(4, words.Count);
        Assert.True(words[0].Count > 100);
        Assert.All(words, one => Assert.Equal(words[0], one));
        Assert.All(words, one => Assert.Equal(one.Distinct(), one));
        foreach (var key in Heads().Matches(sheet.ToString()).SelectMany(m => m.Groups["keys"].Value.Split(' ',
            StringSplitOptions.RemoveEmptyEntries)))
            Assert.Contains(key, words[0]);
    }

    private static string KindOf(string file) => Path.GetFileName(file).Split('.')[0] switch
    {
        "DIMONA" => Schemas.DimonaNotification,
        var flow => flow,
    };

    [GeneratedRegex(@"\|(?<key>[A-Za-z-]+)=", RegexOptions.ExplicitCapture, -1)]
    private static partial Regex Word();

    [GeneratedRegex("name=\"(?:keys|k|kind)\" select=\"'(?<keys>[A-Za-z -]+)'\"", RegexOptions.ExplicitCapture, -1)]
    private static partial Regex Heads();
}
