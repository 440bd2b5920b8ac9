using System.CommandLine;
using System.Globalization;
using Raas.Domain;
using Raas.Outgoing;

namespace Raas.Host.Commands;

/// <summary><c>raas fetched</c>: notes that a party has downloaded a file, as its SFTP server says or somebody who knows.</summary>
internal static class FetchedCommand
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var party = new Argument<string?>("CBE") { Description = "The party.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Argument<string?>("FILE") { Description = "The name of the file in its out.", Arity = ArgumentArity.ZeroOrOne };
        var at = new Option<string?>("--at") { Description = "When, as 2026-11-27T08:30:00+01:00; now when not given." };
        var by = new Option<string?>("--by") { Description = "Who says so; the account of the machine when not given." };
        var log = new Option<string?>("--log")
        {
            Description = "Take in a log of OpenSSH's internal-sftp -l INFO; - reads standard input.",
        };
        var sftpGo = new Option<bool>("--sftpgo") { Description = "Take in what SFTPGo gives its hook in the environment." };
        var command = new Command("fetched", """
            Notes that a party has downloaded a file: the page Outgoing shows it, and the alarm NOT-FETCHED counts it no longer. Half a
            file, a voucher and what is not ours change nothing.

            Examples:
              raas fetched 0999000129 ANSWER.0999000129.20261127.000012.T.xml --by "their clerk, by telephone"
              journalctl -t sshd -t internal-sftp -o short-iso -f | raas fetched --log -
              raas fetched --sftpgo          as the command of SFTPGo's hook for downloads
            """) { party, file, at, by, log, sftpGo };
        command.Does((engine, parsed, stop) =>
        {
            var source = parsed.GetValue(log);
            if ((source is null ? 0 : 1) + (parsed.GetValue(sftpGo) ? 1 : 0) + (parsed.GetValue(file) is null ? 0 : 1) != 1)
                throw new UsageException("Say what was downloaded: CBE FILE, or --log FILE, or --sftpgo.");
            if (source is not null)
                return TakeIn(engine, source, stop);
            if (parsed.GetValue(sftpGo))
            {
                if (SftpDownload.OfSftpGo(Environment.GetEnvironmentVariable) is { } hooked)
                    engine.Fetches.NoteFetched(hooked.Party, hooked.FileName, hooked.Size, hooked.At, "SFTPGo");
                return ExitCode.Done;
            }
            var (who, name) = (Arguments.Party(parsed.GetValue(party)!), parsed.GetValue(file)!);
            var note = engine.Fetches.NoteFetched(
                who, name, null, Moment(parsed.GetValue(at)), parsed.GetValue(by) ?? Environment.UserName);
            return Told(note, who, name);
        });
        return command;
    }

    private static DateTimeOffset? Moment(string? text)
    {
        if (text is null)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && at <= DateTimeOffset.UtcNow ? at
            : throw new UsageException($"--at {text}: a moment that has passed was expected, as 2026-11-27T08:30:00+01:00.");
    }

    private static int Told(FetchNote note, CbeNumber party, string name)
    {
        switch (note)
        {
            case FetchNote.Noted:
                Output.Text($"Noted: {party} has downloaded {name}.");
                return ExitCode.Done;
            case FetchNote.KnownAlready:
                Output.Line("That was known already.");
                return ExitCode.Done;
            case FetchNote.NotTheFile:
                throw new UsageException($"{name} goes with another file: name that one.");
            default:
                throw new UsageException($"No {name} was ever published for {party}.");
        }
    }

    /// <summary>Who follows a log for days outlives a database that is away for a minute: the line is not lost.</summary>
    private static FetchNote Note(Engine engine, SftpDownload download, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return engine.Fetches.NoteFetched(download.Party, download.FileName, download.Size, download.At, "OpenSSH");
            }
            catch (Exception e) when (engine.Store.Dialect.IsTransient(e))
            {
                Console.Error.WriteLine($"The store is busy or away: {e.Message} It is tried again in {TryAgainAfter.TotalSeconds:0} s.");
                stop.WaitHandle.WaitOne(TryAgainAfter);
                stop.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Each line as it comes: who follows a log for days sees it at once.</summary>
    private static int TakeIn(Engine engine, string source, CancellationToken stop)
    {
        if (source != "-" && !File.Exists(source))
            throw new UsageException($"{source}: there is no such file.");
        using var lines = source == "-" ? Console.In : File.OpenText(source);
        var counts = new Dictionary<FetchNote, int>();
        while (!stop.IsCancellationRequested && lines.ReadLine() is { } line)
        {
            if (SftpDownload.OfOpenSsh(line, DateTimeOffset.UtcNow) is not { } download)
                continue;
            var note = Note(engine, download, stop);
            counts[note] = counts.GetValueOrDefault(note) + 1;
        }
        Output.Text($"{counts.GetValueOrDefault(FetchNote.Noted)} downloads noted, "
            + $"{counts.GetValueOrDefault(FetchNote.KnownAlready)} were known, "
            + $"{counts.GetValueOrDefault(FetchNote.NotWhole)} were cut short, "
            + $"{counts.GetValueOrDefault(FetchNote.NotOurs)} are of no file that we published.");
        return ExitCode.Done;
    }
}
