using System.Globalization;
using System.Text.RegularExpressions;
using Raas.Tests;

namespace Raas.EndToEnd.Commands;

/// <summary>What people see: in a terminal of 80 columns and 24 lines (a real one, by <c>script</c> of util-linux), in a pipe, and without
/// colours.</summary>
public sealed partial class TerminalTests : IClassFixture<TerminalTests.SampleNight>
{
    private const string Aurora = Benchmarks.Samples.Aurora;

    private readonly SampleNight samples;

    public TerminalTests(SampleNight samples) => this.samples = samples;

    /// <summary>A sample night, then deliveries that wait and a lane that is held.</summary>
    public sealed class SampleNight : IDisposable
    {
        private const int Waiting = 3;

        public SampleNight()
        {
            Night = InTerminal(Root, "night --samples");
            var inbox = Path.Combine(Root, "data", "parties", Aurora, "in");
            var next = File.ReadAllText(Repository.At("samples", "next", Aurora, "5-next.xml"));
            for (var number = 7; number < 7 + Waiting; number++)
            {
                var path = Path.Combine(inbox, $"{number}-later.xml");
                File.WriteAllText(path, next.Replace("<sequenceNumber>5<", $"<sequenceNumber>{number}<", StringComparison.Ordinal));
            }
            var raas = $"'{Executable.DotNet}' '{Executable.Path}'";
            var made = Shell.Script(Root,
                $"for f in {inbox}/*-later.xml; do {raas} voucher $f --number $(basename $f -later.xml); done");
            Assert.True(made.ExitCode == 0, made.Output);
            Assert.Equal(0, Executable.Run(Root, "hold", "0999000228", "--reason", "they call back").ExitCode);
        }

        public string Root { get; } = Directory.CreateTempSubdirectory("raas-terminal-").FullName;

        public string Night { get; }

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }

    /// <param name="typed">What somebody types there; empty: nobody sits there.</param>
    private static string InTerminal(string root, string command, string environment = "TERM=xterm", string typed = "")
    {
        var raas = $"stty rows 24 cols 80; env {environment} {Executable.DotNet} {Executable.Path} {command}";
        var (_, output) = Shell.Script(root, $"printf '{typed}' | script -qec \"{raas}\" /dev/null");
        return output.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private string InTerminal(string command) => InTerminal(samples.Root, command);

    private static IEnumerable<string> Lines(string output) =>
        Sequence().Replace(output, "").Split(['\n', '\r']).Select(line => line.TrimEnd());

    private static int Width(string line) => new StringInfo(line).LengthInTextElements;

    /// <summary>Words that are longer than a line, such as the digest of a file, are left whole.</summary>
    private static void Fits(string output) =>
        Assert.DoesNotContain(Lines(output), line => Width(line) > 80 && line.Trim().Contains(' ', StringComparison.Ordinal)
            && !line.TrimStart().Split(' ').Any(word => Width(word) > 76));

    [LinuxTheory]
    [InlineData("status", "0206731645")]
    [InlineData("show 6", "1-attempt-1-xsd-error.voucher.xml")]
    [InlineData("selfcheck --store", "Europe/Brussels")]
    [InlineData("verify-chain 0999000129 ANSWER", "Whole: 4 files.")]
    [InlineData("explain 0999000129 88091401620 --reason test", "88091401620")]
    [InlineData("prove-answer 1", "DERIVED:")]
    [InlineData("person-file 88091401620 --reason test", "88091401620")]
    [InlineData("config history", "0999000129")]
    [InlineData("check samples/deliveries/1-first-night/0999000129/2-every-outcome.xml", "RAA20004")]
    [InlineData("night", "numbers 7 to 9")]
    [InlineData("--help", "verify-chain")]
    [InlineData("hold 0999000129", "--reason is missing")]
    public void No_command_needs_more_than_80_columns_and_none_cuts_a_word(string command, string word)
    {
        if (!Directory.Exists(Path.Combine(samples.Root, "samples")))
            Directory.CreateSymbolicLink(Path.Combine(samples.Root, "samples"), Repository.At("samples"));
        var output = InTerminal(command);
        Fits(output);
        Assert.Contains(Lines(output), line => line.Contains(word, StringComparison.Ordinal));
    }

    [LinuxFact]
    public void A_sample_night_fits_on_a_terminal()
    {
        Fits(samples.Night);
        var text = string.Join('\n', Lines(samples.Night));
        foreach (var word in new[] { "2-every-outcome.xml", "REFUSED 0999000228 1-attempt-1-xsd-error.voucher.xml: RAA10012", "green" })
            Assert.Contains(word, text, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void What_waits_for_the_same_reason_is_one_entry_and_a_held_lane_is_shown_though_nothing_waits()
    {
        var lines = Executable.Run(samples.Root, "status").Output.Split('\n');
        Assert.Contains("WAITS 0999000129 SUBSCRIPTION, 3 deliveries (numbers 7 to 9): Number 5 has to come first.",
            Assert.Single(lines, line => line.StartsWith("WAITS", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith(": they call back", Assert.Single(lines, line => line.StartsWith("HELD 0999000228", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    /// <summary>A row is a line, so that <c>grep</c> and <c>awk</c> find it whole.</summary>
    [LinuxFact]
    public void In_a_pipe_each_row_is_one_line_without_signs_for_terminals()
    {
        var piped = Executable.Run(samples.Root, "status");
        Assert.DoesNotContain('\u001b', piped.Output + piped.Errors);
        var row = Assert.Single(piped.Output.Split('\n'), line => line.StartsWith("0999000129 ", StringComparison.Ordinal));
        Assert.Contains("Aurora health insurance (invented)", row, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Without_colours_there_are_none()
    {
        Assert.DoesNotMatch(Colour(), InTerminal(samples.Root, "night", "TERM=xterm NO_COLOR=1"));
        Assert.DoesNotMatch(Colour(), InTerminal(samples.Root, "status", "TERM=xterm-256color"));
    }

    [LinuxTheory]
    [InlineData("n\\n", "Nothing was taken over.", "Cedar")]
    [InlineData("\\n", "Nothing was taken over.", "Cedar")]
    [InlineData("y\\n", "taken over.", "Cedrus")]
    public void A_change_is_shown_and_asked_for_where_somebody_can_answer(string typed, string said, string called)
    {
        const string cedar = "0999000426";
        var root = Directory.CreateTempSubdirectory("raas-asked-").FullName;
        try
        {
            void Write(string name) => File.WriteAllText(Path.Combine(root, "parties.json"),
                $$"""{ "parties": [{ "cbe": "{{cedar}}", "name": "{{name}}", "kind": "institution" }] }""");
            Write("Cedar");
            Assert.Equal(0, Executable.Run(root, "import-config", "parties.json").ExitCode);
            Write("Cedrus");
            var output = InTerminal(root, "import-config parties.json --reason renamed", typed: typed);
            Assert.Contains("Take this over? [y/N]", output, StringComparison.Ordinal);
            Assert.Contains("Cedrus", output[..output.IndexOf("Take this over", StringComparison.Ordinal)], StringComparison.Ordinal);
            Assert.Contains(said, output, StringComparison.Ordinal);
            Assert.Contains($"\"{called}\"", Executable.Run(root, "export-config").Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [GeneratedRegex("\u001b(\\[[0-9;?]*[A-Za-z]|[=>])", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Sequence();

    [GeneratedRegex("\u001b\\[(3|4|9|10)[0-9;]+m", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Colour();
}
