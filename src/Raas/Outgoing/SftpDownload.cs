using System.Globalization;
using System.Text.RegularExpressions;
using Raas.Domain;

namespace Raas.Outgoing;

/// <summary>A file of ours that an SFTP server says was downloaded.</summary>
/// <param name="Party">By the name of the file: it stands in nobody else's <c>out</c>.</param>
/// <param name="Size">Bytes that were read; null: the server does not say.</param>
/// <param name="At">When; null: the server does not say.</param>
public sealed partial record SftpDownload(CbeNumber Party, string FileName, long? Size, DateTimeOffset? At)
{
    /// <summary>A line of OpenSSH's <c>internal-sftp -l INFO</c>, as journald or syslog keeps it: <c>close "/out/NAME" bytes read N written
    /// 0</c>.</summary>
    /// <param name="now">The classic date of syslog has no year, and no zone: it is the last such date, in Belgian time.</param>
    /// <returns>Null: it speaks of no download from <c>out</c>.</returns>
    public static SftpDownload? OfOpenSsh(string line, DateTimeOffset now)
    {
        var match = Close().Match(line);
        return match.Success && long.TryParse(match.Groups["read"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            && read > 0 ? Of(match.Groups["path"].Value, read, MomentOf(line, now)) : null;
    }

    /// <summary>What SFTPGo gives its hook in the environment (<c>SFTPGO_ACTION</c> and others).</summary>
    /// <returns>Null: it was no download from <c>out</c>, or one that failed.</returns>
    public static SftpDownload? OfSftpGo(Func<string, string?> environment)
    {
        if (environment("SFTPGO_ACTION") != "download" || environment("SFTPGO_ACTION_STATUS") is not (null or "1"))
            return null;
        long? size = long.TryParse(environment("SFTPGO_ACTION_FILE_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes : null;
        return Of(environment("SFTPGO_ACTION_VIRTUAL_PATH") ?? environment("SFTPGO_ACTION_PATH") ?? "", size, null);
    }

    /// <summary>Below its own <c>in</c> a party may make a folder <c>out</c>, and any name in it: that is none of ours.</summary>
    private static SftpDownload? Of(string path, long? size, DateTimeOffset? at)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || parts[^2] != "out" || parts.Contains("in") || parts.Contains(".."))
            return null;
        var name = parts[^1].Split('.');
        return name.Length > 2 && CbeNumber.TryParse(name[1], out var party) ? new SftpDownload(party, parts[^1], size, at) : null;
    }

    private static DateTimeOffset? MomentOf(string line, DateTimeOffset now)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 0 && words[0].Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(words[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var iso))
            return iso <= now ? iso : null;
        if (words.Length < 3 || !DateTime.TryParseExact($"{BelgianTime.At(now).Year} {words[0]} {words[1]} {words[2]}",
            "yyyy MMM d HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        var at = BelgianTime.Midnight(DateOnly.FromDateTime(local)) + local.TimeOfDay;
        return at <= now ? at : at.AddYears(-1);
    }

    [GeneratedRegex(@"\bclose ""(?<path>[^""]+)"" bytes read (?<read>[0-9]{1,18}) written [0-9]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Close();
}
