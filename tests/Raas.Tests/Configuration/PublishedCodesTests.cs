using Raas.Configuration;
using Raas.Store;

namespace Raas.Tests.Configuration;

/// <summary>Dossier types and legal contexts beside the published CommonV3: what is in use stays, what is new follows it.</summary>
public sealed class PublishedCodesTests : IDisposable
{
    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    private void Import(string types, string contexts) => house.Engine.Parties.Import($$"""
        { "parties": [{ "cbe": "{{House.Institution}}", "name": "I", "kind": "institution", "flows": ["SUBSCRIPTION"],
          "legalContexts": [{{contexts}}],
          "dossierTypes": [{{string.Join(',', types.Split('|').Select(Type))}}] }] }
        """, isReplacing: true, House.Somebody);

    private static string Type(string code) =>
        $$"""{ "code": "{{code}}", "validFrom": "2000-01-01", "names": { "fr": "x", "nl": "x", "de": "x" } }""";

    /// <summary>The one-letter types A and B of a party that was new are there: they may be told again.</summary>
    [Theory]
    [InlineData("A|B|NEW TYPE", "\"NEW-CONTEXT\"", null)]
    [InlineData("A|C", "\"XY\"", "'C' is new")]
    [InlineData("NEW-TYPE", "\"XY\"", "'NEW-TYPE' is new")]
    [InlineData("NEW TYPE", "\"X\"", "'X' is new")]
    public void What_a_party_gets_new_follows_the_published_patterns(string types, string contexts, string? fault)
    {
        if (fault is null)
            Import(types, contexts);
        else
            Assert.Contains(fault, Assert.Single(Assert.Throws<PartiesFileException>(() => Import(types, contexts)).Faults),
                StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_follow_them_is_named_and_works() =>
        Assert.Equal(["A", "B"],
            PartiesFile.Unpublished(house.Engine.Parties.All().Single(party => party.Number.ToString() == House.Institution)));
}
