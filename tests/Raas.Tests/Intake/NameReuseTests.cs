using Microsoft.Extensions.Logging.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Soap;
using Raas.Intake;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Store.Sqlite;
using Raas.Tests.Files;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>A client that uses one name every day: what comes while the one before is at hand is another delivery. Nothing is lost,
/// nothing takes the place of something else, and what is filed is what was applied.</summary>
public sealed class NameReuseTests : IDisposable
{
    private readonly House house = new House().WithParties();

    private readonly List<string> elsewheres = [];

    public void Dispose()
    {
        house.Dispose();
        elsewheres.ForEach(folder => Directory.Delete(folder, recursive: true));
    }

    private static Drop Daily(int number) =>
        new() { Party = Institution, Number = number, DataFileName = "daily.xml",
        Records = Drop.Register(Numbers.Of(0), "A", $"20{number:D2}-01-01", $"20{number:D2}-12-31") };

    private string In(string name) => Path.Combine(house.In(Institution), name);

    private string Archived(string name) => File.ReadAllText(Path.Combine(house.Root, "archive", Institution, "2026-03-02", name));

    private List<string> Receipts() => [.. house.Sent(Institution, "RECEIPT")
        .Select(r => $"{r.Descendants("fileSequenceNumber").FirstOrDefault()?.Value} {r.Root!.Element("decision")!.Value}")];

    /// <summary>As <c>put</c> does it, or as clients do that upload under another name first.</summary>
    private void Write(string name, byte[] content, bool inPlace)
    {
        if (inPlace)
        {
            File.WriteAllBytes(In(name), content);
            return;
        }
        File.WriteAllBytes(In("." + name), content);
        File.Move(In("." + name), In(name), overwrite: true);
    }

    private void Put(Drop drop, bool inPlace, bool data = true, bool voucher = true)
    {
        if (data)
            Write("daily.xml", drop.Bytes, inPlace);
        if (voucher)
            Write("daily.voucher.xml", System.Text.Encoding.UTF8.GetBytes(drop.Voucher()), inPlace);
    }

    /// <summary>What we have taken may lie on another volume than what the party writes.</summary>
    private void TakeToAnotherVolume()
    {
        var path = Path.Combine(TemporaryFolder.OtherVolume!, "raas-taken-" + Guid.NewGuid().ToString("N"));
        var elsewhere = Directory.CreateDirectory(path).FullName;
        elsewheres.Add(elsewhere);
        Directory.CreateDirectory(Path.Combine(house.Root, "work", "taken"));
        Directory.CreateSymbolicLink(Path.Combine(house.Root, "work", "taken", Institution), elsewhere);
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void From_another_volume_what_is_applied_is_what_is_filed(bool inPlace)
    {
        TakeToAnotherVolume();
        house.Put(Daily(1));
        var night = house.Engine.Nights.Run(null, new When("answering", () => Put(Daily(2), inPlace)), CancellationToken.None);
        Assert.Empty(night.Failures);
        Assert.Equal(["1 ACCEPTED", "2 ACCEPTED"], Receipts());
        Assert.Equal(System.Text.Encoding.UTF8.GetString(Daily(1).Bytes), Archived("daily.xml"));
        Assert.Equal(System.Text.Encoding.UTF8.GetString(Daily(2).Bytes), Archived("daily.xml.2"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        Assert.Empty(Directory.EnumerateFiles(elsewheres[0], "*", SearchOption.AllDirectories));
    }

    /// <summary>The power went between the data file and its voucher; the client meanwhile has done something, or nothing.</summary>
    [LinuxTheory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Half_a_claim_goes_back_and_never_in_the_place_of_what_has_come(bool onAnotherVolume, bool nameIsTaken)
    {
        if (onAnotherVolume)
            TakeToAnotherVolume();
        house.Put(Daily(1));
        var half = Directory.CreateDirectory(Path.Combine(house.Root, "work", "taken", Institution, "SUBSCRIPTION",
            "20260302190000000-half")).FullName;
        File.Move(In("daily.xml"), Path.Combine(half, "daily.xml"));
        if (nameIsTaken)
            Put(Daily(1), inPlace: true);
        Assert.Empty(house.Night().Failures);
        Assert.Equal(["1 ACCEPTED"], Receipts());
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        Assert.False(Directory.Exists(half));
        Assert.Equal(nameIsTaken, File.Exists(Path.Combine(house.Root, "unknown", Institution, "2026-03-02", "daily.xml")));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public void What_comes_under_the_name_while_the_one_before_is_applied_is_the_next_delivery(bool inPlace, bool data, bool voucher)
    {
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(0)) });
        house.Night();
        house.Put(Daily(1));
        var night = house.Engine.Nights.Run(null, new When("answering", () => Put(Daily(2), inPlace, data, voucher)),
            CancellationToken.None);
        Put(Daily(2), inPlace, !data, !voucher);
        house.Night();

        Assert.Equal(["1 ACCEPTED", "2 ACCEPTED"], Receipts());
        Assert.Empty(night.Failures);
        foreach (var (number, suffix) in new[] { (1, ""), (2, ".2") })
        {
            Assert.Equal(System.Text.Encoding.UTF8.GetString(Daily(number).Bytes), Archived("daily.xml" + suffix));
            Assert.Equal(Daily(number).Voucher(), Archived("daily.voucher.xml" + suffix));
        }
        Assert.Equal(2, house.Rows(Institution).Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
    }

    /// <summary>Between the look at a delivery and its being taken.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_replaces_a_delivery_after_it_was_looked_at_is_taken_as_what_it_is(bool inPlace)
    {
        house.Put(Daily(1));
        using var engine = EngineThat("find_guarded", () => Put(Daily(2), inPlace));
        Assert.Empty(engine.Nights.Run(null, null, CancellationToken.None).Failures);
        Assert.Equal([], Receipts());
        house.Put(Daily(1));
        Assert.Empty(house.Night().Failures);
        house.Night();
        Assert.Equal(["1 ACCEPTED", "2 ACCEPTED"], Receipts());
        Assert.Equal(System.Text.Encoding.UTF8.GetString(Daily(2).Bytes), Archived("daily.xml.2"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_data_file_that_is_replaced_after_it_was_looked_at_is_refused_and_kept(bool inPlace)
    {
        house.Put(Daily(1));
        using var engine = EngineThat("find_guarded", () => Put(Daily(2), inPlace, voucher: false));
        engine.Nights.Run(null, null, CancellationToken.None);
        Assert.Equal(["1 REFUSED"], Receipts());
        Assert.Equal(System.Text.Encoding.UTF8.GetString(Daily(2).Bytes),
            File.ReadAllText(Path.Combine(house.Root, "refused", Institution, "2026-03-02", "daily.xml")));
    }

    [Fact]
    public void A_delivery_that_waits_for_a_release_makes_room_for_the_next_and_a_cancel_calls_it_back_first()
    {
        using var guarded = new House(options: new RaasOptions { Guard = new GuardOptions { MinRows = 2 } }).WithParties();
        guarded.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
                Records = string.Concat(Enumerable.Range(1, 4).Select(i => Drop.Person(i, Numbers.Of(i)))) },
            new Drop { Party = Institution, Records = string.Concat(Enumerable.Range(1, 4)
                .Select(i => Drop.Register(Numbers.Of(i), "A", "2020-01-01"))) });
        guarded.Night();
        guarded.Put(new Drop { Party = Institution, Number = 2, DataFileName = "daily.xml",
            Records = string.Concat(Enumerable.Range(1, 4).Select(i => Drop.Unregister(Numbers.Of(i), "A"))) });
        guarded.Night();
        Assert.Empty(Directory.EnumerateFileSystemEntries(guarded.In(Institution)));
        guarded.Put(new Drop { Party = Institution, Number = 2, DataFileName = "daily.xml",
            Records = Drop.Register(Numbers.Of(1), "B", "2020-01-01") });
        File.WriteAllText(Path.Combine(guarded.In(Institution), "daily.cancel"), "");

        var night = guarded.Night();

        Assert.Equal([Decision.Cancelled, Decision.Accepted], night.Deliveries.Select(d => d.Decision));
        Assert.Equal(5, guarded.Rows(Institution).Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(guarded.In(Institution)));
    }

    [LinuxFact]
    public void A_party_that_keeps_another_name_of_a_file_changes_nothing_that_we_have()
    {
        house.Put(Daily(1));
        var kept = Path.Combine(house.Root, "parties", Institution, "kept.xml");
        Strange.HardLink(In("daily.xml"), kept);
        house.Engine.Nights.Run(null, new When("answering", () => File.WriteAllText(kept, "something else")), CancellationToken.None);
        Assert.Equal(["1 ACCEPTED"], Receipts());
        File.WriteAllText(kept, "something else again");
        Assert.Equal(System.Text.Encoding.UTF8.GetString(Daily(1).Bytes), Archived("daily.xml"));
    }

    /// <summary>A client that waits for its voucher to be gone, four workers, and one name.</summary>
    [Fact]
    public void One_name_for_every_delivery_and_several_workers_take_each_once_and_in_order()
    {
        const int Days = 20;
        var workers = Enumerable.Range(0, 3).Select(_ => new Engine(house.Options, house.Files, TimeProvider.System, NullLogger.Instance))
            .ToList();
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        var isDone = false;
        var working = workers.ConvertAll(worker => new Thread(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                foreach (var failure in worker.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None).Failures)
                    failures.Add(failure);
            }
        }));
        working.ForEach(thread => thread.Start());
        for (var day = 1; day <= Days; day++)
        {
            Put(Daily(day), inPlace: day % 2 == 0);
            Assert.True(SpinWait.SpinUntil(() => !File.Exists(In("daily.voucher.xml")), TimeSpan.FromMinutes(2)),
                string.Join('\n', failures));
        }
        Volatile.Write(ref isDone, true);
        working.ForEach(thread => thread.Join());
        workers.ForEach(worker => worker.Dispose());
        house.NewEngine();
        Assert.Empty(house.Night().Failures);
        Assert.Empty(failures);
        Assert.Equal(Enumerable.Range(1, Days).Select(n => $"{n} ACCEPTED"), Receipts());
    }

    private Engine EngineThat(string statement, Action act) =>
        new(house.Options, house.Files, house.Clock, NullLogger.Instance,
            new Interrupted(Path.Combine(house.Root, "raas.db"), statement, act));

    /// <summary>Once, when the work is at a phase.</summary>
    private sealed class When(string phase, Action act) : IProgress<DeliveryProgress>
    {
        private Action? act = act;

        public void Report(DeliveryProgress value)
        {
            if (value.Phase != phase)
                return;
            act?.Invoke();
            act = null;
        }
    }

    /// <summary>Once, before a statement.</summary>
    private sealed class Interrupted(string path, string statement, Action act) : SqliteDialect(path)
    {
        private Action? act = act;

        public override string Sql(string name)
        {
            if (name == statement)
            {
                act?.Invoke();
                act = null;
            }
            return base.Sql(name);
        }
    }
}
