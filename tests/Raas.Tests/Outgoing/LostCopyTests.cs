using Raas.Configuration;
using Raas.Domain;
using Raas.Nights;
using Raas.Operations;
using Raas.Oversight;
using Raas.Reading;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Outgoing;

/// <summary>Our copies of what we sent are gone or damaged: nobody waits for that, and nothing wrong leaves.</summary>
public sealed class LostCopyTests : IDisposable
{
    private readonly House house = new House().WithParties();
    private readonly Drop first;
    private readonly byte[] answer;

    public LostCopyTests()
    {
        first = new Drop
        {
            Party = Institution,
            Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") + Drop.Register(Numbers.Wrong(2), "A", "2020-01-01")
                + Drop.Unregister(Numbers.Of(3), "A"),
        };
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(1))
            + Drop.Person(2, Numbers.Of(3)) });
        house.Put(first);
        house.Night();
        answer = File.ReadAllBytes(Answer);
        // Later changes of the same person must not show in the first answer when it is made again.
        house.Put(new Drop { Party = Institution, Number = 2, Records = Drop.Unregister(Numbers.Of(1), "A") });
        house.Night();
    }

    public void Dispose() => house.Dispose();

    private string Answer => Path.Combine(house.Out(Institution), $"ANSWER.{Institution}.20260302.000001.T.xml");

    private string Voucher => Answer[..^4] + ".voucher.xml";

    private string Rejected => Answer[..^4] + ".rejected.xml";

    private string Copy(string path) => Path.Combine(house.Root, "work", "sent", Institution, Path.GetFileName(path));

    private List<string> Notices() => [.. house.Engine.Notices.After(0).Select(n => n.Message)];

    private void Fetched()
    {
        foreach (var file in Directory.GetFiles(house.Out(Institution)))
            File.Delete(file);
    }

    private NightReport SentAgainWithAnother()
    {
        Fetched();
        house.Put(first with { DataFileName = "again.xml" });
        house.Put(new Drop { Party = Institution, Number = 3, Records = Drop.Register(Numbers.Of(3), "A", "2021-01-01") });
        var night = house.Night();
        Assert.Empty(night.Failures);
        Assert.Equal("DUPLICATE", house.Sent(Institution, "RECEIPT")[0].Descendants("decision").Single().Value);
        // The lane went on.
        Assert.Equal([$"{Numbers.Of(3)} A 2021-01-01.."], house.Rows(Institution));
        Assert.Empty(Directory.GetFileSystemEntries(house.In(Institution)));
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
        return night;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_answer_of_which_the_copy_is_lost_is_made_again_from_data_file_and_journal(bool isDamaged)
    {
        var voucher = File.ReadAllBytes(Voucher);
        var rejected = File.ReadAllBytes(Rejected);
        foreach (var file in new[] { Answer, Voucher, Rejected })
        {
            File.Delete(Copy(file));
            if (isDamaged)
                File.WriteAllText(Copy(file), "damaged");
        }
        SentAgainWithAnother();
        Assert.Equal(answer, File.ReadAllBytes(Answer));
        Assert.Equal(voucher, File.ReadAllBytes(Voucher));
        Assert.Equal(rejected, File.ReadAllBytes(Rejected));
        Assert.Empty(Notices());
        Assert.Equal(answer, File.ReadAllBytes(Copy(Answer)));
        Assert.DoesNotContain(
            Directory.GetFiles(Path.GetDirectoryName(Copy(Answer))!), f => f.EndsWith(".again", StringComparison.Ordinal));
    }

    /// <summary>How the person stood then is in the journal of persons.</summary>
    [Fact]
    public void An_answer_is_made_again_as_it_was_although_the_number_was_cancelled_since()
    {
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2,
            Records = Drop.Cancellation(9, Numbers.Of(1)) });
        house.Night();
        File.WriteAllText(Copy(Answer), "damaged");
        SentAgainWithAnother();
        Assert.Equal(answer, File.ReadAllBytes(Answer));
        Assert.Empty(Notices());
    }

    /// <summary>What the store says of then is not what was.</summary>
    [Fact]
    public void A_duplicate_of_which_the_answer_cannot_be_made_again_is_received_without_it_and_told()
    {
        using (var session = house.Engine.Store.Write())
        {
            using var command = session.Connection.CreateCommand();
            command.CommandText = $"UPDATE person SET KnownSince = 1000000 WHERE Ssin = {Numbers.Of(1)}";
            command.ExecuteNonQuery();
            session.Commit();
        }
        File.WriteAllText(Copy(Answer), "damaged");
        SentAgainWithAnother();
        Assert.False(File.Exists(Answer));
        Assert.False(File.Exists(Voucher));
        Assert.Contains(Notices(), n => n.Contains("damaged", StringComparison.Ordinal)
            && n.Contains($"raas resend {Institution} ANSWER 1", StringComparison.Ordinal));
        house.Engine.AlarmRules.Run(null, []);
        Assert.Contains(house.Engine.Alarms.Open(), a => a.Kind == "LOST-COPY" && a.Party == CbeNumber.Parse(Institution).Value);
        Assert.Equal("damaged", File.ReadAllText(Copy(Answer)));
    }

    [Fact]
    public void After_the_copies_were_removed_by_age_an_old_delivery_sent_again_does_not_stop_its_lane()
    {
        house.Clock.Advance(TimeSpan.FromDays(500));
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Copy(Answer))!))
            File.SetLastWriteTimeUtc(file, Start.UtcDateTime);
        house.Engine.Nights.AcceptDate(house.Engine.Today, new Raas.Operations.Operator("Anna", "nobody was here"));
        Assert.Empty(house.Night().Failures);
        Assert.False(File.Exists(Copy(Answer)));
        SentAgainWithAnother();
        Assert.Equal(answer, File.ReadAllBytes(Answer));
    }

    [Fact]
    public void A_file_that_is_sent_again_is_not_at_once_one_that_nobody_fetches()
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Copy(Answer))!))
            File.SetLastWriteTimeUtc(file, Start.UtcDateTime);
        house.Clock.Advance(TimeSpan.FromDays(20));
        Fetched();
        house.Engine.Outgoing.Resend(CbeNumber.Parse(Institution), "ANSWER", 1);
        house.Engine.AlarmRules.Run(null, []);
        Assert.DoesNotContain(house.Engine.Alarms.Open(), IsNotFetched);
        house.Clock.Advance(TimeSpan.FromDays(5) + TimeSpan.FromMinutes(1));
        house.Engine.AlarmRules.Run(null, []);
        Assert.Contains(house.Engine.Alarms.Open(), IsNotFetched);
    }

    private static bool IsNotFetched(Raas.Operations.Alarm alarm) => alarm is { Kind: "NOT-FETCHED", Subject: Institution };

    [Fact]
    public void What_housekeeping_removed_by_age_is_no_fault_of_the_chain_and_what_is_missing_otherwise_is()
    {
        house.Clock.Advance(TimeSpan.FromDays(31));
        house.Night();
        Assert.Empty(Directory.GetFiles(house.Out(Institution)));
        foreach (var number in new[] { 3, 4, 5 })
        {
            house.Put(new Drop { Party = Institution, Number = number, Records = Drop.Register(Numbers.Of(3), "A", "2021-01-01") });
            house.Night();
        }
        house.Engine.Outgoing.Resend(CbeNumber.Parse(Institution), "ANSWER", 1);
        var report = house.Engine.Outgoing.Verify(CbeNumber.Parse(Institution), "ANSWER");
        Assert.True(report.IsWhole, string.Join("; ", report.Faults));
        Assert.Equal(["number 2"], report.Removed);
        foreach (var file in Directory.GetFiles(house.Out(Institution), "ANSWER.*.000004.*"))
            File.Delete(file);
        Assert.Equal(["number 4 is missing"], house.Engine.Outgoing.Verify(CbeNumber.Parse(Institution), "ANSWER").Faults);
    }
}
