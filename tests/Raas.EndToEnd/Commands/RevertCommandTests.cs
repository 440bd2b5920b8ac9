using System.Globalization;

namespace Raas.EndToEnd.Commands;

/// <summary><c>raas revert</c>, as an operator uses it.</summary>
public sealed class RevertCommandTests(CommandTests.SampleNight samples) : IClassFixture<CommandTests.SampleNight>
{
    private const string Aurora = Benchmarks.Samples.Aurora;

    private Executable.Ended Run(string command, params string[] arguments) => Executable.Run(samples.Root, [command, .. arguments]);

    private string Out(string party) => Path.Combine(samples.Root, "data", "parties", party, "out");

    [Fact]
    public void A_delivery_is_taken_back_and_put_into_effect_again()
    {
        var id = Enumerable.Range(1, 50).Select(n => n.ToString(CultureInfo.InvariantCulture))
            .First(n => Run("show", n).Output.Contains("2-every-outcome.xml", StringComparison.Ordinal));
        string[] why = ["--reason", "a test", "--by", "A. Peeters"];
        var answers = Directory.GetFiles(Out(Aurora), "ANSWER.*.T.xml").Length;

        var dry = Run("revert", [id, "--dry-run", .. why]);
        Assert.Equal(0, dry.ExitCode);
        Assert.Contains("would be taken back", dry.Output, StringComparison.Ordinal);
        Assert.Equal(answers, Directory.GetFiles(Out(Aurora), "ANSWER.*.T.xml").Length);
        var done = Run("revert", [id, .. why]);
        Assert.Equal(0, done.ExitCode);
        Assert.Contains("is taken back", done.Output, StringComparison.Ordinal);
        Assert.Contains("The party is told by ANSWER.", done.Output, StringComparison.Ordinal);
        Assert.Equal(answers + 1, Directory.GetFiles(Out(Aurora), "ANSWER.*.T.xml").Length);
        Assert.Matches("taken back +[^\n]* by A. Peeters: a test; 8 rows put back, 0 left", Run("show", id).Output);
        var again = Run("revert", [id, .. why]);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("was taken back already, by A. Peeters", again.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Run("revert", [id, "--undo", .. why]).ExitCode);
        Assert.Equal(0, Run("selfcheck").ExitCode);
        Assert.Equal(0, Run("verify-chain", Aurora, "ANSWER").ExitCode);
        Assert.Equal(2, Run("revert", "4711", "--reason", "a test").ExitCode);
    }
}
