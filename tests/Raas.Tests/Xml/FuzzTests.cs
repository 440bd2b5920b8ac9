namespace Raas.Tests.Xml;

/// <summary>A small part of what <c>tests/Raas.Fuzz</c> does, the same each time. It counts the memory of the process.</summary>
[Collection(Intake.AloneCollection.Name)]
public sealed class FuzzTests
{
    private const int Seed = 11;

    [XmllintFact]
    public void Damaged_vouchers_and_data_files_are_judged_as_by_xmllint_and_have_one_receipt_each()
    {
        var kept = Path.Combine(Path.GetTempPath(), $"raas-fuzz-kept-{Guid.NewGuid():N}");
        var result = Fuzz.Run.Mutants(Seed, 500, kept);
        Assert.True(result.Faults.Count == 0, $"The inputs are in {kept}.\n{result.Summary}\n{string.Join('\n', result.Faults.Take(10))}");
    }
}
