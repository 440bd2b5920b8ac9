namespace Raas.Domain.Tests;

/// <summary>An address as it is stored: a line for each element of AddressType in types-v1.xsd, in its order.</summary>
public sealed class PostalAddressTests
{
    private static readonly Dictionary<string, string> Given = new(StringComparer.Ordinal)
    {
        ["street"] = "Kerkstraat", ["houseNumber"] = "1", ["postalCode"] = "9000", ["city"] = "Gent", ["country"] = "BE",
    };

    private const string Stored = "Kerkstraat\n1\n\n9000\nGent\nBE";

    [Fact]
    public void Each_part_has_its_line_also_when_it_is_not_given()
    {
        Assert.Equal(Stored, PostalAddress.Join(Given.GetValueOrDefault));
        Assert.Equal("\n\n\n\n\n", PostalAddress.Join(_ => null));
    }

    [Fact]
    public void The_parts_that_are_given_come_back() =>
        Assert.Equal(Given.Select(part => (part.Key, part.Value)), PostalAddress.Parts(Stored));

    [Theory]
    [InlineData(Stored, "BE")]
    [InlineData("Kerkstraat\n1\n\n9000\nGent\n", null)]
    [InlineData("\n\n\n\n\nF", "F")]
    [InlineData(null, null)]
    public void The_country_is_the_last_line(string? lines, string? country) => Assert.Equal(country, PostalAddress.CountryOf(lines));
}
