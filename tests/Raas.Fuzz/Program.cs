using Raas.Fuzz;

if (!Xmllint.Exists)
{
    Console.Error.WriteLine("xmllint is not there (Debian: libxml2-utils).");
    return 2;
}
var seed = Option("--seed", Random.Shared.Next());
var count = Option("--count", 20_000);
Console.WriteLine($"seed {seed}, {count} mutants");
var kept = Path.GetFullPath($"fuzz-{seed}");
var result = Run.Mutants(seed, count, kept);
Console.WriteLine(result.Summary);
if (result.Faults.Count == 0)
    return 0;
foreach (var fault in result.Faults.Take(20))
    Console.WriteLine(fault);
Console.WriteLine($"{result.Faults.Count} faults; the inputs are in {kept}");
return 1;

int Option(string name, int otherwise)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;
}
