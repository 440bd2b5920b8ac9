using System.Xml.Linq;
using Raas.Benchmarks;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Commands;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.EndToEnd.Commands;

/// <summary>The executable, killed (as by <c>kill -9</c>) at moments of its work on a large delivery, started again until it is done:
/// applied once, answered once.</summary>
public sealed class KillTests : IDisposable
{
    private const long Records = 150_000;
    private const long Persons = 60_000;
    private const int EnoughKills = 5;

    private readonly string folder = Directory.CreateTempSubdirectory("raas-kill-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void However_often_it_is_killed_the_delivery_is_applied_once_and_answered_once()
    {
        var made = Path.Combine(folder, "made");
        Generate.Persons(made, "persons-nr.xml", bis: false, 1, Persons);
        Generate.Persons(made, "persons-bcss.xml", bis: true, 1, Persons);
        Generate.Subscription(made, "subscription.xml", Generate.Party, 1, Records, Persons, seed: 7);
        var undisturbed = Prepare("undisturbed", made);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(0, Executable.Run(undisturbed, "night").ExitCode);
        var whole = watch.Elapsed;
        var expected = Outcome(undisturbed);

        // Moments all over the run, a little later each time, until it gets through. A machine may have been slower when the whole run was
        // timed than it is now: too few kills prove nothing, so then the moments are taken closer together, on a fresh copy.
        var (root, kills) = ("", 0);
        for (var parts = 20; kills < EnoughKills && parts <= 320; parts *= 2)
        {
            root = Prepare($"killed-{parts}", made);
            kills = KillUntilItGetsThrough(root, whole / parts);
        }
        var last = Executable.Run(root, "night");

        Assert.True(kills >= EnoughKills, $"Only {kills} kills: the run is too short to prove anything.");
        Assert.True(last.ExitCode == 0, last.Output + last.Errors);
        Assert.Equal(expected, Outcome(root));
        Assert.Contains("Green", Executable.Run(root, "selfcheck").Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(root, "data", "work", "spool"))
            && Directory.EnumerateFileSystemEntries(Path.Combine(root, "data", "work", "spool")).Any());
    }

    /// <returns>How often it was killed; each attempt gets further than the one before, or starts over.</returns>
    private static int KillUntilItGetsThrough(string root, TimeSpan step)
    {
        for (var kills = 0; ; kills++)
        {
            using var process = Executable.Start(root, "night");
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (process.WaitForExit(TimeSpan.FromMilliseconds(200) + step * (kills + 1)))
                return kills;
            process.Kill();
            process.WaitForExit();
        }
    }

    private string Prepare(string name, string made)
    {
        var root = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.WriteAllText(Path.Combine(root, "parties.json"), Benchmark.Parties);
        var imported = Executable.Run(root, "import-config", "parties.json");
        Assert.True(imported.ExitCode == 0, imported.Errors);
        foreach (var (file, party) in new[]
            { ("persons-nr", Generate.NationalRegister), ("persons-bcss", Generate.Bcss), ("subscription", Generate.Party) })
        {
            foreach (var ending in new[] { ".xml", ".voucher.xml" })
                File.Copy(Path.Combine(made, file + ending), Path.Combine(root, "data", "parties", party, "in", file + ending));
        }
        return root;
    }

    /// <summary>What does not depend on the hour: names of files, results of the answer, rows.</summary>
    private static string Outcome(string root)
    {
        var data = Path.Combine(root, "data");
        var files = Directory.EnumerateFiles(data, "*.xml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(data, f))
            .Order(StringComparer.Ordinal).ToList();
        var answer = Directory.GetFiles(Path.Combine(data, "parties", Generate.Party, "out"), "ANSWER.*.T.xml").Single();
        var results = XDocument.Load(answer).Root!;
        results.Element("sender")!.Remove();
        using var db = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(data, "raas.db")};Pooling=False");
        var rows = Dapper.SqlMapper.Query<string>(db,
            "SELECT Ssin || ' ' || DossierTypeId || ' ' || BeginDate || ' ' || EndDate FROM inscription ORDER BY Ssin, DossierTypeId, "
                + "BeginDate");
        return string.Join('\n', files) + results + string.Join('\n', rows);
    }
}
