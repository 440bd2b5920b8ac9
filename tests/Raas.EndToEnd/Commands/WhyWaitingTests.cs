using System.Text.Json;
using System.Xml.Linq;
using Raas.Host.Commands;
using Raas.Intake;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd.Commands;

/// <summary>The same reason in status.xml, on the page, in the metrics, from <c>raas status</c> and from <c>raas check</c>.</summary>
public sealed class WhyWaitingTests
{
    private const string Third = "0999000129";

    [Fact]
    public void Every_way_to_ask_gives_the_same_reason()
    {
        using var data = new DataRoot(Institution, Other, Third);
        using var host = ServeHost.Start(data.Root);
        data.Know(3, host);
        Assert.Equal(ExitCode.Done, Executable.Run(data.Root, "hold", Third, "--reason", "their file is wrong").ExitCode);
        // A data file cut short, a gap, a hold.
        data.Put(Registers(Other, 2, 0, 3), Registers(Third, 1, 0, 3));
        var cut = Registers(Institution, 1, 0, 3);
        (cut with { Data = cut.Bytes[..^10], Size = cut.Bytes.Length, Count = 3 }).Into(data.In(Institution));
        var expected = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Institution] = "DATA_FILE_INCOMPLETE", [Other] = "WAITS_FOR_NUMBER", [Third] = "LANE_HELD",
        };
        string? Told(string party)
        {
            var file = Path.Combine(data.Data, "parties", party, "status.xml");
            return File.Exists(file) ? XDocument.Load(file).Descendants("reason").FirstOrDefault()?.Value : null;
        }
        Wait.Until(() => expected.All(e => Told(e.Key) == e.Value), () => string.Join(' ', expected.Keys.Select(Told)) + host.Log);

        var metrics = host.Metrics;
        var page = host.Page("/lanes");
        using var status = JsonDocument.Parse(Executable.Run(data.Root, "status", "--json").Output);
        foreach (var (party, reason) in expected)
        {
            Assert.Contains($"raas_lane_waiting{{party=\"{party}\",flow=\"SUBSCRIPTION\",reason=\"{reason}\"}} 1", metrics,
                StringComparison.Ordinal);
            var lane = status.RootElement.EnumerateArray()
                .Single(l => l.GetProperty("party").GetString() == party && l.GetProperty("waiting").GetArrayLength() > 0);
            var waiting = lane.GetProperty("waiting")[0];
            Assert.Equal(reason, waiting.GetProperty("reason").GetString());
            Assert.Contains(System.Net.WebUtility.HtmlEncode(waiting.GetProperty("explanation").GetString()!), page,
                StringComparison.Ordinal);
            var voucher = Directory.GetFiles(data.In(party), "*.voucher.xml").Single();
            using var check = JsonDocument.Parse(Executable.Run(data.Root, "check", voucher, "--json").Output);
            Assert.Equal(reason, check.RootElement[0].GetProperty("waits").GetString());
        }
    }
}
