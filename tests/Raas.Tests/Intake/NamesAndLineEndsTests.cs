using System.Text;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>What a day of silence was the answer to: names in capitals, transfers in text mode.</summary>
public sealed class NamesAndLineEndsTests : IDisposable
{
    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    private static Drop First => new() { Party = Institution, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") };

    private IReadOnlyList<string> Refused() =>
        [.. Directory.GetFiles(Path.Combine(house.Root, "refused", Institution, "2026-03-02")).Select(f => Path.GetFileName(f))
        .Order(StringComparer.Ordinal)];

    [LinuxTheory]
    [InlineData("DAILY.XML", "DAILY.VOUCHER.XML")]
    [InlineData("daily.xml", "daily.VOUCHER.XML")]
    [InlineData("daily.XML", "daily.voucher.xml")]
    [InlineData("Daily.xml", "daily.Voucher.xml")]
    public void Capitals_in_the_ending_are_refused_at_once_with_a_receipt(string data, string voucher)
    {
        house.Put(First with { DataFileName = data, VoucherFileName = voucher, NameInVoucher = voucher == "daily.voucher.xml" ? "daily.xml"
            : data });
        Assert.Equal(Decision.Refused, Assert.Single(house.Night().Deliveries).Decision);
        Assert.Equal("RAA10007", Assert.Single(house.LastReceipt(Institution).Descendants("code")).Value);
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        Assert.Equal(new[] { data, voucher }.Order(StringComparer.Ordinal), Refused());
    }

    [LinuxFact]
    public void Two_deliveries_whose_names_differ_in_their_letters_only_are_two()
    {
        house.Put(First with { DataFileName = "daily.xml", WithoutData = true }, First with { DataFileName = "DAILY.xml" });
        var night = house.Night();
        Assert.Equal("DAILY.xml", Assert.Single(night.Deliveries, d => d.Decision == Decision.Accepted).DataFileName);
    }

    [Theory]
    [InlineData("\n", "\r\n")]
    [InlineData("\r\n", "\n")]
    public void A_transfer_in_text_mode_is_said_at_once(string meant, string came)
    {
        var text = Encoding.UTF8.GetString(First.Bytes);
        var sent = First with { Data = Encoding.UTF8.GetBytes(text.Replace("\n", meant, StringComparison.Ordinal)), Count = 1 };
        house.Put(sent);
        File.WriteAllBytes(Path.Combine(house.In(Institution), sent.DataName),
            Encoding.UTF8.GetBytes(text.Replace("\n", came, StringComparison.Ordinal)));
        Assert.Equal(Decision.Refused, Assert.Single(house.Night().Deliveries).Decision);
        var error = Assert.Single(house.LastReceipt(Institution).Descendants("error"));
        Assert.Equal("RAA10008", error.Element("code")!.Value);
        Assert.Contains(error.Elements("information"), i =>
            i.Element("fieldName")!.Value == "lineEnds" && i.Value.Contains("binary", StringComparison.Ordinal));
        Assert.Equal(2, Refused().Count);
    }

    [Fact]
    public void A_file_that_only_lacks_as_many_bytes_as_it_has_lines_is_still_on_its_way()
    {
        var bytes = First.Bytes;
        house.Put(First);
        File.WriteAllBytes(Path.Combine(house.In(Institution), First.DataName), bytes[..^bytes.Count(b => b == '\n')]);
        Assert.Equal(WaitReason.DataFileIncomplete, Assert.Single(house.Night().Waiting).Waiting.Reason);
    }

    [Fact]
    public void A_large_file_is_looked_at_for_its_line_ends_once_it_has_stopped_growing()
    {
        var records = string.Concat(Enumerable.Range(0, 20_000).Select(_ => Drop.Register(Numbers.Of(0), "A", "2020-01-01")));
        var text = Encoding.UTF8.GetString((First with { Records = records }).Bytes);
        var sent = First with { Data = Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)), Count = 20_000 };
        house.Put(sent);
        File.WriteAllText(Path.Combine(house.In(Institution), sent.DataName), text);
        Assert.Equal(WaitReason.DataFileIncomplete, Assert.Single(house.Night().Waiting).Waiting.Reason);
        house.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(Codes.File.SizeDiffers, Assert.Single(Assert.Single(house.Night().Deliveries).Errors).Code);
    }
}
