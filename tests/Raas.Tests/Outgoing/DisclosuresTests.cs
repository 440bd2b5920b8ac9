using Raas.Configuration;
using Raas.Domain;
using Raas.Store;
using Raas.Tests.Oracle;
using Raas.Tests.Store;

namespace Raas.Tests.Outgoing;

/// <summary>Who was told of whom in files: what is accounted for is what the files say, for every person, and nobody can change it
/// unseen.</summary>
public sealed class DisclosuresTests
{
    private const int Worlds = 3;

    [Fact]
    public void After_random_worlds_every_person_is_accounted_for_as_the_files_say() => Check(StoreKind.Sqlite, Worlds);

    [ServerFact(StoreKind.PostgreSql)]
    public void The_same_on_PostgreSQL() => Check(StoreKind.PostgreSql, 2);

    private static void Check(StoreKind store, int worlds)
    {
        var (persons, flows) = (0, new HashSet<string>(StringComparer.Ordinal));
        for (var seed = 1; seed <= worlds; seed++)
        {
            var world = Generator.World(seed);
            Runner.Run(world, Model.Of(world).Numbers, store, house =>
            {
                var named = SentNames.Read(house.Root);
                foreach (var (number, lines) in named)
                {
                    Assert.Equal(lines.Order(StringComparer.Ordinal),
                        SentNames.Accounted(house.Engine.Disclosures, number).Order(StringComparer.Ordinal));
                    flows.UnionWith(lines.Select(line => line.Split(' ')[1]));
                }
                persons += named.Count;
                var report = house.Engine.Disclosures.Verify(CancellationToken.None);
                Assert.Null(report.Fault);
                Assert.Equal(named.Values.Sum(lines => lines.Count), report.Entries);
            });
        }
        // Worlds that say nothing would agree with everything.
        Assert.True(persons > worlds);
        if (worlds == Worlds)
            Assert.Equal(["ANSWER", "DIMONA", "IDENTITY", "REPLACEMENT"], flows.Order(StringComparer.Ordinal));
    }

    /// <summary>Somebody with the store in his hands changes what is accounted for.</summary>
    [Theory]
    [InlineData("UPDATE disclosure SET Content = X'0205' WHERE Flow = 'ANSWER' AND Number = 2", "ANSWER number 2 to 0212344876")]
    [InlineData("UPDATE disclosure SET LastSsin = FirstSsin WHERE Flow = 'ANSWER' AND Number = 1", "ANSWER number 1 to 0212344876")]
    [InlineData("DELETE FROM disclosure WHERE Flow = 'IDENTITY' AND Number = 1", "IDENTITY number 1 to 0212344876")]
    [InlineData("INSERT INTO disclosure SELECT Party, Flow, Number, Part + 1, FirstSsin, LastSsin, Entries, Content FROM disclosure "
        + "WHERE Flow = 'IDENTITY'", "IDENTITY number 1 to 0212344876")]
    [InlineData("INSERT INTO disclosure SELECT Party, Flow, Number, Part + 2, FirstSsin, LastSsin, Entries, Content FROM disclosure "
        + "WHERE Flow = 'IDENTITY'", "Block 2 of IDENTITY number 1 to 0212344876 is missing.")]
    [InlineData("UPDATE disclosure SET Number = 99 WHERE Flow = 'ANSWER' AND Number = 2", "ANSWER number 2 to 0212344876")]
    [InlineData("INSERT INTO disclosure SELECT Party, Flow, 99, Part, FirstSsin, LastSsin, Entries, Content FROM disclosure "
        + "WHERE Flow = 'IDENTITY'", "Block 1 of IDENTITY number 99 to 0212344876 belongs to no file.")]
    [InlineData("UPDATE outgoing_file SET LegalContext = 'OTHER' WHERE Flow = 'ANSWER' AND Number = 1", "ANSWER number 1 to 0212344876")]
    [InlineData("UPDATE outgoing_file SET Deliberations = NULL WHERE Flow = 'IDENTITY'", "IDENTITY number 1 to 0212344876")]
    [InlineData("UPDATE outgoing_file SET DisclosureDigest = NULL WHERE Flow = 'ANSWER' AND Number = 2", "have lost their digest")]
    [InlineData("UPDATE outgoing_file SET DisclosureDigest = NULL; DELETE FROM disclosure", "have lost their digest")]
    public void What_was_changed_is_found_and_named(string change, string named)
    {
        using var house = Told();
        Assert.Null(house.Engine.Disclosures.Verify(CancellationToken.None).Fault);
        Change(house, change);
        Assert.Contains(named, house.Engine.Disclosures.Verify(CancellationToken.None).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_says_by_which_deliberation_and_legal_context_it_was_told()
    {
        using var house = Told();
        var told = house.Engine.Disclosures.Of(long.Parse(Numbers.Of(1)), CbeNumber.Parse(House.Institution));
        Assert.Equal(["ANSWER TEST:2026-01 ", "IDENTITY RAAS:IDENTITY 12/001, 12/002"],
            told.Select(one => $"{one.File.Flow} {one.File.LegalContext} {one.Deliberations}").Order(StringComparer.Ordinal));
        // Of its names only one of them may tell.
        Assert.Equal("12/001", house.Engine.Disclosures.Of(long.Parse(Numbers.Of(2)), null).Single(one => one.File.Flow == "IDENTITY")
            .Deliberations);
    }

    [Fact]
    public void Retention_takes_the_oldest_away_as_it_does_with_the_audit_and_the_rest_is_whole()
    {
        using var house = Told(new RaasOptions
        {
            Retention = new RetentionOptions { Audit = TimeSpan.FromDays(5) }, Night = new NightOptions { MaxCatchUp = 100 },
        });
        house.Clock.Advance(TimeSpan.FromDays(4));
        house.Put(new Drop { Party = House.Institution, Number = 3, Records = Drop.Register(Numbers.Of(3), "A", "2021-01-01") });
        Assert.Empty(house.Night().Failures);
        Assert.NotEmpty(house.Engine.Disclosures.Of(long.Parse(Numbers.Of(1)), null));
        house.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Empty(house.Night().Failures);
        Assert.Empty(house.Engine.Disclosures.Of(long.Parse(Numbers.Of(1)), null));
        Assert.NotEmpty(house.Engine.Disclosures.Of(long.Parse(Numbers.Of(3)), null));
        var report = house.Engine.Disclosures.Verify(CancellationToken.None);
        Assert.Null(report.Fault);
        Assert.True(report.Since > House.Start.AddDays(1));
        // What is younger is still missed.
        Change(house, "DELETE FROM disclosure");
        Assert.Contains("ANSWER number 3", house.Engine.Disclosures.Verify(CancellationToken.None).Fault, StringComparison.Ordinal);
    }

    /// <summary>A store of before: its files have no digests.</summary>
    [Fact]
    public void What_was_sent_before_is_not_accounted_for_and_the_chain_begins_after_it()
    {
        using var house = Told();
        Change(house, "UPDATE outgoing_file SET DisclosureDigest = NULL, LegalContext = NULL, Deliberations = NULL; "
            + "DELETE FROM disclosure; UPDATE schema_migration SET AppliedAt = '2026-03-04T12:00:00.000Z' WHERE Number = 19");
        house.Clock.Advance(TimeSpan.FromDays(2));
        house.Put(new Drop { Party = House.Institution, Number = 3, Records = Drop.Register(Numbers.Of(1), "A", "2021-01-01") });
        house.Night();
        var report = house.Engine.Disclosures.Verify(CancellationToken.None);
        Assert.Equal((null, new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), 1), (report.Fault, report.Since, report.Entries));
        Assert.Equal("ANSWER 3", house.Engine.Disclosures.Of(long.Parse(Numbers.Of(1)), null).Select(one =>
            $"{one.File.Flow} {one.File.Number}").Single());
    }

    /// <summary>Our copy is lost and made again: nobody was told twice.</summary>
    [Fact]
    public void An_answer_that_is_made_again_is_accounted_for_once()
    {
        using var house = Told();
        var before = house.Engine.Disclosures.Verify(CancellationToken.None);
        foreach (var folder in new[] { house.Out(House.Institution), Path.Combine(house.Root, "work", "sent", House.Institution) })
        {
            foreach (var file in Directory.EnumerateFiles(folder, "ANSWER.*.000001.*").ToList())
                File.Delete(file);
        }
        house.Put(First() with { DataFileName = "again.xml" });
        house.Night();
        Assert.Single(Directory.EnumerateFiles(house.Out(House.Institution), "ANSWER.*.000001.T.xml"));
        var after = house.Engine.Disclosures.Verify(CancellationToken.None);
        Assert.Equal((null, before.Entries), (after.Fault, after.Entries));
    }

    private static Drop First() =>
        new()
        {
            Party = House.Institution,
            Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") + Drop.Register(Numbers.Of(2), "B", "2020-01-01"),
        };

    /// <summary>Two answers, and a file of changes told by two deliberations.</summary>
    private static House Told(RaasOptions? options = null)
    {
        var house = new House(options: options).WithParties(authorisations: """
            { "service": "IDENTITY", "deliberationNumber": "12/001", "validFrom": "2000-01-01" },
            { "service": "IDENTITY", "deliberationNumber": "12/002", "dataGroups": ["NAME"], "dossierTypes": ["A"],
              "validFrom": "2000-01-01" },
            { "service": "IDENTITY", "deliberationNumber": "12/003", "dataGroups": ["ADDRESS"], "validFrom": "2000-01-01" }
            """);
        Drop Mutations(int number, string records) =>
            new() { Party = House.NationalRegister, Flow = "PERSON-MUTATION", Number = number, Records = records };
        house.Put(Mutations(1, Drop.Person(1, Numbers.Of(1)) + Drop.Person(2, Numbers.Of(2)) + Drop.Person(3, Numbers.Of(3))), First());
        house.Night();
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(
            Mutations(2, Drop.Person(4, Numbers.Of(1), lastName: "Autre", date: "2026-03-03")
                + Drop.Person(5, Numbers.Of(2), lastName: "Autre", date: "2026-03-03")),
            new Drop { Party = House.Institution, Number = 2, Records = Drop.Register(Numbers.Of(3), "A", "2020-01-01") });
        house.Night();
        return house;
    }

    private static void Change(House house, string sql)
    {
        using var session = house.Engine.Store.Write();
        using var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
        session.Commit();
    }
}
