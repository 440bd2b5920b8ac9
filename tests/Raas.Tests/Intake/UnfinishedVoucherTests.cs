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

/// <summary>An upload that stalls or breaks off waits; one that nothing can mend does not.</summary>
public sealed class UnfinishedVoucherTests : IDisposable
{
    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    private static Drop First => new() { Party = Institution, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") };

    private static byte[] Voucher => Encoding.UTF8.GetBytes(First.Voucher());

    private string In(string name) => Path.Combine(house.In(Institution), name);

    private XElement Status()
    {
        var path = Path.Combine(house.Root, "parties", Institution, "status.xml");
        Assert.Empty(Raas.Tests.Xml.Valid.Problems(Schemas.Status, File.ReadAllText(path)));
        return XDocument.Load(path).Root!;
    }

    [Fact]
    public void Whatever_its_length_the_beginning_of_a_voucher_is_known_as_one()
    {
        var whole = Voucher;
        for (var length = 0; length < whole.Length; length++)
            Assert.True(CutShort.Is(whole.AsMemory(0, length)), $"{length} of {whole.Length} bytes");
        Assert.False(CutShort.Is(whole));
        Assert.True(CutShort.Is(Encoding.Unicode.GetPreamble()
            .Concat(Encoding.Unicode.GetBytes(First.Voucher().Replace("UTF-8", "UTF-16", StringComparison.Ordinal))).Take(333).ToArray()));
    }

    /// <summary>Whatever stands in one voucher, the look at the folder goes on to the next one.</summary>
    [Fact]
    public void No_bytes_of_a_voucher_stop_the_look_at_a_folder()
    {
        var random = new Random(20260302);
        for (var mutant = 0; mutant < 2000; mutant++)
        {
            var bytes = Voucher;
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            bytes = bytes[..random.Next(bytes.Length + 1)];
            var errors = new FileErrors();
            var read = VoucherReader.Read(new MemoryStream(bytes), errors);
            Assert.True(read is not null || errors.Any, $"mutant {mutant}");
            Assert.False(read is not null && CutShort.Is(bytes), $"mutant {mutant}");
        }
    }

    [Theory]
    [InlineData("voucher of today")]
    [InlineData("<a><b></a>")]
    [InlineData("<a/><b")]
    [InlineData("<a>&#0;")]
    [InlineData("<!DOCTYPE a [")]
    public void What_no_continuation_can_mend_is_refused_at_once(string text)
    {
        house.Put(First with { VoucherText = text });
        var refused = Assert.Single(house.Night().Deliveries);
        Assert.Contains(refused.Errors, error => error.Code == Codes.File.VoucherNotXml);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(600)]
    public void A_voucher_on_its_way_waits_is_shown_and_taken_when_it_has_come(int length)
    {
        house.Put(First with { WithoutVoucher = true });
        File.WriteAllBytes(In(First.VoucherName), Voucher[..length]);
        Assert.Equal(WaitReason.VoucherIncomplete, Assert.Single(house.Night().Waiting).Waiting.Reason);
        house.Clock.Advance(TimeSpan.FromHours(1));
        var night = house.Night();
        Assert.Empty(night.Deliveries);
        var file = Status().Element("file")!;
        Assert.Equal(["SUBSCRIPTION.1.voucher.xml", "VOUCHER_INCOMPLETE"], [file.Element("name")!.Value, file.Element("reason")!.Value]);
        Assert.Equal(Start, DateTimeOffset.Parse(file.Element("since")!.Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(WaitReason.VoucherIncomplete, Assert.Single(house.Engine.Lanes.Status(CbeNumber.Parse(Institution)).Single().Waiting)
            .Reason);

        File.WriteAllBytes(In(First.VoucherName), Voucher);
        Assert.Equal(Decision.Accepted, Assert.Single(house.Night().Deliveries).Decision);
        Assert.Empty(Status().Elements("file"));
    }

    [Fact]
    public void A_voucher_that_never_comes_to_its_end_is_refused_a_day_after_it_last_grew()
    {
        house.Put(First with { WithoutVoucher = true });
        File.WriteAllBytes(In(First.VoucherName), Voucher[..100]);
        house.Night();
        house.Clock.Advance(TimeSpan.FromHours(20));
        File.WriteAllBytes(In(First.VoucherName), Voucher[..200]);
        house.Night();
        house.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Empty(house.Night().Deliveries);
        house.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Contains(Assert.Single(house.Night().Deliveries).Errors, error => error.Code == Codes.File.VoucherNotXml);
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(house.Root, "refused", Institution, "2026-03-04")).Length);
    }

    [Fact]
    public void Names_that_begin_with_a_point_are_on_their_way_until_they_are_renamed()
    {
        house.Put(First with { WithoutVoucher = true, WithoutData = true });
        File.WriteAllBytes(In("." + First.DataName), First.Bytes);
        File.WriteAllText(In(".in." + First.VoucherName), "voucher of today");
        Assert.Empty(house.Night().Deliveries);
        Assert.Equal(["ON_ITS_WAY", "ON_ITS_WAY"], Status().Elements("file").Select(f => f.Element("reason")!.Value));
        File.Move(In("." + First.DataName), In(First.DataName));
        File.WriteAllText(In(First.VoucherName), First.Voucher());
        Assert.Equal(Decision.Accepted, Assert.Single(house.Night().Deliveries).Decision);
        house.Clock.Advance(TimeSpan.FromHours(25));
        house.Night();
        Assert.True(File.Exists(Path.Combine(house.Root, "unknown", Institution, "2026-03-03", ".in." + First.VoucherName)));
    }
}
