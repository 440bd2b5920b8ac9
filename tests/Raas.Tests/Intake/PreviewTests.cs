using System.Text;
using Raas.Domain;
using Raas.Intake;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>What <c>raas check</c> is told of a file that is not dropped yet.</summary>
public sealed class PreviewTests : IDisposable
{
    private readonly House house = new();

    public void Dispose() => house.Dispose();

    private CheckReport Preview(string name, byte[] content, int rejected = 20)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(house.Root, "desk")).FullName, name);
        File.WriteAllBytes(path, content);
        return house.Engine.Intake.Preview(path, null, CancellationToken.None, rejected);
    }

    /// <summary>Four records: right; wrong check digits; a type and a period that do not exist; unknown.</summary>
    private Drop Arrange(string settings = NothingWhenEmpty)
    {
        house.WithParties(settings).Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
            Records = Drop.Person(1, Numbers.Of(1), lastName: "Peeters") });
        house.Night();
        return new Drop
        {
            Party = Institution,
            Records = Drop.Register(Numbers.Of(1), "A", "2024-01-01")
                + Drop.Register(Numbers.Wrong(1), "A", "2024-01-01", reference: "r 2")
                + Drop.Register(Numbers.Of(1), "NONE", "2024-01-02", "2024-01-01", reference: "r 3",
                    person: "<lastName>Janssens</lastName>")
                + Drop.Register(Numbers.Of(5), "A", "2024-01-01"),
        };
    }

    /// <summary>As the answer of the delivery names them.</summary>
    [Fact]
    public void The_records_that_would_be_rejected_are_named_with_every_reason()
    {
        var report = Preview("a.xml", Arrange().Bytes);
        Assert.Equal(3, report.Tally!.Rejected);
        Assert.Equal([(2, "r 2", "MSG00011"), (3, "r 3", "RAA20002 RAA20003 RAA20004"), (4, null, "MSG00005")],
            report.Rejected.Select(r => (r.Number, r.Reference, string.Join(' ', r.Codes.Select(c => c.Wire).Order()))));
        Assert.Equal(["lastName"], report.Rejected[1].Differing);
        Assert.Equal(2, Preview("a.xml", Arrange().Bytes, rejected: 2).Rejected.Count);
    }

    [Fact]
    public void More_rejected_records_than_the_party_allows_refuse_the_file()
    {
        var report = Preview("a.xml", Arrange("""{ "emptyNotifications": false, "rejectThreshold": 50 }""").Bytes);
        Assert.Null(report.Tally);
        Assert.Equal("RAA10013", Assert.Single(report.Errors).Code.Wire);
        Assert.Equal(3, report.Rejected.Count);
    }

    [Theory]
    [InlineData("my file.xml")]
    [InlineData("file.txt")]
    [InlineData("FILE.XML")]
    public void A_name_that_would_be_refused_is_said(string name) =>
        Assert.Equal("RAA10007", Assert.Single(Preview(name, Arrange().Bytes).Errors).Code.Wire);

    [Theory]
    [InlineData("windows-1252", "RAA10018", "the encoding windows-1252")]
    [InlineData("UTF-16", "RAA10018", "UTF-16 without its byte order mark")]
    [InlineData("UTF-8", "RAA10010", "bytes that are not of the encoding declared")]
    public void The_encoding_is_named_and_those_that_are_read(string declared, string code, string found)
    {
        var text = Encoding.UTF8.GetString(Arrange().Bytes)
            .Replace("encoding=\"UTF-8\"", $"encoding=\"{declared}\"", StringComparison.Ordinal)
            .Replace("Janssens", "Müller", StringComparison.Ordinal);
        var error = Assert.Single(Preview("a.xml", Encoding.Latin1.GetBytes(text)).Errors);
        Assert.Equal(code, error.Code.Wire);
        Assert.Contains(error.Information, i => i.Field == "found" && i.Value.Contains(found, StringComparison.Ordinal));
        Assert.Contains(error.Information, i => i.Field == "expected" && i.Value.Contains("UTF-8", StringComparison.Ordinal));
    }
}
