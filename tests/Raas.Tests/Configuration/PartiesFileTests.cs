using Raas.Configuration;
using Raas.Domain;
using Raas.Nights;
using Raas.Store;

namespace Raas.Tests.Configuration;

public sealed class PartiesFileTests
{
    [Fact]
    public void The_sample_goes_in_and_comes_out_the_same()
    {
        using var house = new House();
        house.Engine.Parties.Import(File.ReadAllText(Repository.At("samples", "parties.json")), isReplacing: true, House.Somebody);
        var exported = house.Engine.Parties.Export().ToJson();
        house.Engine.Parties.Import(exported, isReplacing: true, House.Somebody);
        Assert.Equal(exported, house.Engine.Parties.Export().ToJson());
        Golden.Verify(exported, "json");
    }

    [Fact]
    public void All_faults_are_listed_with_their_place_and_nothing_is_taken_over()
    {
        var faults = Faults("""
            { "parties": [
              { "cbe": "0212344877", "name": "", "kind": "bank", "flows": ["MAIL"], "more": 1 },
              { "cbe": "0308357753", "name": "S", "kind": "source", "flows": ["PERSON-MUTATION"] },
              { "cbe": "0212344876", "name": "I", "kind": "institution", "flows": ["SUBSCRIPTION"],
                "settings": { "rejectThreshold": 101, "mergeAdjacent": "yes" },
                "dossierTypes": [
                  { "code": "A", "validFrom": "2020-01-01", "validUntil": "2019-01-01", "names": { "fr": "a", "nl": "a", "de": "a" } },
                  { "code": "A", "validFrom": "2020-02-30", "names": { "fr": "a" } } ] }
            ] }
            """);
        foreach (var place in new[]
            { "$.parties[0].cbe", "$.parties[0].name", "$.parties[0].kind", "$.parties[0].flows", "$.parties[0].more",
                "$.parties[1].supplies", "$.parties[2].settings.rejectThreshold", "$.parties[2].settings.mergeAdjacent",
                "$.parties[2].dossierTypes[0].validUntil", "$.parties[2].dossierTypes[1].validFrom", "$.parties[2].dossierTypes[1].names" })
            Assert.Contains(faults, fault => fault.StartsWith(place, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_JSON_is_told_with_its_line() =>
        Assert.Contains("line 2", Assert.Single(Faults("{\n oops }")), StringComparison.Ordinal);

    [Fact]
    public void A_party_twice_is_a_fault() => Assert.Contains(Faults("""
        { "parties": [ { "cbe": "0308357753", "name": "A", "kind": "source", "flows": [] },
          { "cbe": "0308357753", "name": "B", "kind": "source", "flows": [] } ] }
        """), fault => fault.Contains("2 times", StringComparison.Ordinal));

    [Fact]
    public void A_dossier_type_twice_is_a_fault() => Assert.Contains(Faults(House.PartiesJson().Replace("\"code\": \"B\"",
        "\"code\": \"A\"", StringComparison.Ordinal)), fault => fault.Contains("'A' is there 2 times", StringComparison.Ordinal));

    [Fact]
    public void What_no_column_holds_is_a_fault_of_the_file_and_as_many_codes_as_there_are_go_in()
    {
        static string File(string codes, string more = "") => $$"""
            { "parties": [ { "cbe": "{{House.Institution}}", "name": "I", "kind": "institution", "flows": ["SUBSCRIPTION", "SUBSCRIPTION"],
              "authorisations": [ { "service": "IDENTITY", "deliberationNumber": "1", "dossierTypes": [{{codes}}],
                "dataGroups": ["NAME", "NAME"], "validFrom": "2000-01-01" } ]{{more}} } ] }
            """;
        Assert.Contains(Faults(File("\"A,B\"")), fault => fault.Contains("'A,B' is no code", StringComparison.Ordinal));
        Assert.NotEmpty(Faults(File($"\"{new string('A', 65)}\"")));
        Assert.Contains(
            Faults(
                File("",
                    """
                    , "expects": [{ "flow": "SUBSCRIPTION", "days": ["MON"], "before": "18:00" },
                      { "flow": "SUBSCRIPTION", "days": ["TUE"], "before": "18:00" }]
                    """)), fault => fault.Contains("SUBSCRIPTION is there 2 times", StringComparison.Ordinal));
        Assert.NotEmpty(
            Faults(
                File("",
                    $$"""
                    , "credentials": [{ "name": "a ", "secret": "{{Passwords.Hash("long enough a secret")}}", "validFrom": "2020-01-01" }]
                    """)));
        var codes = Enumerable.Range(10, 40).Select(i => i + new string('A', 62)).ToList();
        using var house = new House();
        house.Engine.Parties.Import(File(string.Join(", ", codes.Select(code => $"\"{code}\""))), isReplacing: true, House.Somebody);
        var party = house.Engine.Parties.All().Single();
        Assert.Equal(codes, party.Authorisations[0].DossierTypes);
        Assert.Equal(["NAME"], party.Authorisations[0].DataGroups);
        Assert.Equal(["SUBSCRIPTION"], party.Flows);
    }

    [Fact]
    public void A_dossier_type_keeps_its_rows_when_its_names_and_validity_change()
    {
        using var house = new House().WithParties();
        house.Put(
            new Drop { Party = House.NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(0)) },
            new Drop { Party = House.Institution, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") });
        house.Night();

        house.Engine.Parties.Import(House.PartiesJson().Replace("\"code\": \"A\", \"validFrom\": \"2000-01-01\"",
            "\"code\": \"A\", \"validFrom\": \"2010-01-01\"", StringComparison.Ordinal), isReplacing: true, House.Somebody);

        Assert.Equal([$"{Numbers.Of(0)} A 2020-01-01.."], house.Rows(House.Institution));
        Assert.Equal(new DateOnly(2010, 1, 1), house.Engine.Parties.All().Single(p => p.Number.ToString() == House.Institution)
            .Types.Single(t => t.Code == "A").Validity.Begin);
    }

    private static IReadOnlyList<string> Faults(string json) => Assert.Throws<PartiesFileException>(() => PartiesFile.Parse(json)).Faults;
}
