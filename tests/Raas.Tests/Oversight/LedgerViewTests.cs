using Raas.Domain;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store;
using static Raas.Tests.House;

namespace Raas.Tests.Oversight;

/// <summary>What operators ask the ledger.</summary>
public sealed class LedgerViewTests : IDisposable
{
    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    private static CbeNumber Party => CbeNumber.Parse(Institution);

    private static Drop Delivery(long number, string? name = null, string? digest = null, string? ssin = null) => new()
    {
        Party = Institution, Number = number, DataFileName = name, Digest = digest,
        Records = Drop.Register(ssin ?? Numbers.Of(0), "A", "2020-01-01", "2020-12-31"),
    };

    private long[] Found(LedgerSearch search) => [.. house.Engine.Ledger.Deliveries(search).Select(d => d.DeliveryId)];

    private long[] Found(string text) => Found(new LedgerSearch { Text = text });

    private void Take(params Drop[] drops)
    {
        house.Put(drops);
        house.Engine.Intake.Take(Party, null, CancellationToken.None);
    }

    [Fact]
    public void A_delivery_is_found_by_name_number_voucher_and_code()
    {
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(0)) });
        house.Engine.Intake.Take(CbeNumber.Parse(NationalRegister), null, CancellationToken.None);
        Take(Delivery(1, "January_100.xml"));
        Take(Delivery(2, "February-200.xml", new string('0', 64)));
        Take(Delivery(2, "February-201.xml", ssin: Numbers.Wrong(1)));
        Assert.Equal([4, 3, 2, 1], Found(""));
        Assert.Equal([2], Found("january"));
        Assert.Equal([4, 3], Found(" ruary-20 "));
        Assert.Equal([4], Found("201.voucher.xml"));
        Assert.Equal([4, 3], Found("2"));
        // Neither a percent sign nor a low line stands for something else.
        Assert.Equal([2], Found("y_1"));
        Assert.Empty(Found("y_2"));
        Assert.Empty(Found("%"));
        Assert.Equal([3], Found(Codes.File.DigestDiffers.Wire.ToLowerInvariant()));
        var voucher = house.Engine.Ledger.Find("4")!.Delivery.VoucherId!;
        Assert.Equal([4], Found(voucher.ToUpperInvariant()));
        Assert.Equal([4], Found(new LedgerSearch { WithRejected = true }));
        Assert.Equal([2], Found(new LedgerSearch(Party, Decision: "ACCEPTED", Before: 3) { Text = "xml" }));
    }

    [Fact]
    public void A_refusal_is_open_until_its_number_is_accepted()
    {
        Take(Delivery(1, "a.xml", new string('0', 64)));
        var refused = Assert.Single(house.Engine.Ledger.Deliveries(new LedgerSearch()));
        Assert.Equal(Codes.File.DigestDiffers.Wire, refused.FirstCode);
        Assert.True(refused.IsOpen);
        Assert.Equal([1], Found(new LedgerSearch { OpenOnly = true }));
        Assert.Equal(1, house.Engine.Ledger.OpenRefusals(new DateOnly(2026, 3, 1)));

        Take(Delivery(1, "b.xml"));
        refused = house.Engine.Ledger.Find("1")!.Delivery;
        Assert.Equal(2, refused.SettledBy);
        Assert.False(refused.IsOpen);
        Assert.Empty(Found(new LedgerSearch { OpenOnly = true }));
        Assert.Equal(0, house.Engine.Ledger.OpenRefusals(new DateOnly(2026, 3, 1)));

        // The number was accepted before: whatever comes next in the lane follows.
        Take(Delivery(1, "c.xml", ssin: Numbers.Of(5)));
        Assert.Equal([3], Found(new LedgerSearch { OpenOnly = true }));
        Take(Delivery(2));
        Assert.Equal(4, house.Engine.Ledger.Find("3")!.Delivery.SettledBy);
        Assert.Null(house.Engine.Ledger.Find("4")!.Delivery.SettledBy);
    }

    [Fact]
    public void Each_rejected_record_is_named_with_its_codes()
    {
        Take(new Drop
        {
            Party = Institution,
            Records = Drop.Register(Numbers.Wrong(1), "NONE", "2020-01-01") + Drop.Unregister(Numbers.Of(0), "A")
                + Drop.Register(Numbers.Of(7), "A", "2020-01-01"),
        });
        var rejected = house.Engine.Ledger.Rejected(house.Engine.Ledger.Find("1")!);
        Assert.Equal(house.Engine.Ledger.Find("1")!.Delivery.Rejected, rejected.Records.Count);
        Assert.Equal(1, rejected.Records[0].Number);
        Assert.Contains(Codes.Record.SsinInvalid.Wire, rejected.Records[0].Codes);
        Assert.Equal(rejected.Records.Select(r => r.Number).Distinct().Count(), rejected.Records.Count);
    }

    [Fact]
    public void Volumes_are_counted_by_party_and_Belgian_day()
    {
        Take(Delivery(1));
        // A quarter to midnight in Brussels, then a quarter past.
        house.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 2, 22, 45, 0, TimeSpan.Zero));
        Take(Delivery(2));
        house.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 2, 23, 15, 0, TimeSpan.Zero));
        Take(Delivery(3));
        var days = house.Engine.Ledger.Volumes(3);
        Assert.Equal([new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 3)], days.Select(d => d.Day));
        Assert.Empty(days[0].Parties);
        Assert.Equal((2, 2), (days[1].Parties.Single().Deliveries, days[1].Parties.Single().Records));
        Assert.Equal(1, days[2].Parties.Single().Deliveries);
    }

    [Fact]
    public void Files_of_a_delivery_are_downloaded_with_a_reason_that_is_audited_and_journalled()
    {
        Take(Delivery(1));
        var delivery = house.Engine.Ledger.Find("1")!;
        var files = house.Engine.Files.Of(delivery);
        Assert.Equal(["ANSWER", "RECEIPT", "data file", "voucher"],
            files.Select(f => f.What).Where(w => w != "rejected records").Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.True(f.Size > 0));
        using (var file = house.Engine.Files.Open(delivery, "SUBSCRIPTION.1.xml", new Operator("Nadia", "they ask")))
        using (var bytes = new MemoryStream())
        {
            file.CopyTo(bytes);
            Assert.Equal(Delivery(1).Bytes, bytes.ToArray());
        }
        var entry = Assert.Single(house.Engine.Audit.Read());
        Assert.Equal(("DASHBOARD", "Nadia", "download", "SUBSCRIPTION.1.xml: they ask"),
            (entry.Channel, entry.Caller, entry.Operation, entry.Reason));
        Assert.Equal("DOWNLOAD", house.Engine.Journal.Latest(1).Single().Action);
        foreach (var name in new[] { "../../raas.db", "raas.db", "", "SUBSCRIPTION.2.xml" })
            Assert.Throws<OperatorException>(() => house.Engine.Files.Open(delivery, name, new Operator("Nadia", "they ask")));
        Assert.Single(house.Engine.Audit.Read());
    }

    [Fact]
    public void A_row_that_a_night_moved_leads_to_the_night_and_to_the_delivery_of_the_source()
    {
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
            Records = Drop.Person(1, Numbers.Of(0)) + Drop.Person(2, Numbers.Of(1)) });
        house.Put(Delivery(1));
        house.Night();
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2,
            Records = Drop.Replacement(77, Numbers.Of(0), Numbers.Of(1)) });
        house.Night();
        var look = house.Engine.PersonView.Consult(Party, Ssin.Parse(Numbers.Of(1)), Somebody, PersonView.OnPage);
        Assert.NotNull(look.Changes[0].DeliveryId);
        Assert.Null(look.Changes[0].Night);
        var moved = look.Changes.Skip(1).ToList();
        Assert.Equal(2, moved.Count);
        Assert.All(moved, change =>
        {
            Assert.Equal(new DateOnly(2026, 3, 3), change.Night);
            Assert.Equal((77, long.Parse(NationalRegister), "REPLACEMENT"),
                (change.Event!.MutationId, change.Event.Source, change.Event.DataGroup));
            Assert.Equal("PERSON-MUTATION.2.xml", house.Engine.Ledger.Find($"{change.Event.DeliveryId}")!.Delivery.DataFileName);
        });
    }

    [Fact]
    public void A_night_is_looked_up_with_what_it_notified()
    {
        Assert.Null(house.Engine.Ledger.Night(new DateOnly(2026, 3, 2)));
        house.Night();
        var (night, steps) = house.Engine.Ledger.Night(new DateOnly(2026, 3, 2))!.Value;
        Assert.True(night.IsComplete);
        Assert.All(steps, step => Assert.Equal(night.BusinessDate, step.BusinessDate));
        Assert.NotEmpty(steps);
        Assert.Equal(0, house.Engine.Ledger.NotifiedSince(night.BusinessDate).Values.Sum(n => n.Notified));
    }
}
