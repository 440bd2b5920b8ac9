using System.IO.Compression;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Worker;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Store;
using Raas.Store.Sqlite;
using Raas.Xml;

namespace Raas.Tests.Upgrade;

/// <summary>Stores that released versions left when the power went (<c>make.py</c>; the name is the day): each later version opens,
/// migrates and goes on with them.
/// The folders, the audit and the copies of what was sent are part of them.</summary>
public sealed class UpgradeTests
{
    private const string Aurora = "0999000129";

    public static TheoryData<string> Stores =>
        new(typeof(UpgradeTests).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("upgrade/", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_store_that_an_older_version_left_half_way_is_migrated_and_gone_on_with(string name)
    {
        var root = Path.Combine(Path.GetTempPath(), "raas-upgrade-" + Guid.NewGuid().ToString("N"));
        using (var pack = typeof(UpgradeTests).Assembly.GetManifestResourceStream(name)!)
            ZipFile.ExtractToDirectory(pack, root);
        var night = DateOnly.ParseExact(Path.GetFileNameWithoutExtension(name), "yyyy-MM-dd");
        var before = Sent(Path.Combine(root, "raas.db"));
        Assert.NotEmpty(before);
        using var house = new House(root: root, now: new DateTimeOffset(night.ToDateTime(new TimeOnly(20, 0)), TimeSpan.Zero));

        Assert.NotEmpty(house.Engine.Databases.Migrate().Applied);
        var first = house.Night();

        Assert.Equal([(night, true)], first.Nights.Select(n => (n.BusinessDate, n.WasResumed)));
        Assert.Empty(first.Failures);
        Assert.True(first.SelfCheck!.IsGreen, string.Join("; ", first.SelfCheck.Lines));
        Assert.Equal(2, first.Nights[0].Held.Waiting);
        Assert.NotEmpty(Family(house));
        var aurora = CbeNumber.Parse(Aurora);
        house.Engine.LaneControl.Release(aurora, "SUBSCRIPTION", new Operator("test", "agreed with them"));
        house.Clock.Advance(TimeSpan.FromDays(1));
        var second = house.Night();

        Assert.Empty(second.Failures);
        Assert.Single(second.Deliveries);
        Assert.Empty(Family(house));
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
        // What was sent is what it was, the chains go on, and our copies are there.
        Assert.Empty(before.Except(Sent(Path.Combine(root, "raas.db"))));
        Assert.All(before.Select(f => (f.Party, f.Flow)).Distinct(), flow =>
            Assert.True(house.Engine.Outgoing.Verify(flow.Party, flow.Flow).IsWhole));
        Assert.All(before, file => Assert.True(File.Exists(house.Engine.Outgoing.Resend(file.Party, file.Flow, file.Number))));
        Assert.Null(house.Engine.Audit.Verify(null, CancellationToken.None).Fault);
    }

    private static IEnumerable<string> Family(House house) =>
        house.Rows(Aurora).Where(row => row.Contains(" FAMILY 201", StringComparison.Ordinal));

    private static List<(CbeNumber Party, string Flow, long Number, string Digest)> Sent(string path)
    {
        using var connection = new SqliteDialect(path).Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Party, Flow, Number, Digest FROM outgoing_file ORDER BY Party, Flow, Number";
        using var reader = command.ExecuteReader();
        var sent = new List<(CbeNumber, string, long, string)>();
        while (reader.Read())
            sent.Add((CbeNumber.TryFrom(reader.GetInt64(0), out var party)
                ? party : throw new InvalidDataException(), reader.GetString(1), reader.GetInt64(2), reader.GetString(3)));
        return sent;
    }
}
