using Raas.Domain;
using Raas.Host.Commands;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Persons;

namespace Raas.Tests.Field;

/// <summary>Deliveries with names as people bear them, dropped after the sample night.</summary>
public sealed class NamesTests : IDisposable
{
    private const string Institution = "0999000129";

    private readonly House house = new();

    public NamesTests() => Assert.Empty(new Samples(house.Engine, house.Files, Repository.At("samples"))
        .RunNights(null, null, CancellationToken.None).Failures);

    public void Dispose() => house.Dispose();

    [Fact]
    public void Every_spelling_of_a_name_is_judged_as_a_clerk_would()
    {
        Drop("10-names", House.NationalRegister, "names");
        Take();
        Assert.Equal("25", house.LastAnswer(House.NationalRegister).Element("summary")!.Element("registered")!.Value);
        Drop("10-names", Institution, "reg");
        Take();

        var answer = house.LastAnswer(Institution);
        string[] others = ["10", "54"]; // Hondt D for D'Hondt: other words. McDonald for Mac Donald: other letters.
        var results = answer.Descendants("result").ToDictionary(r => r.Element("reference")!.Value, r => r);
        Assert.Equal(60, results.Count);
        Assert.Equal("",
            string.Join(' ', results.Where(r => r.Value.Element("outcome")!.Value == "REJECTED").Select(r => r.Key).Except(others)));
        foreach (var other in others)
        {
            Assert.Equal("RAA20004", results[other].Element("status")!.Element("code")!.Value);
            Assert.Equal("lastName", results[other].Descendants("fieldName").Single().Value);
        }
    }

    [Fact]
    public void A_name_beyond_the_first_plane_of_Unicode_is_accepted_found_and_renamed()
    {
        string[] names = ["𠮷田", "😀Dupont", "𐐀𐐁", "𠀀𠀁"];
        string[] numbers = ["50010100156", "50010100255", "50010100354", "50010100453"];
        Drop("17-names-beyond-bmp", House.NationalRegister, "p3");
        Take();
        // The first number is one of the samples: Simon gets another name.
        Assert.Equal(["MERGED", "REGISTERED", "REGISTERED", "REGISTERED"],
            house.LastAnswer(House.NationalRegister).Descendants("outcome").Select(o => o.Value));
        for (var i = 0; i < names.Length; i++)
        {
            Assert.Equal(numbers[i], Found(names[i])[0]);
            Assert.Equal(names[i], house.Engine.Persons.Find(Ssin.Parse(numbers[i]))!.LastName);
        }
        Assert.Contains(numbers[1], Found("Dupont"));

        Drop("17-names-beyond-bmp", House.NationalRegister, "p4");
        Take();
        Assert.All(house.LastAnswer(House.NationalRegister).Descendants("outcome"), outcome => Assert.Equal("MERGED", outcome.Value));
        Assert.All(names, name => Assert.Empty(Found(name)));
        Assert.Equal(numbers, Found("Renamed"));
        Assert.True(house.Night().SelfCheck!.IsGreen);
    }

    private void Drop(string input, string party, string name)
    {
        foreach (var file in new[] { name + ".xml", name + ".voucher.xml" })
            File.Copy(Repository.At("tests", "Raas.Tests", "Field", input, file), Path.Combine(house.In(party), file));
        house.SetTime(Directory.GetFiles(house.In(party)));
    }

    private void Take() => Assert.Empty(house.Night().Failures);

    private string[] Found(string name) =>
    [
        .. house.Engine.Persons.Search(
            new PhoneticQuestion(name, [], GivenNameMatching.Ignore, IncompleteDate.Read("1950-01-01"), 0, Gender.Unknown))
            .Select(f => f.Person.Ssin.ToString("D11")),
    ];
}
