using System.Xml.Schema;
using Raas.Configuration;
using Raas.Host.Soap;
using Raas.Intake;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>Numbers, gaps, duplicates, cancels, strangers (contract §3).</summary>
public sealed class SequenceTests : IDisposable
{
    private readonly House house = new House().WithParties();

    public SequenceTests()
    {
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
            Records = string.Concat(Enumerable.Range(0, 5).Select(i => Drop.Person(i + 1, Numbers.Of(i)))) });
        house.Night();
    }

    public void Dispose() => house.Dispose();

    private static Drop Delivery(long number, int person = 0) => new() { Party = Institution, Number = number,
        Records = Drop.Register(Numbers.Of(person), "A", $"20{10 + number}-01-01", $"20{10 + number}-12-31") };

    private List<string> Decisions() => [.. house.Sent(Institution, "RECEIPT").Select(r => r.Root!.Element("decision")!.Value)];

    [Fact]
    public void Deliveries_that_came_in_any_order_are_taken_in_the_order_of_their_numbers()
    {
        house.Put(Delivery(3), Delivery(1), Delivery(2));
        var night = house.Night();
        Assert.Equal([1L, 2L, 3L], night.Deliveries.Select(d => d.FileSequenceNumber!.Value));
        Assert.Equal(3, house.Rows(Institution).Count);
    }

    [Fact]
    public void Status_lists_the_first_hundred_that_wait_and_counts_the_rest()
    {
        house.Put([.. Enumerable.Range(2, 103).Select(number => Delivery(number))]);
        foreach (var stray in Enumerable.Range(0, 101))
            File.WriteAllText(Path.Combine(house.In(Institution), $"stray-{stray}.xml"), "<x/>");

        house.Night();

        var status = System.Xml.Linq.XDocument.Load(Path.Combine(house.Root, "parties", Institution, "status.xml"));
        status.Validate(Schemas.For(Schemas.Status), (_, e) => Assert.Fail(e.Message));
        Assert.Equal(Enumerable.Range(2, 100).Select(n => $"{n}"),
            status.Descendants("waiting").Select(w => w.Element("fileSequenceNumber")!.Value));
        Assert.Equal(["3"], status.Descendants("moreWaiting").Select(more => more.Value));
        Assert.Equal((100, "1"), (status.Descendants("file").Count(), status.Root!.Element("moreFiles")!.Value));
    }

    [Fact]
    public void A_gap_makes_the_later_ones_wait_and_status_names_the_missing_number()
    {
        house.Put(Delivery(1), Delivery(3), Delivery(4));

        var night = house.Night();

        Assert.Equal([2L, 2L], night.Waiting.Select(w => w.Waiting.MissingNumber!.Value));
        var status = System.Xml.Linq.XDocument.Load(Path.Combine(house.Root, "parties", Institution, "status.xml")).Root!;
        Assert.Equal("2", status.Element("lane")!.Element("nextExpected")!.Value);
        Assert.Equal(["3", "4"], status.Descendants("waiting").Select(w => w.Element("fileSequenceNumber")!.Value));
        Assert.All(status.Descendants("missingNumber"), m => Assert.Equal("2", m.Value));
        var lane = house.Engine.Lanes.Status(null).Single(l => l.Party.ToString() == Institution && l.Flow == "SUBSCRIPTION");
        Assert.False(lane.IsAlarm);
        house.Clock.Advance(TimeSpan.FromHours(25));
        Assert.True(house.Engine.Lanes.Status(null).Single(l => l.Party.ToString() == Institution && l.Flow == "SUBSCRIPTION").IsAlarm);

        house.Put(Delivery(2));
        Assert.Equal([2L, 3L, 4L], house.Night().Deliveries.Select(d => d.FileSequenceNumber!.Value));
    }

    [Fact]
    public void The_same_content_under_the_same_number_is_a_duplicate_and_answered_again_once_it_was_fetched()
    {
        house.Put(Delivery(1));
        house.Night();
        var answers = Directory.GetFiles(house.Out(Institution), "ANSWER.*").ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);
        foreach (var file in Directory.GetFiles(house.Out(Institution), "ANSWER.*"))
            File.Delete(file);
        house.Put(Delivery(1) with { DataFileName = "again.xml" });

        house.Night();

        Assert.Equal(["ACCEPTED", "DUPLICATE"], Decisions());
        Assert.Single(house.Rows(Institution));
        Assert.Equal(answers,
            Directory.GetFiles(house.Out(Institution), "ANSWER.*").ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes));
        Assert.True(File.Exists(Path.Combine(house.Root, "archive", Institution, "2026-03-02", "again.xml")));
    }

    [Fact]
    public void A_duplicate_of_the_same_name_on_the_same_day_is_archived_beside_the_first()
    {
        house.Put(Delivery(1));
        house.Night();
        house.Put(Delivery(1));
        house.Night();
        Assert.Equal(
            ["SUBSCRIPTION.1.voucher.xml", "SUBSCRIPTION.1.voucher.xml.2", "SUBSCRIPTION.1.xml", "SUBSCRIPTION.1.xml.2"],
            Directory.GetFiles(Path.Combine(house.Root, "archive", Institution, "2026-03-02")).Select(Path.GetFileName)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Other_content_under_an_accepted_number_is_refused()
    {
        house.Put(Delivery(1));
        house.Night();
        house.Put(Delivery(1, person: 2));
        house.Night();
        Assert.Equal(["ACCEPTED", "REFUSED"], Decisions());
        Assert.Equal("RAA10011", house.LastReceipt(Institution).Descendants("code").Single().Value);
        Assert.Single(house.Rows(Institution));
    }

    [Fact]
    public void A_duplicate_that_only_claims_to_be_one_is_refused()
    {
        house.Put(Delivery(1));
        house.Night();
        house.Put(Delivery(1, person: 2) with { Digest = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(Delivery(1).Bytes)), Size = Delivery(1, person: 2).Bytes.Length });
        house.Night();
        Assert.Equal("RAA10009", house.LastReceipt(Institution).Descendants("code").Single().Value);
    }

    [Fact]
    public void A_cancel_dropped_in_time_calls_the_delivery_back()
    {
        house.Put(Delivery(1));
        File.WriteAllText(Path.Combine(house.In(Institution), "SUBSCRIPTION.1.cancel"), "");

        house.Night();

        Assert.Equal(["CANCELLED"], Decisions());
        Assert.Empty(house.Rows(Institution));
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(house.Root, "refused", Institution, "2026-03-02")).Length);
        house.Put(Delivery(1));
        house.Night();
        Assert.Equal(["CANCELLED", "ACCEPTED"], Decisions());
    }

    [Fact]
    public void A_cancel_also_works_while_the_voucher_is_missing()
    {
        house.Put(Delivery(1) with { WithoutVoucher = true });
        File.WriteAllText(Path.Combine(house.In(Institution), "SUBSCRIPTION.1.cancel"), "");
        house.Night();
        Assert.Equal(["CANCELLED"], Decisions());
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
    }

    [Fact]
    public void Files_that_no_voucher_names_are_put_aside_after_a_day()
    {
        var stranger = Path.Combine(house.In(Institution), "notes.txt");
        File.WriteAllText(stranger, "x");
        house.SetTime(stranger);
        house.Night();
        Assert.True(File.Exists(stranger));
        house.Clock.Advance(TimeSpan.FromHours(25));

        house.Night();

        Assert.False(File.Exists(stranger));
        Assert.True(File.Exists(Path.Combine(house.Root, "unknown", Institution, "2026-03-03", "notes.txt")));
    }

    [Fact]
    public void An_unknown_voucher_name_never_waits_for_ever_and_lanes_do_not_wait_for_one_another()
    {
        house.Put(Delivery(7), new Drop { Party = Other, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") });
        house.Night();
        Assert.Single(house.Rows(Other));
        Assert.Empty(house.Rows(Institution));
    }

    [Fact]
    public void Every_outgoing_flow_has_its_own_numbers_and_a_chain_of_digests()
    {
        house.Put(Delivery(1), Delivery(2), Delivery(2) with { DataFileName = "again.xml" });
        house.Night();
        foreach (var (flow, count) in new[] { ("RECEIPT", 3), ("ANSWER", 2) })
        {
            string? previous = null;
            for (var number = 1; number <= count; number++)
            {
                var data = Path.Combine(house.Out(Institution), $"{flow}.{Institution}.20260302.{number:D6}.T.xml");
                var voucher = System.Xml.Linq.XDocument.Load(data[..^4] + ".voucher.xml").Root!;
                var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(data)));
                Assert.Equal(digest, voucher.Descendants("digest").Single().Value);
                Assert.Equal(new FileInfo(data).Length.ToString(), voucher.Descendants("size").Single().Value);
                Assert.Equal(previous, voucher.Element("previousDigest")?.Value);
                Assert.Equal(number.ToString(), voucher.Element("fileSequenceNumber")!.Value);
                previous = digest;
            }
        }
    }

    [Fact]
    public void The_file_of_rejected_records_can_be_corrected_and_sent_again()
    {
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01")
            + Drop.Register(Numbers.Of(1), "WRONG", "2020-01-01", reference: "r2") });
        house.Night();
        var rejected = File.ReadAllText(Directory.GetFiles(house.Out(Institution), "*.rejected.xml").Single());
        var corrected = rejected.Replace("WRONG", "A", StringComparison.Ordinal);

        house.Put(new Drop { Party = Institution, Number = 2, Data = System.Text.Encoding.UTF8.GetBytes(corrected), Count = 1 });
        var night = house.Night();

        Assert.Equal(Decision.Accepted, Assert.Single(night.Deliveries).Decision);
        Assert.Equal(2, house.Rows(Institution).Count);
        Assert.Equal("r2", house.LastAnswer(Institution).Descendants("reference").Single().Value);
    }

    [Fact]
    public void An_empty_file_is_accepted_and_proves_the_channel()
    {
        house.Put(new Drop { Party = Institution, Records = "", Count = 0 });
        house.Night();
        Assert.Equal(["ACCEPTED"], Decisions());
        Assert.Equal("0", house.LastAnswer(Institution).Element("summary")!.Element("read")!.Value);
    }

    [Fact]
    public void Answers_can_be_limited_to_rejected_records()
    {
        house.WithParties("""{ "answerDetail": "rejected" }""");
        house.Put(new Drop { Party = Institution,
            Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") + Drop.Register(Numbers.Wrong(1), "A", "2020-01-01") });
        house.Night();
        var answer = house.LastAnswer(Institution);
        Assert.Equal("2", answer.Element("summary")!.Element("read")!.Value);
        Assert.Equal("2", Assert.Single(answer.Descendants("result")).Element("recordNumber")!.Value);
    }
}
