using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Host.Commands;
using Raas.Intake;
using Raas.Nights;
using Raas.Oversight;
using Raas.Store;
using Raas.Store.Sqlite;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>Every wait, alarm and refusal counts from when we first saw a file, whatever date its owner gave it.</summary>
public sealed class IntakeClockTests : IDisposable
{
    private static readonly DateTime YearsAgo = new(1999, 12, 31, 12, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime InTheFuture = new(2046, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    private static Drop First => new() { Party = Institution, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") };

    private string In(string name) => Path.Combine(house.In(Institution), name);

    private LaneStatus Lane() => house.Engine.Lanes.Status(CbeNumber.Parse(Institution)).Single();

    private static void Date(DateTime at, params string[] paths)
    {
        foreach (var path in paths)
            File.SetLastWriteTimeUtc(path, at);
    }

    [Fact]
    public void A_data_file_that_keeps_its_old_date_waits_for_its_voucher()
    {
        var field = Repository.At("tests", "Raas.Tests", "Field", "02-old-mtime");
        using var samples = new House();
        new Samples(samples.Engine, samples.Files, Repository.At("samples")).RunNights(null, null, CancellationToken.None);
        var folder = samples.In("0999000129");
        File.Copy(Path.Combine(field, "monday.xml"), Path.Combine(folder, "monday.xml"));
        Date(samples.Clock.GetUtcNow().UtcDateTime.AddDays(-3), Path.Combine(folder, "monday.xml"));
        Assert.Empty(samples.Night().Deliveries);
        samples.Clock.Advance(TimeSpan.FromHours(1));
        File.Copy(Path.Combine(field, "monday.voucher.xml"), Path.Combine(folder, "monday.voucher.xml"));

        Assert.Equal(Decision.Accepted, Assert.Single(samples.Night().Deliveries).Decision);
    }

    public static TheoryData<DateTime> Dates => [YearsAgo, InTheFuture];

    [Theory]
    [MemberData(nameof(Dates))]
    public void The_date_of_a_voucher_makes_no_difference_to_how_long_its_data_is_waited_for(DateTime date)
    {
        house.Put(First with { WithoutData = true });
        Date(date, In(First.VoucherName));
        var start = house.Clock.GetUtcNow();
        Assert.Equal(WaitReason.DataFileMissing, Assert.Single(house.Night().Waiting).Waiting.Reason);
        house.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(start, Assert.Single(house.Night().Waiting).Waiting.Since);
        Assert.Equal(start, Assert.Single(Lane().Waiting).Since);
        house.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(Codes.File.DataFileIncomplete, Assert.Single(house.Night().Deliveries).Errors[0].Code);
    }

    [Theory]
    [MemberData(nameof(Dates))]
    public void A_data_file_that_goes_on_growing_is_not_taken_from_under_the_hands_of_its_client(DateTime date)
    {
        house.Put(First with { WithoutData = true });
        var bytes = First.Bytes;
        for (var hour = 0; hour < 40; hour += 10)
        {
            File.WriteAllBytes(In(First.DataName), bytes[..(bytes.Length * (hour + 1) / 50)]);
            Date(date, In(First.DataName), In(First.VoucherName));
            Assert.Equal(WaitReason.DataFileIncomplete, Assert.Single(house.Night().Waiting).Waiting.Reason);
            house.Clock.Advance(TimeSpan.FromHours(10));
        }
        File.WriteAllBytes(In(First.DataName), bytes);
        Assert.Equal(Decision.Accepted, Assert.Single(house.Night().Deliveries).Decision);
    }

    [Theory]
    [MemberData(nameof(Dates))]
    public void A_gap_is_an_alarm_after_a_day_not_in_its_first_second_and_not_never(DateTime date)
    {
        house.Put(First with { Number = 7 });
        Date(date, In("SUBSCRIPTION.7.voucher.xml"));
        Assert.False(Assert.Single(house.Night().Waiting).Waiting.IsAlarm);
        Assert.False(Lane().IsAlarm);
        house.Clock.Advance(TimeSpan.FromHours(25));
        Assert.True(Assert.Single(house.Night().Waiting).Waiting.IsAlarm);
        Assert.True(Lane().IsAlarm);
    }

    [Theory]
    [MemberData(nameof(Dates))]
    public void A_stranger_is_put_aside_a_day_after_we_saw_it_also_by_another_process(DateTime date)
    {
        File.WriteAllText(In("notes.txt"), "x");
        Date(date, In("notes.txt"));
        house.Night();
        house.Clock.Advance(TimeSpan.FromHours(23));
        house.NewEngine();
        house.Night();
        Assert.True(File.Exists(In("notes.txt")));
        house.Clock.Advance(TimeSpan.FromHours(2));
        house.NewEngine();
        house.Night();
        Assert.True(File.Exists(Path.Combine(house.Root, "unknown", Institution, "2026-03-03", "notes.txt")));
    }

    [Fact]
    public void Another_file_of_the_same_name_is_seen_anew()
    {
        File.WriteAllText(In("notes.txt"), "x");
        house.Night();
        house.Clock.Advance(TimeSpan.FromHours(23));
        File.WriteAllText(In("new"), "y");
        File.Move(In("new"), In("notes.txt"), overwrite: true);
        house.Night();
        house.Clock.Advance(TimeSpan.FromHours(2));
        house.Night();
        Assert.True(File.Exists(In("notes.txt")));
    }

    [Fact]
    public void What_stands_in_a_folder_is_written_down_once_and_a_voucher_that_waits_is_not_read_again()
    {
        var counting = new Counting(Path.Combine(house.Root, "raas.db"));
        using var engine = new Engine(house.Options, house.Files, house.Clock,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, counting);
        void Round() => Assert.Empty(engine.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None).Failures);
        for (var number = 2; number < 40; number++)
            house.Put(First with { Number = number });
        Round();
        Assert.Equal(1, counting.Rewritten);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Round();
        Assert.Equal(2, counting.Rewritten);
        Assert.InRange(counting.Asked, 2, 12);
        foreach (var voucher in Directory.GetFiles(house.In(Institution), "*.voucher.xml"))
            LoseContentUnseen(voucher);
        Round();
        Assert.Equal(2, counting.Rewritten);
        Assert.Equal(Enumerable.Range(2, 38).Select(n => (long?)n), engine.Lanes.Status(CbeNumber.Parse(Institution)).Single()
            .Waiting.Select(w => w.FileSequenceNumber));

        // What was taken in the round in which it came was never there.
        house.Put(new Drop { Party = Other, Records = First.Records });
        engine.Intake.Take(CbeNumber.Parse(Other), null, CancellationToken.None);
        Assert.Equal(2, counting.Rewritten);
    }

    /// <summary>A round of thousands takes minutes, in which pages look again and again.</summary>
    [LinuxFact]
    public void Vouchers_of_a_large_backlog_are_not_read_again_while_it_is_worked_on()
    {
        const int last = 120;
        house.Put([.. Enumerable.Range(1, last).Select(number => First with { Number = number })]);
        using var stop = new CancellationTokenSource();
        IEnumerable<long?> seen = [];
        var told = new Then(progress =>
        {
            if (progress.Phase != DeliveryProgress.Finished)
                return;
            if (progress.Position == 1)
                house.Clock.Advance(TimeSpan.FromSeconds(10));
            if (progress.Position != 3)
                return;
            foreach (var voucher in Directory.GetFiles(house.In(Institution), "*.voucher.xml"))
                LoseContentUnseen(voucher);
            seen = Lane().Waiting.Select(w => w.FileSequenceNumber).Order();
            stop.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => house.Engine.Intake.Take(CbeNumber.Parse(Institution), told, stop.Token));
        // The next one is read, and cannot be.
        Assert.Equal(Enumerable.Range(5, last - 4).Select(number => (long?)number), seen.Where(number => number is not null and not 4));
    }

    private sealed class Then(Action<DeliveryProgress> then) : IProgress<DeliveryProgress>
    {
        public void Report(DeliveryProgress value) => then(value);
    }

    /// <summary>Nobody could still read it; only what tells us that it changed is as before.</summary>
    private void LoseContentUnseen(string voucher)
    {
        using var session = house.Engine.Store.Write();
        var changed = new FileInfo(voucher);
        File.WriteAllBytes(voucher, new byte[changed.Length]);
        var entry = new Raas.Files.PartyFolder(new Raas.Files.Disk(house.Files), house.In(Institution)).Find(Path.GetFileName(voucher))!;
        session.Save(CbeNumber.Parse(Institution), session.SeenFiles(CbeNumber.Parse(Institution)).Single(f => f.Name == entry.Name)
            with { Content = entry.Content, ChangeTime = entry.ChangedAt });
        session.Commit();
    }

    private sealed class Counting(string path) : SqliteDialect(path)
    {
        public int Rewritten { get; private set; }

        /// <summary>How often the ledger was asked what a lane takes next, and whether it is held: not once for each voucher.</summary>
        public int Asked { get; private set; }

        public override string Sql(string name)
        {
            if (name == "delete_seen_files")
                Rewritten++;
            if (name is "last_accepted" or "holds")
                Asked++;
            return base.Sql(name);
        }
    }
}
