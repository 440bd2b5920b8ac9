using System.Diagnostics;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Raas.Mutants;

/// <summary>The compilation of a project, exactly as its build makes it, with trees that can be changed.</summary>
internal sealed class Build
{
    private readonly CSharpCommandLineArguments arguments;
    private readonly CSharpCompilation compilation;

    public Build(string project)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(project))!;
        arguments = CSharpCommandLineParser.Default.Parse(CompilerArguments(project), folder, sdkDirectory: null);
        var trees = arguments.SourceFiles.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f.Path), Options, f.Path)).ToList();
        var references = arguments.MetadataReferences
            .Select(r => MetadataReference.CreateFromFile(Path.Combine(folder, r.Reference), r.Properties));
        compilation = CSharpCompilation.Create(arguments.CompilationName, trees, references,
            arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress).WithSpecificDiagnosticOptions([]));
        var generators = arguments.AnalyzerReferences
            .Select(a => new AnalyzerFileReference(Path.Combine(folder, a.FilePath), new Loader()))
            .SelectMany(a => a.GetGenerators(LanguageNames.CSharp)).ToList();
        if (generators.Count > 0)
        {
            CSharpGeneratorDriver.Create(generators, parseOptions: Options)
                .RunGeneratorsAndUpdateCompilation(compilation, out var withGenerated, out _);
            compilation = (CSharpCompilation)withGenerated;
        }
        AssemblyFile = arguments.CompilationName + ".dll";
    }

    public string AssemblyFile { get; }

    public IEnumerable<SyntaxTree> Trees => compilation.SyntaxTrees
        .Where(t => !t.FilePath.Split(Path.DirectorySeparatorChar).Contains("obj") && File.Exists(t.FilePath));

    private CSharpParseOptions Options => arguments.ParseOptions;

    /// <summary>Writes the assembly with these trees in the place of others.</summary>
    /// <returns>The errors; none when it was written.</returns>
    public IReadOnlyList<Diagnostic> Emit(IEnumerable<(SyntaxTree Old, string New)> changes, string path)
    {
        var changed = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Schemata.Switch, Options));
        foreach (var (old, text) in changes)
            changed = changed.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(text, Options, old.FilePath));
        using var assembly = new MemoryStream();

        var result = changed.Emit(assembly, manifestResources: arguments.ManifestResources);
        if (result.Success)
            File.WriteAllBytes(path, assembly.ToArray());
        return [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
    }

    private static List<string> CompilerArguments(string project)
    {
        string[] ask =
        [
            "msbuild", project, "-nologo", "-t:PrepareResources;Compile", "-p:Configuration=Release", "-p:BuildProjectReferences=false",
            "-p:RunAnalyzers=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true",
            "-p:NonExistentFile=__none__", "-getItem:CscCommandLineArgs",
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", ask) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        using var json = JsonDocument.Parse(answer);
        var items = json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs");
        return [.. items.EnumerateArray().Select(a => a.GetProperty("Identity").GetString()!)];
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // Generators of the SDK stand alone.
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }
}
