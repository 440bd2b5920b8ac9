using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Raas.Mutants;

/// <summary>All mutants of some files of one project, each against the tests that come to it.</summary>
internal sealed class MutationRun
{
    private static readonly TimeSpan MostWithoutMutant = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(30);

    private readonly Build build;
    private readonly string testAssembly;
    private readonly string folder;
    private readonly string[] classes;
    private readonly List<SyntaxTree> trees;
    private List<Test> tests = [];

    /// <param name="project">The project whose sources are mutated.</param>
    /// <param name="testFolder">Where the built tests are; they are copied, and stay as they are.</param>
    /// <param name="workFolder">Emptied first. Inside the repository, where tests look for it.</param>
    /// <param name="files">Names of the source files; all when empty.</param>
    /// <param name="classes">Names of the test classes; all when empty.</param>
    public MutationRun(
        string root, string project, string testAssembly, string testFolder, string workFolder, string[] files, string[] classes)
    {
        build = new Build(project);
        this.testAssembly = testAssembly;
        this.classes = classes;
        folder = workFolder;
        Copy(testFolder, workFolder);
        trees =
        [
            .. build.Trees.Where(t => files.Length == 0 || files.Contains(Path.GetFileName(t.FilePath), StringComparer.Ordinal))
                .OrderBy(t => t.FilePath, StringComparer.Ordinal),
        ];
        foreach (var tree in trees)
        {
            var file = Path.GetRelativePath(root, tree.FilePath).Replace('\\', '/');
            Mutants.AddRange(Mutations.Of(tree, file, Mutants.Count + 1));
        }
    }

    public List<Mutant> Mutants { get; } = [];

    /// <returns>Names of tests that fail although nothing is mutated; then nothing else was done.</returns>
    public IReadOnlyList<string> Run()
    {
        EmitTogether();
        using (var process = NewProcess())
        {
            var lines = process.Ask("measure", MostWithoutMutant)
                ?? throw new InvalidOperationException("The tests do not come to an end without a mutant.");
            tests = [.. lines.Select(Test.Parse).OrderBy(t => t.Milliseconds)];
        }
        var failing = tests.Where(t => t.Fails).Select(t => t.Name).ToList();
        if (failing.Count > 0)
            return failing;
        Console.Error.WriteLine($"{Mutants.Count} mutants, {tests.Count} tests");
        RunTogether();
        foreach (var mutant in Mutants.Where(m => m.Host is null))
            RunAlone(mutant);
        return [];
    }

    // What does not compile is taken out, and the rest built again.
    private void EmitTogether()
    {
        while (true)
        {
            var hosts = Mutants.Where(m => m.Host is not null && m.State != MutantState.DoesNotCompile)
                .GroupBy(m => m.Member!).ToDictionary(g => (SyntaxNode)g.Key, g => g.ToList());
            var changes = trees.ConvertAll(t => (t, new CountedLoops().Visit(new Schemata(hosts).Visit(t.GetRoot())).ToFullString()));
            var errors = build.Emit(changes, Path.Combine(folder, build.AssemblyFile));
            if (errors.Count == 0)
                return;
            var guilty = errors.Select(MutantAt).ToHashSet();
            if (guilty.Contains(0))
                throw new InvalidOperationException(string.Join('\n', errors.Where(e => MutantAt(e) == 0).Take(5)));
            foreach (var mutant in Mutants.Where(m => guilty.Contains(m.Id)))
                mutant.State = MutantState.DoesNotCompile;
        }
    }

    private static int MutantAt(Diagnostic error)
    {
        var node = error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan);
        var method = node.AncestorsAndSelf().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Identifier.Text ?? "";
        var match = Regex.Match(method, Schemata.Mark + "(?<id>[0-9]+)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return match.Success ? int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture) : 0;
    }

    private void RunTogether()
    {
        var process = NewProcess();
        foreach (var member in Mutants.Where(m => m.Host is not null && m.State != MutantState.DoesNotCompile).GroupBy(m => m.Member!))
        {
            var reaching = tests.Where(t => t.Enters.Contains(member.First().Id)).ToList();
            foreach (var mutant in member.Where(_ => reaching.Count > 0))
            {
                if (Judge(mutant, process, reaching))
                    continue;
                process.Dispose();
                process = NewProcess();
            }
        }
        process.Dispose();
    }

    // A constant or a constructor: an assembly of its own, in a process of its own.
    private void RunAlone(Mutant mutant)
    {
        var tree = trees.Single(t => t == mutant.Old.SyntaxTree);
        var text = new CountedLoops().Visit(mutant.In(tree.GetRoot())).ToFullString();
        var errors = build.Emit([(tree, text)], Path.Combine(folder, build.AssemblyFile));
        if (errors.Count > 0)
        {
            mutant.State = MutantState.DoesNotCompile;
            return;
        }
        var inFile = Mutants.Where(m => m.File == mutant.File && m.Host is not null).Select(m => m.Id).ToHashSet();
        var member = mutant.Old.Ancestors().OfType<MemberDeclarationSyntax>().First();
        var isOurs = member.Modifiers.Any(m => m.ValueText == "private") && inFile.Count > 0;
        using var process = NewProcess();
        Judge(mutant, process, isOurs ? [.. tests.Where(t => t.Enters.Overlaps(inFile))] : tests);
    }

    /// <returns>False when the process is of no use any more.</returns>
    private static bool Judge(Mutant mutant, TestProcess process, List<Test> reaching)
    {
        var quick = string.Join(' ', reaching.Where(t => t.Milliseconds < 20).Select(t => t.Order));
        var slow = string.Join(" | ", reaching.Where(t => t.Milliseconds >= 20).Select(t => t.Order));
        var most = Least + TimeSpan.FromMilliseconds(5 * reaching.Sum(t => t.Milliseconds));
        var answer = process.Ask($"run {mutant.Id} {quick} | {slow}", most);
        mutant.State = answer is null ? MutantState.TimedOut : answer[0] == "survived" ? MutantState.Survived : MutantState.Killed;
        if (mutant.State != MutantState.Killed)
            Console.Error.WriteLine($"{mutant.State}: {mutant}");
        return answer is not null;
    }

    private TestProcess NewProcess() => new(folder, testAssembly, build.AssemblyFile, classes);

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
            Directory.Delete(to, recursive: true);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed record Test(string Id, long Milliseconds, long Ticks, bool Fails, HashSet<int> Enters, string Name)
    {
        /// <summary>With what it may loop: ten times as often as without a mutant, and some.</summary>
        public string Order => $"{Id}={Ticks * 10 + 5_000_000}";

        private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

        public static Test Parse(string line)
        {
            var words = line.Split(' ', 6);
            var enters = words[4].Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(m => (int)Number(m));
            return new Test(words[0], Number(words[1]), Number(words[2]), words[3] != "0", [.. enters], words[5]);
        }
    }
}
