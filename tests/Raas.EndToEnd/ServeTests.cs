using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Commands;
using Raas.Host.Soap;
using Raas.Host.Web;
using Raas.Nights;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd;

/// <summary>The always-on host, as its own process: files by its folders, operators by HTTP.</summary>
public sealed partial class ServeTests : IDisposable
{
    private readonly DataRoot data = new();

    public void Dispose() => data.Dispose();

    private void Answered(ServeHost host, string party, int answers) =>
        Wait.Until(() => data.Answers(party) >= answers, () => $"{party} has {data.Answers(party)} answers, not {answers}:\n{host.Log}");

    [Fact]
    public void A_drop_is_answered_at_once_and_the_host_stops_when_it_is_told()
    {
        using var host = ServeHost.Start(data.Root);
        data.Know(20, host);
        data.Put(Registers(Institution, 1, 0, 10));
        Answered(host, Institution, 1);
        Assert.Equal(10, data.Ask<long>("SELECT COUNT(*) FROM inscription"));
        Assert.Contains("Institution 0212344876", host.Page("/deliveries"), StringComparison.Ordinal);
        Wait.Until(() => host.Page("") is var page && page.Contains("<b>2</b>accepted since yesterday", StringComparison.Ordinal)
            && page.Contains("<b>4</b>files out since yesterday", StringComparison.Ordinal), () => host.Page(""));
        var (exitCode, took) = host.Terminate();
        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Operators_hold_release_send_again_and_run_the_night()
    {
        using var host = ServeHost.Start(data.Root);
        (string, string)[] why = [("operator", "Night duty"), ("reason", "they <called>")];

        Assert.Equal(HttpStatusCode.OK, host.Act("/lanes", "hold", [("party", Institution), ("flow", "SUBSCRIPTION"), .. why]).Status);
        data.Know(20, host);
        data.Put(Registers(Institution, 1, 0, 10), Registers(Other, 1, 0, 10));
        Answered(host, Other, 1);
        var status = Path.Combine(data.Data, "parties", Institution, "status.xml");
        Wait.Until(() => File.Exists(status) && File.ReadAllText(status).Contains("LANE_HELD", StringComparison.Ordinal), () => host.Log);
        Assert.Equal(0, data.Answers(Institution));
        Assert.Contains("they &lt;called&gt;", host.Page("/lanes"), StringComparison.Ordinal);
        Assert.Contains("raas_lanes_held 1", host.Metrics, StringComparison.Ordinal);
        var again = host.Act("/lanes", "hold", [("party", Institution), ("flow", "SUBSCRIPTION"), .. why]);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("Night duty has stopped it already", again.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict,
            host.Act("/lanes", "release", ("party", Institution), ("flow", "SUBSCRIPTION"), ("operator", "x")).Status);

        Assert.Equal(HttpStatusCode.OK, host.Act("/lanes", "release", [("party", Institution), ("flow", "SUBSCRIPTION"), .. why]).Status);
        Answered(host, Institution, 1);

        var receipt = Directory.GetFiles(data.Out(Institution), "RECEIPT.*.xml")
            .Single(f => !f.Contains("voucher", StringComparison.Ordinal));
        var bytes = File.ReadAllBytes(receipt);
        File.Delete(receipt);
        Assert.Equal(HttpStatusCode.OK,
            host.Act("/outgoing", "resend", [("party", Institution), ("flow", "RECEIPT"), ("number", "1"), .. why]).Status);
        Assert.Equal(bytes, File.ReadAllBytes(receipt));
        Assert.Equal(HttpStatusCode.Conflict,
            host.Act("/outgoing", "resend", [("party", Institution), ("flow", "RECEIPT"), ("number", "99"), .. why]).Status);

        Assert.Equal(HttpStatusCode.OK, host.Act("/nights", "pause", why).Status);
        Assert.Contains("<strong>Paused</strong> by Night duty", host.Page("/nights"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, host.Act("/nights", "resume", why).Status);
        Assert.Equal(HttpStatusCode.Conflict, host.Act("/nights", "run", [("date", "2020-01-01"), .. why]).Status);
        Assert.Equal(HttpStatusCode.OK, host.Act("/nights", "run", [("date", Today), .. why]).Status);
        Wait.Until(() => host.Page("/nights").Contains("✓ complete", StringComparison.Ordinal) || host.Page("/nights")
            .Contains("&#10003; complete", StringComparison.Ordinal), () => host.Page("/nights") + host.Log);

        var overview = host.Page("");
        foreach (var act in new[] { "hold", "release", "resend", "pause night", "resume night", "run night" })
            Assert.Contains(act, overview, StringComparison.Ordinal);
        Assert.DoesNotContain("<called>", overview, StringComparison.Ordinal);
    }

    [Fact]
    public void One_operator_asks_that_a_delivery_is_taken_back_and_another_one_confirms()
    {
        using var host = ServeHost.Start(data.Root);
        data.Know(20, host);
        data.Put(Registers(Institution, 1, 0, 10));
        Answered(host, Institution, 1);
        var id = data.Ask<long>($"SELECT MAX(DeliveryId) FROM delivery WHERE Party = {long.Parse(Institution)}");
        var page = $"/deliveries/{id}";
        string Asked() => Regex.Match(host.Page(page), "name=\"asked\" value=\"(?<mark>[0-9]+)\"").Groups["mark"].Value;
        (string, string)[] As(string name) =>
            [("undo", "0"), ("asked", Asked()), ("operator", name), ("reason", "file of <another> month")];

        Assert.Contains("10 rows would be put back", host.Act(page, "look-revert", ("undo", "0")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, host.Act(page, "ask-revert", As("A. Peeters")).Status);
        Assert.Contains("file of &lt;another&gt; month", host.Page(page), StringComparison.Ordinal);
        var alone = host.Act(page, "confirm-revert", As("a. peeters"));
        Assert.Equal(HttpStatusCode.Conflict, alone.Status);
        Assert.Contains("somebody else has to confirm", alone.Text, StringComparison.Ordinal);
        Assert.Equal(10, data.Ask<long>("SELECT COUNT(*) FROM inscription"));
        Assert.Equal(HttpStatusCode.OK, host.Act(page, "confirm-revert", As("B. Janssens")).Status);
        Assert.Equal(0, data.Ask<long>("SELECT COUNT(*) FROM inscription"));
        Assert.Equal(2, data.Answers(Institution));
        Assert.Contains("A. Peeters, confirmed by B. Janssens", host.Page(page), StringComparison.Ordinal);
        Assert.Contains("– taken back", host.Page("/deliveries"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, host.Act(page, "confirm-revert", As("B. Janssens")).Status);
    }

    private static string Today => BelgianTime.DateOf(DateTimeOffset.UtcNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public void What_takes_much_from_the_register_waits_for_a_release()
    {
        using var host = ServeHost.Start(data.Root);
        data.Know(1500, host);
        data.Put(Registers(Institution, 1, 0, 1500));
        Answered(host, Institution, 1);
        data.Put(new Drop { Party = Institution, Number = 2,
            Records = string.Concat(Enumerable.Range(0, 1200).Select(i => Drop.Unregister(Numbers.Of(i), "A"))) });
        Wait.Until(() => host.Page("/lanes").Contains("of 1,500", StringComparison.Ordinal), () => host.Page("/lanes") + host.Log);
        var status = Path.Combine(data.Data, "parties", Institution, "status.xml");
        Wait.Until(() => File.ReadAllText(status).Contains("WAITS_FOR_RELEASE", StringComparison.Ordinal), () => File.ReadAllText(status));
        Assert.Equal(1500, data.Ask<long>("SELECT COUNT(*) FROM inscription"));
        Assert.Equal(0, Executable.Run(data.Root, "release", Institution, "SUBSCRIPTION", "--reason", "they confirmed").ExitCode);
        Answered(host, Institution, 2);
        Assert.Equal(300, data.Ask<long>("SELECT COUNT(*) FROM inscription"));
    }

    [Fact]
    public void Odd_requests_get_a_clear_refusal()
    {
        using var host = ServeHost.Start(data.Root);
        foreach (var path in new[] { "/deliveries/999", "/deliveries/abc", "/deliveries/..%2f..%2fetc",
            "/deliveries/99999999999999999999999", "/deliveries/%00", "/deliveries/1;drop%20table", "/nothing" })
        {
            var (status, text, _) = host.Get("hangfire/raas" + path);
            Assert.True(status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path}: {status}");
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        }
        foreach (var query in new[] { "?party=1&flow=%27&decision=x&from=yesterday&before=-1", "?before=999999999999999999999" })
            host.Page("/deliveries" + query);
        host.Page("/outgoing?party=a&from=31-31-31");

        Assert.Equal(HttpStatusCode.Forbidden, host.Post("hangfire/raas/lanes", ("action", "retry")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, host.Post("hangfire/recurring/trigger", ("jobs[]", "night")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, host.Send(
            new HttpRequestMessage(HttpMethod.Get, new Uri(host.Url, "hangfire/raas")) { Headers = { Host = "evil.example" } }).Status);
        var headers = host.Get("hangfire/raas").Headers;
        Assert.Equal("DENY", headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("script-src 'self'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(headers.Contains("Server"));
        Assert.DoesNotContain("Unhandled", host.Log, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Health_and_metrics_tell_what_is()
    {
        using var host = ServeHost.Start(data.Root);
        data.Know(5, host);
        data.Put(Registers(Institution, 1, 0, 5), Registers(Other, 3, 0, 5));
        Answered(host, Institution, 1);
        Wait.Until(() =>
            host.Metrics.Contains("raas_deliveries_total{decision=\"ACCEPTED\"} 2", StringComparison.Ordinal), () => host.Metrics);
        var metrics = host.Metrics;
        foreach (var line in new[]
            { "raas_records_total{outcome=\"registered\"} 10",
                $"raas_lane_waiting{{party=\"{Other}\",flow=\"SUBSCRIPTION\",reason=\"WAITS_FOR_NUMBER\"}} 1",
                "raas_outgoing_files_total{flow=\"ANSWER\"} 2", "raas_night_paused 0" })
            Assert.Contains(line + "\n", metrics, StringComparison.Ordinal);
        Assert.All(metrics.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(PrometheusLine(), line));
        Assert.Equal("live", host.Get("health/live").Text);
        Assert.Contains("\"status\":\"ready\"", host.Get("health/ready").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_store_or_folder_is_told_and_work_goes_on_when_it_is_mended()
    {
        using var host = ServeHost.Start(data.Root);
        data.Know(5, host);

        // A folder that is none any more: what came by it waits, the others go on, the page says which.
        var folder = data.In(Institution);
        Directory.Move(folder, folder + ".away");
        File.WriteAllText(folder, "");
        data.Put(Registers(Other, 1, 0, 5));
        Answered(host, Other, 1);
        Wait.Until(() => host.Page("").Contains("The machine cannot go on", StringComparison.Ordinal), () => host.Page("") + host.Log);
        Assert.Contains(Institution, host.Page("/lanes"), StringComparison.Ordinal);
        File.Delete(folder);
        Directory.Move(folder + ".away", folder);
        data.Put(Registers(Institution, 1, 0, 5));
        Answered(host, Institution, 1);
        Wait.Until(() => !host.Page("").Contains("The machine cannot go on", StringComparison.Ordinal), () => host.Page("") + host.Log);

        // A database that another program keeps locked for as long as it likes: nothing is lost, and it goes on by itself.
        using (var db = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(data.Data, "raas.db")};Pooling=False"))
        {
            db.Open();
            Dapper.SqlMapper.Execute(db, "BEGIN IMMEDIATE");
            data.Put(Registers(Institution, 2, 0, 5));
            Thread.Sleep(TimeSpan.FromSeconds(8));
            Assert.Equal(1, data.Answers(Institution));
            Assert.Equal(HttpStatusCode.OK, host.Get("hangfire/raas").Status);
            Dapper.SqlMapper.Execute(db, "ROLLBACK");
        }
        Answered(host, Institution, 2);

        // A database that is away: the page says so, and no empty one takes its place.
        var away = Path.Combine(data.Root, "away");
        Directory.CreateDirectory(away);
        File.Move(Path.Combine(data.Data, "raas.db"), Path.Combine(away, "raas.db"));
        data.Put(Registers(Institution, 3, 0, 5));
        Wait.Until(() => host.Get("hangfire/raas") is { Status: HttpStatusCode.ServiceUnavailable } page
            && page.Text.Contains("The database does not answer", StringComparison.Ordinal), () => host.Log);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, host.Get("health/ready").Status);
        Assert.Equal(HttpStatusCode.OK, host.Get("health/live").Status);
        Assert.False(File.Exists(Path.Combine(data.Data, "raas.db")));
        File.Move(Path.Combine(away, "raas.db"), Path.Combine(data.Data, "raas.db"));
        Answered(host, Institution, 3);
        Wait.Until(() => host.Get("health/ready").Status == HttpStatusCode.OK, () => host.Log);
        Assert.DoesNotContain("   at ", host.Page(""), StringComparison.Ordinal);
    }

    [RootFact]
    public void A_full_disk_is_told_and_work_goes_on_when_there_is_room_again()
    {
        var folder = Directory.CreateTempSubdirectory("raas-full-").FullName;
        Shell.Run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder);
        try
        {
            using var full = new DataRoot(Directory.CreateDirectory(Path.Combine(folder, "root")).FullName, [Institution]);
            using var host = ServeHost.Start(full.Root);
            full.Know(20, host);
            var ballast = Path.Combine(folder, "ballast");
            var drop = Registers(Institution, 1, 0, 20);
            drop.Into(Path.Combine(folder, "uploading"));
            FillUp(ballast);
            // The program writes too: what it left of the last bytes may be nothing. A rename needs none.
            foreach (var name in (string[])[drop.DataName, drop.VoucherName])
                File.Move(Path.Combine(folder, "uploading", name), Path.Combine(full.In(Institution), name));
            // The database may be out of room too: then the page itself says so.
            Wait.Until(() =>
                host.Get("hangfire/raas").Text is var page
                    && (page.Contains("The machine cannot go on", StringComparison.Ordinal)
                        || page.Contains("look at disk space", StringComparison.OrdinalIgnoreCase) || page.Contains(
                            "at disk space and rights", StringComparison.Ordinal)), () => host.Get("hangfire/raas").Text + host.Log);
            Assert.Equal(0, full.Answers(Institution));
            File.Delete(ballast);
            Wait.Until(() => full.Answers(Institution) == 1, () => host.Page("") + host.Log);
            Assert.Equal(20, full.Ask<long>("SELECT COUNT(*) FROM inscription"));
            Wait.Until(() => !host.Page("").Contains("The machine cannot go on", StringComparison.Ordinal), () => host.Page(""));
            Assert.Equal(0, host.Terminate().ExitCode);
        }
        finally
        {
            Shell.Run("umount", folder);
            Directory.Delete(folder);
        }
    }

    /// <summary>Leaves a page or two: not enough for an answer.</summary>
    private static void FillUp(string path)
    {
        using var file = File.Create(path);
        var piece = new byte[1 << 20];
        for (var size = piece.Length; size >= 4096;)
        {
            try
            {
                file.Write(piece, 0, size);
                file.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
        file.SetLength(file.Length - 8192);
    }

    [Fact]
    public void Killed_and_started_again_it_goes_on_and_finds_a_night_that_was_missed()
    {
        using (var first = ServeHost.Start(data.Root))
        {
            data.Know(20, first);
            data.Put(Registers(Institution, 1, 0, 10));
            Answered(first, Institution, 1);
            Assert.Equal(0, Executable.Run(data.Root, "night", "--date",
                DateTime.UtcNow.AddDays(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ExitCode);
            first.Kill();
        }
        data.Put(Registers(Institution, 2, 10, 10));
        using var second = ServeHost.Start(data.Root);
        Answered(second, Institution, 2);
        Wait.Until(() =>
            data.Ask<long>("SELECT COUNT(*) FROM night_run WHERE CompletedAt IS NOT NULL") >= 2, () => second.Page("/nights") + second.Log);
        Wait.Until(() => second.Log.Contains("A night was missed", StringComparison.Ordinal), () => second.Log);
        Assert.Equal(20, data.Ask<long>("SELECT COUNT(*) FROM inscription"));
    }

    [Fact]
    public void No_number_of_a_person_is_in_a_log_a_job_a_list_or_a_metric()
    {
        using var host = ServeHost.Start(data.Root, "--verbose");
        var moved = Numbers.Of(3);
        data.Know(1200, host);
        data.Put(
            new Drop { Party = House.NationalRegister, Flow = "PERSON-MUTATION", Number = 2,
                Records = Drop.Replacement(5001, moved, Numbers.Of(2000)) + Drop.Replacement(5002, Numbers.Of(4), Numbers.Of(5)) },
            Registers(Institution, 1, 0, 1200),
            new Drop { Party = Other, Number = 1,
                Records = Drop.Register(Numbers.Wrong(1), "A", "2024-01-01") + Drop.Register(Numbers.Of(1), "B", "2024-01-01") },
            new Drop { Party = Other, Number = 2, Data = System.Text.Encoding.UTF8.GetBytes($"<x>{Numbers.Of(1)}</x>"), Count = 1 });
        Answered(host, Institution, 1);
        Answered(host, Other, 1);
        data.Put(new Drop { Party = Institution, Number = 2,
            Records = string.Concat(Enumerable.Range(0, 1100).Select(i => Drop.Unregister(Numbers.Of(i), "A"))) });
        Wait.Until(() =>
            host.Page("/lanes").Contains("would remove or shorten", StringComparison.Ordinal), () => host.Page("/lanes") + host.Log);
        (string, string)[] why = [("operator", "Night duty"), ("reason", "a test")];
        Assert.Equal(HttpStatusCode.OK, host.Act("/nights", "run", [("date", Today), .. why]).Status);
        Wait.Until(() => data.Ask<long>("SELECT COUNT(*) FROM night_run WHERE CompletedAt IS NOT NULL") == 1, () => host.Log);
        var consulted = host.Act("/register", "consult", [("party", Institution), ("ssin", Numbers.Of(7)), .. why]);
        Assert.Contains(Numbers.Of(7), consulted.Text, StringComparison.Ordinal);
        var wrong = host.Act("/register", "consult", [("party", Institution), ("ssin", Numbers.Wrong(7)), .. why]);
        Assert.Equal(HttpStatusCode.Conflict, wrong.Status);

        // What was typed stays in its field, and stands nowhere else.
        var refusedConsult = wrong.Text.Replace($"value=\"{Numbers.Wrong(7)}\"", "", StringComparison.Ordinal);
        var seen = new List<(string What, string Text)> { ("refused consult", refusedConsult), ("metrics", host.Metrics) };
        var pages = new List<string> { "", "/lanes", "/deliveries", "/outgoing", "/nights", "/register", "/parties" };
        pages.AddRange(Enumerable.Range(1, (int)data.Ask<long>("SELECT MAX(DeliveryId) FROM delivery")).Select(id => $"/deliveries/{id}"));
        seen.AddRange(pages.Select(page => ("page " + page, host.Page(page))));
        var jobs = new[] { "", "/jobs/succeeded", "/jobs/failed", "/jobs/processing", "/jobs/enqueued", "/recurring", "/servers",
            "/retries" }.Select(p => (p, Text: host.Get("hangfire" + p).Text)).ToList();
        seen.AddRange(jobs.Select(j => ("jobs " + j.p, j.Text)));
        foreach (Match job in JobLink().Matches(string.Concat(jobs.Select(j => j.Text))).Cast<Match>().DistinctBy(m => m.Value))
            seen.Add((job.Value, host.Get("hangfire" + job.Value).Text));
        host.Terminate();
        seen.Add(("log", host.Log));
        Assert.Contains(seen, s => s.What == "page /deliveries" && s.Text.Contains("refused", StringComparison.Ordinal));
        var told = seen.SelectMany(s => ElevenDigits().Matches(s.Text).Where(m => Ssin.TryParse(m.Value, out _)
            || m.Value == Numbers.Wrong(1) || m.Value == Numbers.Wrong(7)).Select(m => $"{s.What}: {m.Value}")).ToList();
        Assert.Empty(told);
    }

    [GeneratedRegex(@"(?<![0-9a-fA-F.])[0-9]{11}(?![0-9a-fA-F])", RegexOptions.None, 10_000)]
    private static partial Regex ElevenDigits();

    [GeneratedRegex(@"/jobs/details/[0-9a-f-]+", RegexOptions.None, 10_000)]
    private static partial Regex JobLink();

    [GeneratedRegex(@"^(# (HELP|TYPE) .*|[a-z_]+(\{([a-z]+=""[^""]*"",?)+\})? -?[0-9.]+)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex PrometheusLine();
}
