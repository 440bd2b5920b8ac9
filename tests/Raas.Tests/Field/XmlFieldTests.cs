using System.Text.RegularExpressions;
using System.Xml.Linq;
using Raas.Host.Commands;
using Raas.Host.Soap;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Store;
using Raas.Xml;

namespace Raas.Tests.Field;

/// <summary>Deliveries that were tried on the program in the field, on numbers and on XML, as they were: dropped after the sample
/// nights.</summary>
public sealed partial class XmlFieldTests : IDisposable
{
    private const string Customer = "0999000129";

    private readonly House house = new();

    public XmlFieldTests() =>
        new Samples(house.Engine, house.Files, Repository.At("samples")).RunNights(null, null, CancellationToken.None);

    public void Dispose() => house.Dispose();

    [Fact]
    public void Numbers_of_dates_whose_counter_was_used_up_are_known_and_registered()
    {
        Drop("01-overflow-number/nr-overflow");
        Drop("01-overflow-number/bis-overflow");
        Drop("01-overflow-number/overflow");
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Night();
        foreach (var party in new[] { House.NationalRegister, House.Bcss, Customer })
        {
            Assert.Equal("ACCEPTED", house.LastReceipt(party).Element("decision")!.Value);
            Assert.All(house.LastAnswer(party).Descendants("code"), code => Assert.Equal("MSG00000", code.Value));
        }
        Assert.Equal(5, house.LastAnswer(Customer).Descendants("result").Count(result => result.Element("outcome")!.Value == "REGISTERED"));
    }

    [Theory]
    [InlineData("07-length-in-utf16/03-emoji-ref-36cp")]
    [InlineData("07-length-in-utf16/04-name-supplementary-70")]
    [InlineData("09-midnight-24/v")]
    [InlineData("15-encodings/06-enc-utf8-python")]
    [InlineData("15-encodings/36-enc-UTF_8")]
    public void What_is_valid_is_accepted(string delivery)
    {
        var receipt = Receipt(delivery);
        Assert.True(receipt.Element("decision")!.Value == "ACCEPTED", receipt.ToString());
    }

    [Fact]
    public void A_reference_of_36_characters_beyond_FFFF_comes_back_whole()
    {
        Receipt("07-length-in-utf16/03-emoji-ref-36cp");
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 20)), house.LastAnswer(Customer).Descendants("reference").Single().Value);
    }

    [Theory]
    [InlineData("08-record-number/first-record", "RAA10012", "record", "1")]
    [InlineData("08-record-number/first-record", "RAA10012", "element", "subscriptionRequest/requests/register/@reference")]
    [InlineData("08-record-number/second-record", "RAA10012", "record", "2")]
    [InlineData("08-record-number/second-record", "RAA10012", "element", "subscriptionRequest/requests/register/@reference")]
    [InlineData("15-encodings/05-xml11", "RAA10018", "found", "XML 1.1")]
    [InlineData("15-encodings/05-xml11", "RAA10018", "expected", "XML 1.0")]
    [InlineData("15-encodings/13-default-ns", "RAA10012", "namespaceFound", "urn:be:raas:subscription:v1")]
    [InlineData("15-encodings/13-default-ns", "RAA10012", "namespaceExpected", "none")]
    [InlineData("15-encodings/33-iso-8859-15", "RAA10018", "found", "the encoding ISO-8859-15")]
    [InlineData("15-encodings/34-windows-1252", "RAA10018", "found", "the encoding windows-1252")]
    [InlineData("15-encodings/34-windows-1252", "RAA10018", "expected",
        "UTF-8, US-ASCII, ISO-8859-1, or UTF-16 with byte order mark and declaration")]
    public void What_is_refused_is_refused_in_true_words(string delivery, string code, string field, string value)
    {
        var receipt = Receipt(delivery);
        Assert.Equal("REFUSED", receipt.Element("decision")!.Value);
        var error = Assert.Single(receipt.Descendants("error"));
        Assert.Equal(code, error.Element("code")!.Value);
        Assert.Equal(value, error.Elements("information").Single(i => i.Element("fieldName")!.Value == field).Element("fieldValue")!.Value);
    }

    [Fact]
    public void Bytes_that_are_not_of_the_declared_encoding_are_refused_at_their_place()
    {
        var receipt = Receipt("18-ascii-with-utf8/a");
        Assert.Equal("REFUSED", receipt.Element("decision")!.Value);
        var error = Assert.Single(receipt.Descendants("error"));
        Assert.Equal("RAA10010", error.Element("code")!.Value);
        var lines = File.ReadAllLines(Input("18-ascii-with-utf8/a.xml"), System.Text.Encoding.Latin1);
        var line = int.Parse(error.Element("line")!.Value);
        Assert.InRange(lines[line - 1][int.Parse(error.Element("position")!.Value) - 1], '\u0080', '\u00FF');
    }

    private XElement Receipt(string delivery)
    {
        var party = Drop(delivery);
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Night();
        return house.LastReceipt(party);
    }

    private string Drop(string delivery)
    {
        var party = Sender().Match(File.ReadAllText(Input(delivery + ".voucher.xml"))).Groups["cbe"].Value;
        foreach (var ending in new[] { ".xml", ".voucher.xml" })
        {
            var copy = Path.Combine(house.In(party), Path.GetFileName(delivery) + ending);
            File.Copy(Input(delivery + ending), copy);
            house.SetTime(copy);
        }
        return party;
    }

    private static string Input(string name) => Repository.At(["tests", "Raas.Tests", "Field", .. name.Split('/')]);

    [GeneratedRegex("<sender>.*?<cbeNumber>(?<cbe>[0-9]{10})<", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Sender();
}
