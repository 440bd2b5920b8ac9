using System.IO.Abstractions;
using System.Text;
using System.Xml.Schema;
using Raas.Intake;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Tests.Intake;

public sealed class NewVoucherTests : IDisposable
{
    private const string Institution = "0999000129";

    private readonly string home = Directory.CreateTempSubdirectory("raas-voucher-").FullName;
    private readonly NewVoucher work = new(new FileSystem(), TimeProvider.System);

    public void Dispose() => Directory.Delete(home, recursive: true);

    private string DataFile(string name, string? content = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home, "in")).FullName;
        var path = Path.Combine(folder, name);
        var right = new Drop { Party = Institution, Number = 7, Records = Drop.Register(Numbers.Of(1), "A", "2024-01-01") };
        File.WriteAllBytes(path, content is null ? right.Bytes : Encoding.UTF8.GetBytes(content));
        return path;
    }

    /// <summary>By the schema, and by the reader that judges those of parties.</summary>
    [Fact]
    public void A_voucher_says_what_its_data_file_says()
    {
        var path = DataFile("seven.xml");
        var (voucher, errors) = work.Describe(path, "T", CancellationToken.None);
        Assert.Empty(errors);
        var written = work.Write(path, voucher!);
        Assert.Equal(Path.Combine(home, "in", "seven.voucher.xml"), written);
        var problems = new List<ValidationEventArgs>();
        using (var file = File.OpenRead(written))
        using (var reader = SafeXml.Validate(file, Schemas.Voucher, (_, problem) => problems.Add(problem)))
        {
            while (reader.Advance())
            {
                // Everything is in the reading.
            }
        }
        Assert.Empty(problems);
        var faults = new FileErrors();
        using (var file = File.OpenRead(written))
            Assert.Equal(voucher, VoucherReader.Read(file, faults));
        Assert.Equal((Institution, 7, "SUBSCRIPTION", 1),
            (voucher!.Sender.ToString(), voucher.FileSequenceNumber, voucher.Flow, voucher.MessageCount));
        Assert.Equal(new FileInfo(path).Length, voucher.Size);
        Assert.Equal(["seven.voucher.xml", "seven.xml"], Directory.GetFiles(Path.Combine(home, "in")).Select(Path.GetFileName).Order());
        Assert.Throws<IOException>(() => work.Write(path, voucher));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(home, "in")).Length);
    }

    [Theory]
    [InlineData("my file.xml", null, "RAA10007")]
    [InlineData("a.xml", "<a/>", "RAA10012")]
    [InlineData("a.xml", "<a", "RAA10010")]
    [InlineData("a.xml", "<?xml version=\"1.0\" encoding=\"windows-1252\"?><a/>", "RAA10018")]
    [InlineData("a.xml", "<s:subscriptionRequest xmlns:s=\"urn:be:raas:subscription:v1\"/>", "RAA10012")]
    public void What_would_be_refused_gets_none(string name, string? content, string code)
    {
        var (voucher, errors) = work.Describe(DataFile(name, content), "T", CancellationToken.None);
        Assert.Null(voucher);
        Assert.Contains(errors, error => error.Code.Wire == code);
    }

    [Fact]
    public void The_status_of_the_party_is_found_beside_the_file_or_above_it()
    {
        var path = DataFile("seven.xml");
        Assert.Null(work.StatusOf(path));
        File.WriteAllText(Path.Combine(home, "status.xml"), "<status/>");
        Assert.Null(work.StatusOf(path));
        File.WriteAllText(Path.Combine(home, "status.xml"), $"""
            <s:laneStatus xmlns:s="urn:be:raas:status:v1"><party>{Institution}</party><writtenAt>2026-11-27T10:00:00Z</writtenAt>
            <environment>A</environment><lane><flow>SUBSCRIPTION</flow><nextExpected>7</nextExpected></lane></s:laneStatus>
            """);
        var status = work.StatusOf(path)!;
        Assert.Equal((Institution, "A", 7), (status.Party, status.Environment, status.NextExpected["SUBSCRIPTION"]));
    }
}
