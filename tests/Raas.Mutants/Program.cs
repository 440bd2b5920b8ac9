using Raas.Mutants;

if (args is ["host", var tests, var mutated, .. var only])
{
    TestHost.Serve(tests, mutated, only);
    return 0;
}
if (args is not [var project, var testProject, .. var rest])
{
    Console.Error.WriteLine("Usage: Raas.Mutants PROJECT TEST-PROJECT [FILE.cs …] [TestClass …]");
    return 2;
}
var root = Directory.GetCurrentDirectory();
var name = Path.GetFileName(testProject);
var run = new MutationRun(
    root,
    Path.Combine(project, Path.GetFileName(project) + ".csproj"),
    name + ".dll",
    Path.Combine(testProject, "bin", "Release", "net10.0"),
    Path.Combine(root, "tests", "Raas.Mutants", "bin", "mutated", name),
    [.. rest.Where(r => r.EndsWith(".cs", StringComparison.Ordinal))],
    [.. rest.Where(r => !r.EndsWith(".cs", StringComparison.Ordinal))]);
var failing = run.Run();
if (failing.Count > 0)
{
    Console.Error.WriteLine($"These tests fail without a mutant: {string.Join(", ", failing.Take(10))}");
    return 1;
}
Console.WriteLine(Report.Of(run.Mutants));
return 0;
