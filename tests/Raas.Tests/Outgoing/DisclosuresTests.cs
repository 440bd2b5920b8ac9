using System.Xml.Linq;
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
    private const int Worlds = 6;

    [Fact]
    public void After_random_worlds_every_person_is_accounted_for_as_the_files_say() => Check(StoreKind.Sqlite);

    [ServerFact(StoreKind.PostgreSql)]
    public void The_same_on_PostgreSQL() => Check(StoreKind.PostgreSql);

    private static void Check(StoreKind store)
    {
        var (persons, flows) = (0, new HashSet<string>(StringComparer.Ordinal));
        for (var seed = 1; seed <= Worlds; seed++)
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
        Assert.True(persons > Worlds);
        Assert.Equal(["ANSWER", "DIMONA", "IDENTITY", "REPLACEMENT"], flows.Order(StringComparer.Ordinal));
    }
}
