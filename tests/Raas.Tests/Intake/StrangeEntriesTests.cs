using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Intake;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Tests.Files;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>Whatever one entry of a folder is or does, the others are taken and status.xml is written in the same round.</summary>
public sealed class StrangeEntriesTests : IDisposable
{
    private const int Good = 100;
    private static readonly string Long = new('n', 255 - ".voucher.xml".Length);

    private readonly House house = new House().WithParties();

    public void Dispose()
    {
        foreach (var folder in Directory.EnumerateDirectories(house.In(Institution)))
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        house.Dispose();
    }

    private string In(string name) => Path.Combine(house.In(Institution), name);

    private static Drop Delivery(long number) =>
        new() { Party = Institution, Number = number, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") };

    private IntakeReport Round() => house.Engine.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None);

    private Dictionary<string, string> Listed()
    {
        var path = Path.Combine(house.Root, "parties", Institution, "status.xml");
        Assert.Empty(Raas.Tests.Xml.Valid.Problems(Schemas.Status, File.ReadAllText(path)));
        return XDocument.Load(path).Root!.Elements("file")
            .ToDictionary(f => f.Element("name")!.Value, f => f.Element("reason")!.Value, StringComparer.Ordinal);
    }

    private List<string> In(string kind, string day) =>
        [.. new Raas.Files.PartyFolder(new Raas.Files.Disk(house.Files), Path.Combine(house.Root, kind, Institution, day)).Entries()
            .Select(e => e.Name)];

    private Dictionary<string, string> Codes() => house.Sent(Institution, "RECEIPT").Where(r => r.Descendants("code").Any())
        .ToDictionary(r => r.Descendants("voucherFileName").Single().Value, r =>
            r.Descendants("code").First().Value, StringComparer.Ordinal);

    [LinuxFact]
    public void One_of_each_strange_entry_among_a_hundred_good_deliveries_stops_none_of_them()
    {
        house.Put([.. Enumerable.Range(1, Good).Select(n => Delivery(n))]);
        var secret = Path.Combine(house.Root, "secret.xml");
        File.WriteAllText(secret, Delivery(1).Voucher());
        Strange.Pipe(In("pipe.voucher.xml"));
        Strange.Pipe(In("pipe.xml"));
        Strange.Pipe(In("pipe"));
        Strange.Socket(In("socket.voucher.xml"));
        Directory.CreateDirectory(In("folder.voucher.xml"));
        Directory.CreateDirectory(In("folder"));
        File.CreateSymbolicLink(In("link.voucher.xml"), secret);
        File.CreateSymbolicLink(In("nowhere.voucher.xml"), "/nowhere");
        File.CreateSymbolicLink(In("self.voucher.xml"), "self.voucher.xml");
        Strange.FileOfBytes(house.In(Institution), "caf\u00e9.voucher.xml", Delivery(1).Voucher());
        Strange.FileOfBytes(house.In(Institution), "caf\u00e9.xml", "<x/>");
        Strange.FileOfBytes(house.In(Institution), "th\u00e9.txt", "tea");
        File.WriteAllText(In("bell\a\u001b[2J.voucher.xml"), "no XML");
        File.WriteAllText(In("new\nline.txt"), "x");
        File.WriteAllText(In(Long + ".voucher.xml"), "no XML");
        File.WriteAllText(In("left.filepart"), "x");
        File.WriteAllText(In(".lftp-hidden"), "x");

        var report = Round();

        Assert.Empty(report.Failures);
        Assert.Equal(Good, report.Deliveries.Count(d => d.Decision == Decision.Accepted));
        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["pipe.voucher.xml"] = "RAA10016",
                ["socket.voucher.xml"] = "RAA10016",
                ["folder.voucher.xml"] = "RAA10016",
                ["link.voucher.xml"] = "RAA10016",
                ["nowhere.voucher.xml"] = "RAA10016",
                ["self.voucher.xml"] = "RAA10016",
                ["caf%E9.voucher.xml"] = "RAA10007",
                ["bell%07%1B[2J.voucher.xml"] = "RAA10001",
                [Long + ".voucher.xml"] = "RAA10001",
            },
            Codes());
        Assert.Equal(
            ["bell%07%1B[2J.voucher.xml", "caf%E9.voucher.xml", "caf%E9.xml", "folder.voucher.xml", Long + ".voucher.xml",
                "pipe.voucher.xml", "pipe.xml", "socket.voucher.xml"],
            In("refused", "2026-03-02"));
        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["pipe"] = "NO_VOUCHER",
                ["folder"] = "NO_VOUCHER",
                ["th%E9.txt"] = "NO_VOUCHER",
                ["new%0Aline.txt"] = "NO_VOUCHER",
                ["left.filepart"] = "NO_VOUCHER",
                [".lftp-hidden"] = "ON_ITS_WAY",
            },
            Listed());
        Assert.True(File.Exists(secret));

        house.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Empty(Round().Failures);
        Assert.Equal([".lftp-hidden", "folder", "left.filepart", "new%0Aline.txt", "pipe", "th%E9.txt"], In("unknown", "2026-03-03"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        Assert.Empty(Listed());
    }

    [LinuxFact]
    public void A_name_of_255_bytes_that_comes_again_on_the_same_day_is_put_away_again()
    {
        for (var again = 0; again < 3; again++)
        {
            File.WriteAllText(In(Long + ".voucher.xml"), $"no XML {again}");
            Assert.Empty(Round().Failures);
        }
        Assert.Equal(3, In("refused", "2026-03-02").Count);
        using var hasty = new House(root: house.Root, intake: new IntakeOptions { UnknownAfter = TimeSpan.FromMinutes(1) }, keep: true);
        for (var again = 0; again < 3; again++)
        {
            File.WriteAllText(In(Long + "12345678.txt"), $"y{again}");
            Assert.Empty(hasty.Engine.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None).Failures);
            hasty.Clock.Advance(TimeSpan.FromMinutes(2));
            Assert.Empty(hasty.Engine.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None).Failures);
        }
        Assert.Equal(3, In("unknown", "2026-03-02").Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
    }

    /// <summary>What a plain <c>put</c> of some clients brings: a mode that keeps the file for the account of the party.</summary>
    [LinuxFact]
    public void What_cannot_be_read_waits_a_minute_is_shown_and_is_refused_then()
    {
        var (voucher, data, right) = (Delivery(1), Delivery(1) with { DataFileName = "data-kept.xml" }, Delivery(1)
            with { DataFileName = "right.xml" });
        house.Put(voucher, data);
        Strange.AsAnotherAccount(house.Root, [In(voucher.VoucherName), In(data.DataName)], () =>
        {
            house.NewEngine();
            var report = Round();
            Assert.Empty(report.Failures);
            Assert.Empty(report.Deliveries);
            Assert.Equal([WaitReason.NotReadable, WaitReason.NotReadable], report.Waiting.Select(w => w.Reason));
            Assert.Equal("NOT_READABLE", Assert.Single(Listed()).Value);
            house.Clock.Advance(TimeSpan.FromSeconds(61));
            house.Put(right);
            report = Round();
            Assert.Empty(report.Failures);
            Assert.Equal(2, report.Deliveries.Count(d => d.Errors is [{ Code.Wire: "RAA10019" }]));
            Assert.Equal(Decision.Accepted, report.Deliveries.Single(d => d.DataFileName == "right.xml").Decision);
            Assert.Empty(Listed());
            Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        });
    }

    /// <summary>Such a folder cannot be moved by anybody but its owner.</summary>
    [LinuxFact]
    public void A_folder_that_cannot_be_moved_is_told_once_and_stays_listed()
    {
        house.Put(Delivery(1));
        Directory.CreateDirectory(In("mine.voucher.xml"));
        Directory.CreateDirectory(In("mine"));
        Directory.CreateDirectory(In("data.xml"));
        house.Put(Delivery(2) with { DataFileName = "data.xml", WithoutData = true });
        Strange.AsAnotherAccount(house.Root, [In("mine.voucher.xml"), In("mine"), In("data.xml")], () =>
        {
            house.NewEngine();
            var report = Round();
            Assert.Empty(report.Failures);
            Assert.Equal([("data.voucher.xml", Decision.Refused), ("mine.voucher.xml", Decision.Refused),
                ("SUBSCRIPTION.1.voucher.xml", Decision.Accepted)], report.Deliveries.Select(d => (d.VoucherFileName, d.Decision)).Order());
            Assert.Equal(new() { ["mine.voucher.xml"] = "CANNOT_BE_MOVED", ["mine"] = "NO_VOUCHER", ["data.xml"] = "NO_VOUCHER" },
                Listed());
            Assert.Empty(Round().Deliveries);
            house.NewEngine();
            house.Clock.Advance(TimeSpan.FromHours(25));
            report = Round();
            Assert.Empty(report.Deliveries);
            Assert.Empty(report.Failures);
            Assert.Equal(["data.xml", "mine", "mine.voucher.xml"], Listed().Keys.Order(StringComparer.Ordinal));
            Assert.All(Listed().Values, reason => Assert.Equal("CANNOT_BE_MOVED", reason));
        });
    }

    [LinuxFact]
    public void A_folder_in_that_is_a_link_is_told_for_that_party_alone()
    {
        house.Put(Delivery(1), new Drop { Party = Other, Records = Delivery(1).Records });
        Directory.Move(house.In(Institution), house.In(Institution) + "-aside");
        File.CreateSymbolicLink(house.In(Institution), house.In(Other));
        var night = house.Night();
        Assert.Contains("is a link", Assert.Single(night.Failures), StringComparison.Ordinal);
        Assert.Equal(Other, Assert.Single(night.Deliveries).Party.ToString());
        Assert.Contains("is a link", house.Engine.Lanes.Status(CbeNumber.Parse(Institution)).Single().Trouble, StringComparison.Ordinal);
        File.Delete(house.In(Institution));
        Directory.Move(house.In(Institution) + "-aside", house.In(Institution));
        Assert.Equal(Institution, Assert.Single(house.Night().Deliveries).Party.ToString());
    }
}
