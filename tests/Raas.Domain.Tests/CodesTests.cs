using System.Reflection;

namespace Raas.Domain.Tests;

public sealed class CodesTests
{
    [Theory]
    [InlineData(typeof(Codes.File))]
    [InlineData(typeof(Codes.Record))]
    [InlineData(typeof(Codes.Online))]
    public void All_is_complete(Type list)
    {
        var fields = list.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(Code)).ToList();
        var all = list == typeof(Codes.File) ? Codes.File.All : list == typeof(Codes.Record) ? Codes.Record.All : Codes.Online.All;
        Assert.Equal(fields.Select(field => field.Name).Order(), all.Select(code => code.Name).Order());
        Assert.All(fields, field => Assert.Equal(field.Name, ((Code)field.GetValue(null)!).Name));
    }

    [Fact]
    public void Wire_codes_and_names_are_unique()
    {
        var all = Codes.File.All.Concat(Codes.Record.All).Concat(Codes.Online.All).ToList();
        Assert.Equal(all.Count, all.Select(code => code.Wire).Distinct().Count());
        Assert.Equal(all.Count, all.Select(code => code.Name).Distinct().Count());
        Assert.All(all, code => Assert.Matches("^(MSG|RAA)[0-9]{5}$", code.Wire));
        Assert.All(all, code => Assert.Same(code, Codes.Find(code.Wire)));
        Assert.Null(Codes.Find("RAA99999"));
    }

    [Fact]
    public void File_codes_are_numbered_without_gap() =>
        Assert.Equal(Enumerable.Range(1, 19).Select(number => $"RAA100{number:D2}"), Codes.File.All.Select(code => code.Wire).Order());

    [Fact]
    public void Record_codes_are_those_of_the_contract() =>
        Assert.Equal(
            [
                "MSG00000", "MSG00005", "MSG00011", "RAA20001", "RAA20002", "RAA20003", "RAA20004",
                "RAA20005", "RAA20006",
                "RAA30001", "RAA30002", "RAA30003", "RAA30004", "RAA30005", "RAA30006", "RAA30007", "RAA30008",
                "RAA40001", "RAA40002",
            ],
            Codes.Record.All.Select(code => code.Wire).Order());

    [Fact]
    public void Descriptions_are_there_in_four_languages_and_fit_a_status()
    {
        foreach (var code in Codes.File.All.Concat(Codes.Record.All).Concat(Codes.Online.All))
        {
            string[] texts = [code.Fr, code.Nl, code.De, code.En];
            Assert.Equal(4, texts.Distinct().Count());
            Assert.All(texts, text => Assert.InRange(text.Length, 10, Code.LongestDescription));
            Assert.All(texts, text => Assert.EndsWith(".", text, StringComparison.Ordinal));
            Assert.All(texts, text => Assert.DoesNotMatch("[0-9]{4}", text));
        }
    }

    /// <summary>What readers of each language stumbled over.</summary>
    [Fact]
    public void Descriptions_are_written_as_their_readers_write()
    {
        foreach (var code in Codes.File.All.Concat(Codes.Record.All).Concat(Codes.Online.All))
        {
            Assert.DoesNotMatch("[^\u00A0][:;!?]( |$)", code.Fr);
            Assert.DoesNotMatch("(?i)exploitant|réessayé la", code.Fr);
            Assert.DoesNotMatch("(?i)\\bbon\\b|begeleidende", code.Nl);
            Assert.All(new[] { code.Fr, code.Nl, code.De, code.En }, text => Assert.DoesNotContain("--", text, StringComparison.Ordinal));
        }
        Assert.DoesNotContain("again", Codes.Record.SsinInvalid.OnLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RecordErrors.None, "MSG00000", "")]
    [InlineData(RecordErrors.SsinInvalid | RecordErrors.PeriodInvalid, "MSG00011", "MSG00011 RAA20003")]
    [InlineData(RecordErrors.SsinUnknown, "MSG00005", "MSG00005")]
    [InlineData(RecordErrors.GenderDiffers | RecordErrors.LastNameDiffers, "RAA20004", "RAA20004")]
    [InlineData(RecordErrors.SsinCancelled | RecordErrors.DossierTypeInvalid | RecordErrors.BirthDateDiffers, "RAA20001",
        "RAA20001 RAA20004 RAA20002")]
    public void Record_errors_have_their_codes_heaviest_first(RecordErrors errors, string heaviest, string all)
    {
        Assert.Equal(heaviest, Codes.Record.Heaviest(errors).Wire);
        Assert.Equal(all, string.Join(' ', Codes.Record.Of(errors).Select(code => code.Wire)));
    }

    [Fact]
    public void Every_record_error_has_a_code() =>
        Assert.All(
            Enum.GetValues<RecordErrors>().Where(error => error != RecordErrors.None),
            error => Assert.NotEqual(Codes.Record.Ok, Codes.Record.Heaviest(error)));

    [Fact]
    public void Differing_fields_are_named_as_in_the_schema()
    {
        Assert.Equal(["lastName", "firstName", "birthDate", "gender"], Codes.Record.DifferingFields(RecordErrors.IdentityDiffers));
        Assert.Equal(["birthDate"], Codes.Record.DifferingFields(RecordErrors.BirthDateDiffers | RecordErrors.SsinCancelled));
    }
}
