using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Worker;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Jobs;

/// <summary>What goes after its time, and what stays because somebody may still need it.</summary>
public sealed class HousekeepingTests : IDisposable
{
    private static readonly RetentionOptions Retention = new()
        { Archive = TimeSpan.FromDays(6), Out = TimeSpan.FromDays(3), Sent = TimeSpan.FromDays(40), Journal = TimeSpan.FromDays(40) };

    private readonly House house = new House(
        options: new RaasOptions { Retention = Retention, Night = new NightOptions { MaxCatchUp = 100 } })
        .WithParties(NothingWhenEmpty,
            """{ "service": "IDENTITY", "deliberationNumber": "1", "dataGroups": [], "validFrom": "2000-01-01" }""");

    public void Dispose() => house.Dispose();

    private static CbeNumber Party => CbeNumber.Parse(Institution);

    private int Count(params string[] folder) =>
        Directory.Exists(Path.Combine([house.Root, .. folder])) ? Snapshot.Names(Path.Combine([house.Root, .. folder])).Count() : 0;

    private long Rows(string table)
    {
        using var session = house.Engine.Store.Read();
        return Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, $"SELECT COUNT(*) FROM {table}");
    }

    /// <summary>The night of so many days later; files have the dates of our clock. The nights between are not needed.</summary>
    private NightSummary Later(int days)
    {
        house.Clock.Advance(TimeSpan.FromDays(days));
        var report = house.Night();
        Assert.Empty(report.Failures);
        Assert.True(report.SelfCheck!.IsGreen, string.Join("; ", report.SelfCheck.Lines));
        foreach (var file in report.Deliveries.Count == 0 ? [] : Directory.GetFiles(house.Root, "*.xml", SearchOption.AllDirectories))
            house.SetTime(file);
        return report.Nights[^1];
    }

    private void First()
    {
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
                Records = Drop.Person(1, Numbers.Of(1)) + Drop.Person(2, Numbers.Of(2)) },
            new Drop { Party = Bcss, Flow = "PERSON-MUTATION", Records = Drop.Replacement(7, Numbers.Of(1), Numbers.Of(2)) },
            new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(2), "A", "2020-01-01") },
            new Drop { Party = Institution, Number = 7, Flow = "NONSENSE", Records = "" });
        Later(0);
    }

    [Fact]
    public void Persons_that_a_dead_command_left_in_its_scratch_go_with_the_night()
    {
        string Scratch(string name, double hoursAgo)
        {
            var folder = Directory.CreateDirectory(Path.Combine(house.Root, "work", "spool", name)).FullName;
            File.WriteAllText(Path.Combine(folder, "records.0"), "persons");
            Directory.SetLastWriteTimeUtc(folder, house.Clock.GetUtcNow().UtcDateTime.AddHours(-hoursAgo));
            return folder;
        }
        var (revert, check, atWork) = (Scratch($"{Institution}.revert.asked", 0), Scratch("check.0123", 25), Scratch("check.4567", 23));

        var file = Path.Combine(house.Root, "work", "spool", "check.8901.rejected");
        File.WriteAllText(file, "persons");
        File.SetLastWriteTimeUtc(file, house.Clock.GetUtcNow().UtcDateTime.AddHours(-25));

        Later(0);

        Assert.False(File.Exists(file));
        Assert.Equal([false, false, true], new[] { revert, check, atWork }.Select(Directory.Exists));
    }

    [Fact]
    public void Files_leave_out_first_then_the_archive_and_our_copies_last()
    {
        First();
        var sent = Count("work", "sent", Institution);
        Assert.True(sent > 0);
        Later(3);
        Assert.True(Count("parties", Institution, "out") > 0);
        Later(1);
        Assert.Equal(0, Count("parties", Institution, "out"));
        Assert.Equal(2, Count("archive", Institution));
        Later(2);
        Assert.Equal(2, Count("archive", Institution));
        Later(1);
        Assert.Equal(0, Count("archive", Institution) + Count("refused", Institution));
        Assert.Equal(sent, Count("work", "sent", Institution));
        Later(33);
        Assert.Equal(sent, Count("work", "sent", Institution));
        Later(1);
        Assert.Equal(0, Count("work", "sent", Institution));
        Assert.Contains("no longer there", Assert.Throws<ResendException>(() => house.Engine.Outgoing.Resend(Party, "ANSWER", 1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_sent_again_stays_as_long_again()
    {
        First();
        Later(4);
        var path = house.Engine.Outgoing.Resend(Party, "ANSWER", 1);
        house.SetTime(path);
        Later(3);
        Assert.True(File.Exists(path));
        // Whatever the date of the file itself says.
        File.SetLastWriteTimeUtc(path, house.Clock.GetUtcNow().UtcDateTime.AddYears(-1));
        house.Engine.Outgoing.Resend(Party, "ANSWER", 1);
        File.SetLastWriteTimeUtc(path, house.Clock.GetUtcNow().UtcDateTime.AddYears(-1));
        Later(2);
        Assert.True(File.Exists(path));
        Later(2);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Our_copy_of_what_was_sent_again_stays_as_long_again()
    {
        First();
        Later(39);
        house.Engine.Outgoing.Resend(Party, "ANSWER", 1);
        Later(2);
        Assert.Equal(["ANSWER"], Snapshot.Names(Path.Combine(house.Root, "work", "sent", Institution))
            .Select(name => name.Split('.')[0]).Distinct());
        Later(39);
        Assert.Equal(0, Count("work", "sent", Institution));
    }

    [Fact]
    public void What_is_not_ours_stays()
    {
        First();
        var strangers = new[] { "ANSWER.other.xml", "IDENTITY.0212344876.20260302.000009.T.xml", "notes.txt" };
        foreach (var name in strangers)
        {
            File.WriteAllText(Path.Combine(house.Out(Institution), name), "x");
            File.SetLastWriteTimeUtc(Path.Combine(house.Out(Institution), name), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
        Later(5);
        Assert.Equal(strangers.Order(StringComparer.Ordinal), Snapshot.Names(house.Out(Institution)));
    }

    /// <summary>The journals go; the rows that a replacement moved still go back.</summary>
    [Fact]
    public void An_annulment_long_after_still_finds_what_it_puts_back()
    {
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
                Records = Drop.Person(1, Numbers.Of(1)) + Drop.Person(2, Numbers.Of(2)) },
            new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01", "2020-12-31")
                + Drop.Register(Numbers.Of(2), "A", "2020-06-01", "2021-12-31") });
        Later(0);
        house.Put(new Drop { Party = Bcss, Flow = "PERSON-MUTATION", Records = Drop.Replacement(7, Numbers.Of(1), Numbers.Of(2)) });
        Later(1);
        Assert.Equal([$"{Numbers.Of(2)} A 2020-01-01..2021-12-31"], house.Rows(Institution));
        Later(41);
        Later(33);
        // Under which numbers somebody was known is kept: the register as it was needs it.
        Assert.Equal(0, Rows("person_change WHERE DataGroup <> 'REPLACEMENT'"));
        Assert.Equal(1, Rows("person_change"));
        house.Put(new Drop
            { Party = Bcss, Flow = "PERSON-MUTATION", Number = 2, Records = Drop.Annulled(8, Numbers.Of(1), Numbers.Of(2)) });
        Later(1);
        Assert.Equal([$"{Numbers.Of(1)} A 2020-01-01..2020-12-31", $"{Numbers.Of(2)} A 2020-06-01..2021-12-31"], house.Rows(Institution));
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }
}
