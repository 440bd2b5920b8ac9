using Raas.Configuration;
using Raas.Domain;
using Raas.Outgoing;
using Raas.Oversight;
using static Raas.Tests.House;

namespace Raas.Tests.Outgoing;

/// <summary>What became of a file after it went out: fetched means fetched.</summary>
public sealed class FetchesTests : IDisposable
{
    private readonly House house = new House(options: new RaasOptions { Retention = new RetentionOptions { Out = TimeSpan.FromDays(3) } })
        .WithParties(NothingWhenEmpty);

    public FetchesTests()
    {
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        house.Clock.Advance(TimeSpan.FromHours(1));
    }

    public void Dispose() => house.Dispose();

    private static CbeNumber Party => CbeNumber.Parse(Institution);

    private string Name => Path.GetFileName(Directory.GetFiles(house.Out(Institution), "ANSWER.*.xml")
        .Single(f => !f.Contains(".voucher.", StringComparison.Ordinal) && !f.Contains(".rejected.", StringComparison.Ordinal)));

    private SentFile Answer => house.Engine.Ledger.SentFiles(new OutgoingSearch(Party, "ANSWER")).Single();

    private List<string> Unfetched() =>
        [.. house.Engine.Ledger.SentFiles(new OutgoingSearch(IsUnfetched: true)).Select(f => f.File.Flow).Order(StringComparer.Ordinal)];

    private void Look() => house.Engine.AlarmRules.Run(null, []);

    [Fact]
    public void What_stands_there_waits()
    {
        Look();
        Assert.Equal(FileFate.Waits, Answer.Fate);
        Assert.Equal(["ANSWER", "RECEIPT"], Unfetched());
    }

    [Fact]
    public void What_the_party_takes_away_is_seen_and_dated()
    {
        foreach (var file in Directory.GetFiles(house.Out(Institution), "ANSWER.*"))
            File.Delete(file);
        Assert.Equal(FileFate.TakenAway, Answer.Fate);
        Look();
        Assert.Equal((FileFate.TakenAway, house.Clock.GetUtcNow()), (Answer.Fate, Answer.File.GoneAt));
        Assert.Equal(["RECEIPT"], Unfetched());
    }

    [Fact]
    public void What_our_own_retention_took_away_was_never_fetched()
    {
        house.Clock.Advance(TimeSpan.FromDays(4));
        house.Night();
        Assert.Empty(Directory.GetFiles(house.Out(Institution), "ANSWER.*"));
        Look();
        Assert.Equal((FileFate.RemovedByUs, (DateTimeOffset?)null), (Answer.Fate, Answer.File.GoneAt));
        Assert.NotNull(Answer.File.RemovedAt);
        Assert.Equal(["ANSWER", "RECEIPT"], Unfetched());
    }

    [Fact]
    public void A_download_counts_though_the_party_leaves_the_file_there()
    {
        var at = house.Clock.GetUtcNow().AddMinutes(-5);
        Assert.Equal(FetchNote.Noted, house.Engine.Fetches.NoteFetched(Party, Name, null, at, "OpenSSH"));
        Assert.Equal(FetchNote.KnownAlready, house.Engine.Fetches.NoteFetched(Party, Name, null, null, "somebody"));
        Assert.Equal((FileFate.Fetched, at, "OpenSSH"), (Answer.Fate, Answer.File.FetchedAt, Answer.File.FetchedBy));
        Assert.Equal(["RECEIPT"], Unfetched());
        house.Clock.Advance(TimeSpan.FromDays(6));
        Look();
        Assert.Contains("1 files", house.Engine.Alarms.Open().Single(a => a.Kind == "NOT-FETCHED").Message, StringComparison.Ordinal);
        // Our retention takes it away in the end: it was fetched all the same.
        house.Night();
        Assert.Equal(FileFate.Fetched, Answer.Fate);
        Assert.NotNull(Answer.File.RemovedAt);
    }

    [Fact]
    public void Half_a_download_a_voucher_and_what_is_not_ours_change_nothing()
    {
        Assert.Equal(FetchNote.NotWhole, house.Engine.Fetches.NoteFetched(Party, Name, Answer.File.Size - 1, null, "x"));
        var voucher = Name.Replace(".xml", ".voucher.xml", StringComparison.Ordinal);
        Assert.Equal(FetchNote.NotTheFile, house.Engine.Fetches.NoteFetched(Party, voucher, null, null, "x"));
        Assert.Equal(FetchNote.NotOurs, house.Engine.Fetches.NoteFetched(CbeNumber.Parse(Other), Name, null, null, "x"));
        foreach (var name in new[] { "notes.txt", "../" + Name, $"ANSWER.{Institution}.20260302.000099.T.xml", "" })
            Assert.Equal(FetchNote.NotOurs, house.Engine.Fetches.NoteFetched(Party, name, null, null, "x"));
        Assert.Equal(FileFate.Waits, Answer.Fate);
        Assert.Equal(FetchNote.Noted, house.Engine.Fetches.NoteFetched(Party, Name, Answer.File.Size, null, "x"));
    }

    [Fact]
    public void What_is_sent_again_waits_to_be_fetched_again()
    {
        house.Engine.Fetches.NoteFetched(Party, Name, null, null, "x");
        var name = Name;
        foreach (var file in Directory.GetFiles(house.Out(Institution), "ANSWER.*"))
            File.Delete(file);
        Look();
        house.Engine.FileControl.Resend(Party, "ANSWER", 1, Somebody);
        Assert.Equal((FileFate.Waits, name), (Answer.Fate, Name));
        Assert.Equal(["ANSWER", "RECEIPT"], Unfetched());
        Assert.Equal($"RESEND somebody a test {Party.Value} ANSWER 1",
            house.Engine.Journal.Latest(1).Select(a => $"{a.Action} {a.Operator} {a.Reason} {a.Party} {a.Flow} {a.Number}").Single());
    }

    [Fact]
    public void A_share_that_was_away_and_came_back_has_lost_nothing()
    {
        var (home, aside) = (house.Out(Institution), house.Out(Institution) + "-away");
        Directory.Move(home, aside);
        Directory.CreateDirectory(home);
        Look();
        Assert.Empty(Unfetched());
        Directory.Delete(home);
        Directory.Move(aside, home);
        Look();
        Assert.Equal(["ANSWER", "RECEIPT"], Unfetched());
        Assert.Equal(FileFate.Waits, Answer.Fate);
    }

    /// <summary>Lines as Debian's OpenSSH 9.2 writes them (sshd -e, journald, syslog).</summary>
    [Theory]
    [InlineData("close \"/home/out/ANSWER.0212344876.20260302.000001.T.xml\" bytes read 812 written 0", 812)]
    [InlineData("2026-03-02T20:15:00+0100 host internal-sftp[77]: close \"/out/ANSWER.0212344876.20260302.000001.T.xml\" bytes read "
        + "812 written 0", 812)]
    [InlineData("Mar  2 20:15:00 host internal-sftp[77]: close \"out/ANSWER.0212344876.20260302.000001.T.xml\" bytes read 5 written "
        + "0 [postauth]", 5)]
    public void Lines_of_OpenSsh_are_understood(string line, long read)
    {
        var download = SftpDownload.OfOpenSsh(line, new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero));
        Assert.Equal((Party, "ANSWER.0212344876.20260302.000001.T.xml", read), (download!.Party, download.FileName, download.Size));
        if (line[0] != 'c')
            Assert.Equal(new DateTimeOffset(2026, 3, 2, 19, 15, 0, TimeSpan.Zero), download.At);
    }

    /// <summary>A party may write below its own <c>in</c> whatever names it likes.</summary>
    [Theory]
    [InlineData("close \"/home/in/out/ANSWER.0212344876.20260302.000001.T.xml\" bytes read 812 written 0")]
    [InlineData("close \"/home/in/ANSWER.0212344876.20260302.000001.T.xml\" bytes read 812 written 0")]
    [InlineData("close \"/home/out/../in/out/ANSWER.0212344876.20260302.000001.T.xml\" bytes read 812 written 0")]
    [InlineData("close \"/home/out/ANSWER.0212344876.20260302.000001.T.xml\" bytes read 0 written 812")]
    [InlineData("open \"/home/out/ANSWER.0212344876.20260302.000001.T.xml\" flags READ mode 0666")]
    [InlineData("close \"/home/out/notes.txt\" bytes read 3 written 0")]
    [InlineData("session opened for local user p0212344876 from [127.0.0.1]")]
    [InlineData("")]
    public void Other_lines_are_no_downloads(string line) =>
        Assert.Null(SftpDownload.OfOpenSsh(line, new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero)));

    /// <summary>Variables of SFTPGo's documentation, "Custom Actions".</summary>
    [Fact]
    public void The_hook_of_SftpGo_is_understood()
    {
        var hook = new Dictionary<string, string?>
        {
            ["SFTPGO_ACTION"] = "download", ["SFTPGO_ACTION_STATUS"] = "1", ["SFTPGO_ACTION_FILE_SIZE"] = "812",
            ["SFTPGO_ACTION_VIRTUAL_PATH"] = $"/out/{Name}",
        };
        Assert.Equal(new SftpDownload(Party, Name, 812, null), SftpDownload.OfSftpGo(hook.GetValueOrDefault));
        hook["SFTPGO_ACTION_STATUS"] = "2";
        Assert.Null(SftpDownload.OfSftpGo(hook.GetValueOrDefault));
        hook["SFTPGO_ACTION_STATUS"] = "1";
        hook["SFTPGO_ACTION"] = "upload";
        Assert.Null(SftpDownload.OfSftpGo(hook.GetValueOrDefault));
    }
}
