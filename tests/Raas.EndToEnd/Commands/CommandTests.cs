using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Raas.Host.Commands;
using Raas.Nights;

namespace Raas.EndToEnd.Commands;

/// <summary>Every command, run as the page of operators shows it, on the samples.</summary>
public sealed class CommandTests : IClassFixture<CommandTests.SampleNight>
{
    private const string Aurora = Benchmarks.Samples.Aurora;

    private readonly SampleNight samples;

    public CommandTests(SampleNight samples) => this.samples = samples;

    /// <summary>One sample night for all of these tests: they only look.</summary>
    public sealed class SampleNight : IDisposable
    {
        public SampleNight() => Night = Executable.Run(Root, "night", "--samples");

        public string Root { get; } = Directory.CreateTempSubdirectory("raas-commands-").FullName;

        internal Executable.Ended Night { get; }

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }

    private Executable.Ended Run(params string[] arguments) => Executable.Run(samples.Root, arguments);

    [Fact]
    public void The_sample_night_is_summarised_and_its_answer_shown()
    {
        Assert.Equal(3, samples.Night.ExitCode);
        Assert.Empty(samples.Night.Errors);
        foreach (var said in new[]
            { "5 registered, 1 merged, 2 unchanged", "DUPLICATE", "REFUSED 0999000228 1-attempt-1-xsd-error.voucher.xml: RAA10012",
                "3 not known there", "Self-check: green.", "<summary><read>18</read>", "<effect>MERGED</effect>", "<type>UPDATE</type>",
                "Müller-Lambert", "14 deliveries in" })
            Assert.Contains(said, samples.Night.Output, StringComparison.Ordinal);
        foreach (var file in new[] { "ANSWER", "REPLACEMENT", "IDENTITY", "DIMONA" })
            Assert.NotEmpty(Directory.GetFiles(Out(Aurora), file + ".*.xml"));
    }

    private string Out(string party) => Path.Combine(samples.Root, "data", "parties", party, "out");

    [Fact]
    public void A_second_night_of_the_same_date_writes_nothing_new()
    {
        var before = Directory.GetFiles(Path.Combine(samples.Root, "data", "parties"), "*", SearchOption.AllDirectories).Order().ToList();
        var night = Run("night", "--json");
        Assert.Equal(0, night.ExitCode);
        using var json = JsonDocument.Parse(night.Output);
        foreach (var nothing in new[] { "deliveries", "waiting", "nights" })
            Assert.Equal(0, json.RootElement.GetProperty(nothing).GetArrayLength());
        Assert.Equal(before, Directory.GetFiles(Path.Combine(samples.Root, "data", "parties"), "*", SearchOption.AllDirectories).Order());
        Assert.Contains("was complete before", Run("night").Output, StringComparison.Ordinal);
        var earlier = Run("night", "--date", "2020-01-01");
        Assert.Equal(2, earlier.ExitCode);
        Assert.Contains("2020-01-01", earlier.Errors, StringComparison.Ordinal);
    }

    /// <summary>A version back, or another: what it does not know it does not skip.</summary>
    [Fact]
    public void A_night_that_another_version_began_is_not_finished_by_this_one()
    {
        var root = Directory.CreateTempSubdirectory("raas-step-").FullName;
        try
        {
            Assert.Equal(3, Executable.Run(root, "night", "--samples").ExitCode);
            var store = new SqliteConnectionStringBuilder { DataSource = Path.Combine(root, "data", "raas.db"), Pooling = false };
            using (var connection = new SqliteConnection(store.ToString()))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "UPDATE night_run SET State = 'RUNNING', Step = 'TIDY', CompletedAt = NULL "
                    + "WHERE BusinessDate = (SELECT MAX(BusinessDate) FROM night_run)";
                Assert.Equal(1, command.ExecuteNonQuery());
            }
            foreach (var command in new[] { "night", "serve" })
            {
                var refused = Executable.Run(root, command);
                Assert.Equal(1, refused.ExitCode);
                Assert.Contains("stopped in the step TIDY, which this version does not know", refused.Errors, StringComparison.Ordinal);
            }
            Assert.Equal(0, Executable.Run(root, "selfcheck").ExitCode);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Status_shows_lanes()
    {
        var status = Run("status", "--party", Aurora);
        Assert.Equal(0, status.ExitCode);
        Assert.Contains("SUBSCRIPTION", status.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run("status", "--json").Output);
        Assert.Equal(5, json.RootElement.GetArrayLength());
    }

    [Fact]
    public void What_waits_is_named_by_the_night_and_by_status()
    {
        var root = Directory.CreateTempSubdirectory("raas-waits-").FullName;
        try
        {
            var shipped = Path.Combine(AppContext.BaseDirectory, "samples");
            Assert.Equal(0, Executable.Run(root, "import-config", Path.Combine(shipped, "parties.json")).ExitCode);
            var drop = Directory.CreateDirectory(Path.Combine(root, "data", "parties", Aurora, "in")).FullName;
            foreach (var file in Directory.GetFiles(Path.Combine(shipped, "deliveries", "1-first-night", Aurora), "4-*"))
                File.Copy(file, Path.Combine(drop, Path.GetFileName(file)));
            var night = Executable.Run(root, "night");
            Assert.Equal(3, night.ExitCode);
            Assert.Contains("Number 1 has to come first.", night.Output, StringComparison.Ordinal);
            var status = Executable.Run(root, "status");
            Assert.Equal(3, status.ExitCode);
            Assert.Contains("WAITS 0999000129 4-number-3-is-missing.voucher.xml (number 4): Number 1 has to come first.", status.Output,
                StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_person_is_explained_as_of_a_day_and_a_moment()
    {
        var now = Run("explain", Aurora, "88091401620", "--reason", "a test");
        var then = Run("explain", Aurora, "88091401620", "--known-on", "2020-01-01", "--reason", "a test");
        Assert.Equal((0, 0), (now.ExitCode, then.ExitCode));
        Assert.Contains("it replaced 88291401168", now.Output, StringComparison.Ordinal);
        Assert.Contains("Current number 88091401620, unknown in the authentic source.", then.Output, StringComparison.Ordinal);
        Assert.Contains("No row.", then.Output, StringComparison.Ordinal);
        var today = Run(
            "explain", Aurora, "88091401620", "--known-on", $"{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss.fff}Z", "--reason", "a test");
        Assert.Equal(now.Output, today.Output);
        var day = Run("explain", Aurora, "88091401620", "--valid-on", "2018-06-01", "--reason", "a test", "--json");
        using var json = JsonDocument.Parse(day.Output);
        Assert.Equal(["2018-01-01"], json.RootElement.GetProperty("rows").EnumerateArray()
            .Select(row => row.GetProperty("period").GetProperty("begin").GetString()));
        foreach (var wrong in new[] { ("--valid-on", "2018-13-01"), ("--known-on", "noon"), ("--known-on", "9000-01-01") })
        {
            var refused = Run("explain", Aurora, "88091401620", wrong.Item1, wrong.Item2, "--reason", "a test");
            Assert.True(refused.ExitCode is 1 or 2, refused.Output);
            Assert.NotEmpty(refused.Errors);
        }
    }

    [Fact]
    public void An_answer_is_proven_from_archive_and_journal()
    {
        var deliveries = Enumerable.Range(1, 20).Select(id => Run("show", $"{id}", "--json")).Where(shown => shown.ExitCode == 0)
            .Select(shown => JsonDocument.Parse(shown.Output).RootElement.GetProperty("delivery").Clone()).ToList();
        long Id(JsonElement delivery) => delivery.GetProperty("deliveryId").GetInt64();
        JsonElement Of(string decision, string flow) => deliveries.First(d =>
            d.GetProperty("decision").GetString() == decision && d.GetProperty("flow").GetString() == flow);
        foreach (var flow in new[] { "SUBSCRIPTION", "DIMONA" })
        {
            var proven = Run("prove-answer", $"{Id(Of("ACCEPTED", flow))}");
            Assert.True(proven.ExitCode == 0, proven.Output + proven.Errors);
            Assert.Contains("EQUAL", proven.Output, StringComparison.Ordinal);
        }
        var source = Run("prove-answer", $"{Id(Of("ACCEPTED", "PERSON-MUTATION"))}");
        Assert.Equal(1, source.ExitCode);
        Assert.Contains("NOT DERIVED", source.Output, StringComparison.Ordinal);
        var refused = Run("prove-answer", $"{Id(Of("REFUSED", "SUBSCRIPTION"))}");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("is REFUSED", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(2, Run("prove-answer", "4711").ExitCode);
    }

    [Fact]
    public void A_chain_is_verified_where_the_files_are()
    {
        var whole = Run("verify-chain", Aurora, "REPLACEMENT");
        Assert.Equal(0, whole.ExitCode);
        Assert.Contains("Whole: 2 files.", whole.Output, StringComparison.Ordinal);

        var fetched = Directory.CreateDirectory(Path.Combine(samples.Root, "fetched")).FullName;
        foreach (var file in Directory.GetFiles(Out(Aurora), "IDENTITY.*"))
            File.Copy(file, Path.Combine(fetched, Path.GetFileName(file)), overwrite: true);
        Assert.Equal(0, Run("verify-chain", Aurora, "IDENTITY", "--folder", fetched).ExitCode);
        var second = Directory.GetFiles(fetched, "IDENTITY.*.000002.T.xml").Single();
        File.AppendAllText(second, " ");
        var spoilt = Run("verify-chain", Aurora, "IDENTITY", "--folder", fetched, "--json");
        Assert.Equal(3, spoilt.ExitCode);
        Assert.Contains(Path.GetFileName(second), spoilt.Output, StringComparison.Ordinal);
        Assert.Equal(2, Run("verify-chain", Aurora, "NONSENSE").ExitCode);
    }

    [Fact]
    public void A_file_that_was_sent_comes_again_byte_for_byte()
    {
        var file = Directory.GetFiles(Out(Aurora), "DIMONA.*.000002.T.xml").Single();
        var voucher = file.Replace(".T.xml", ".T.voucher.xml", StringComparison.Ordinal);
        var sent = (File.ReadAllBytes(file), File.ReadAllBytes(voucher));
        File.Delete(file);
        File.Delete(voucher);
        var again = Run("resend", Aurora, "DIMONA", "2", "--reason", "a test");
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(sent.Item1, File.ReadAllBytes(file));
        Assert.Equal(sent.Item2, File.ReadAllBytes(voucher));
        var never = Run("resend", Aurora, "DIMONA", "99", "--reason", "a test");
        Assert.Equal(2, never.ExitCode);
        Assert.Contains("No DIMONA number 99 was ever sent", never.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_tells_everything_about_a_delivery()
    {
        var shown = Run("show", "6");
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("1-attempt-1-xsd-error.xml", shown.Output, StringComparison.Ordinal);
        Assert.Contains("RAA10012 line 9", shown.Output, StringComparison.Ordinal);
        Assert.Equal(2, Run("show", "4711").ExitCode);
    }

    [Fact]
    public void Explain_says_why_each_row_of_a_person_is_there()
    {
        var explained = Run("explain", Aurora, "32010100166", "--reason", "a test");
        Assert.Equal(0, explained.ExitCode);
        Assert.Contains("2-every-outcome", explained.Output, StringComparison.Ordinal);
        Assert.Contains("2021-01-01", explained.Output, StringComparison.Ordinal);
        var wrong = Run("explain", Aurora, "32010100167", "--reason", "a test");
        Assert.Equal(2, wrong.ExitCode);
        Assert.DoesNotContain("32010100167", wrong.Errors, StringComparison.Ordinal);
    }

    /// <summary>A person whose number was replaced twice.</summary>
    [Fact]
    public void The_file_of_a_person_has_everything_under_each_number_and_the_look_itself()
    {
        var shown = Run("person-file", "88291401168", "--reason", "request 17");
        Assert.Equal(0, shown.ExitCode);
        foreach (var word in new[]
            {
                "it replaced 88291401168, 88491401411", "0999000228", "1-attempt-4-corrected.xml", "RAAS:DIMONA", "12/007", "Rossi",
                "request 17",
            })
            Assert.Contains(word, shown.Output, StringComparison.Ordinal);
        var one = Run("person-file", "88291401168", "--reason", "request 18", "--party", "0999000228");
        Assert.DoesNotContain(Aurora, one.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Rossi", one.Output, StringComparison.Ordinal);
        Assert.Contains("\"operation\":\"person-file\",\"ssin\":\"88291401168\"", Run("audit", "export", "--ssin", "88291401168").Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "Dossier d&#39;une personne", "délibération")]
    [InlineData("nl", "Dossier van een persoon", "beraadslaging")]
    [InlineData("de", "Akte einer Person", "Beratung")]
    [InlineData("en", "File of a person", "deliberation")]
    public void The_file_of_a_person_prints_in_each_language(string language, string title, string word)
    {
        var path = Path.Combine(samples.Root, $"person.{language}.html");
        var made = Run("person-file", "88091401620", "--reason", "a <test>", "--html", path, "--language", language);
        Assert.Equal((0, ""), (made.ExitCode, made.Errors));
        var page = WebUtility.HtmlDecode(File.ReadAllText(path));
        Assert.StartsWith($"<!DOCTYPE html>\n<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlDecode(title), page, StringComparison.Ordinal);
        Assert.Contains(word, page, StringComparison.Ordinal);
        Assert.Contains("a &lt;test&gt;", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(2, Run("person-file", "88091401620", "--reason", "a test", "--html", path).ExitCode);
        var printed = Run("person-file", "88091401620", "--reason", "a test", "--html", "-", "--language", language).Output;
        Assert.StartsWith("<!DOCTYPE html>", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("person-file", "88091401621", "--reason", "test")]
    [InlineData("person-file", "88091401620")]
    [InlineData("person-file", "88091401620", "--reason", "test", "--language", "it")]
    [InlineData("person-file", "88091401620", "--reason", "test", "--json", "--html", "-")]
    public void A_file_of_a_person_that_cannot_be_made_says_why_and_does_not_repeat_the_number(params string[] arguments)
    {
        var ended = Run(arguments);
        Assert.Equal(2, ended.ExitCode);
        Assert.NotEqual("", ended.Errors);
        Assert.DoesNotContain("8809140162", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_previews_and_changes_nothing()
    {
        var file = Directory.GetFiles(Path.Combine(samples.Root, "data", "archive", Aurora), "2-every-outcome.xml",
            SearchOption.AllDirectories).Single();
        var rows = Run("status", "--json").Output;
        var check = Run("check", file);
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("leave 10 as they are, remove 0, shorten 0, reject 8 of 18 records", check.Output, StringComparison.Ordinal);
        Assert.Equal(rows, Run("status", "--json").Output);
        var bad = Run("check",
            Path.Combine(AppContext.BaseDirectory, "samples", "deliveries", "1-first-night", "0999000228", "1-attempt-1-xsd-error.xml"));
        Assert.Equal(3, bad.ExitCode);
        Assert.Contains("RAA10012", bad.Output, StringComparison.Ordinal);
        Assert.Equal(2, Run("check", "nowhere.xml").ExitCode);
    }

    [Fact]
    public void Configuration_goes_out_and_in_again()
    {
        var path = Path.Combine(samples.Root, "exported.json");
        Assert.Equal(0, Run("export-config", path).ExitCode);
        var again = Run("import-config", path);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("5 parties, 4 dossier types", again.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(path), Run("export-config").Output);
    }

    [Fact]
    public void Self_check_and_migrate_find_a_store_in_order()
    {
        var check = Run("selfcheck");
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("Green.", check.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to do", Run("migrate").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "Raas:Environment", "night", "--set", "Raas:Environment=X", "--set", "Raas:Self=1", "--set", "Raas:Nonsense=1")]
    [InlineData(2, "yyyy-MM-dd", "night", "--date", "tomorrow")]
    [InlineData(2, "CBE number", "status", "--party", "12")]
    [InlineData(2, "no such file", "import-config", "nowhere.json")]
    [InlineData(2, "nonsense", "nonsense")]
    public void Wrong_usage_ends_with_2_and_says_what_was_expected(int exitCode, string says, params string[] arguments)
    {
        var ended = Run(arguments);
        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Contains(says, ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
    }

    /// <summary>Nothing listens there: the driver is real, the refusal is clear.</summary>
    [Fact]
    public void A_SQL_Server_that_does_not_answer_is_told_without_a_stack_trace()
    {
        var connection = new Dictionary<string, string>(StringComparer.Ordinal)
            { ["RAAS__STORE"] = "sqlserver",
                ["ConnectionStrings__Raas"] = "Server=tcp:127.0.0.1,1;Database=raas;User Id=raas;Password=not-a-secret;"
                    + "Connect Timeout=1;TrustServerCertificate=true" };
        var ended = Executable.Run(samples.Root, connection, "status");
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("Look whether the database answers", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("not-a-secret", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_language_of_the_machine_changes_no_file()
    {
        var root = Directory.CreateTempSubdirectory("raas-culture-").FullName;
        var thai = new Dictionary<string, string>(StringComparer.Ordinal) { ["LANG"] = "th_TH.UTF-8", ["LC_ALL"] = "th_TH.UTF-8" };
        try
        {
            Assert.Equal(3, Executable.Run(root, thai, "night", "--samples").ExitCode);
            var names = Directory.GetFiles(Path.Combine(root, "data", "parties", Aurora, "out")).Select(f => Path.GetFileName(f)!);
            Assert.All(names, name => Assert.Contains($".{DateTime.UtcNow.Year}", name, StringComparison.Ordinal));
            Assert.StartsWith($"{DateTime.UtcNow.Year}-", Path.GetFileName(
                Directory.GetDirectories(Path.Combine(root, "data", "archive", Aurora)).Single()), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Theory]
    [InlineData("night")]
    [InlineData("check")]
    [InlineData("status")]
    [InlineData("show")]
    [InlineData("resend")]
    [InlineData("revert")]
    [InlineData("verify-chain")]
    [InlineData("explain")]
    [InlineData("prove-answer")]
    [InlineData("person-file")]
    [InlineData("import-config")]
    [InlineData("export-config")]
    [InlineData("migrate")]
    [InlineData("serve")]
    [InlineData("hold")]
    [InlineData("release")]
    [InlineData("hash-password")]
    [InlineData("selfcheck")]
    public void Every_command_has_help_with_an_example(string command)
    {
        var help = Run(command, "--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("Example", help.Output, StringComparison.Ordinal);
        Assert.Contains($"raas {command}", help.Output, StringComparison.Ordinal);
    }
}
