using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Raas.Domain;
using Raas.Files;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Xml;

namespace Raas.Outgoing;

/// <summary>One file of a chain, and what is wrong with it.</summary>
public sealed record ChainLink(long Number, string FileName, string Digest, IReadOnlyList<string> Faults);

/// <param name="Faults">What is wrong with the chain as a whole.</param>
public sealed record ChainReport(IReadOnlyList<ChainLink> Links, IReadOnlyList<string> Faults)
{
    /// <summary>Numbers that are no longer there because housekeeping removed them by age.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Gaps that the voucher behind each explains: something was lost there, and the numbers went on.</summary>
    public IReadOnlyList<string> Restarts { get; init; } = [];

    public bool IsWhole => Faults.Count == 0 && Links.All(link => link.Faults.Count == 0);
}

/// <summary>Checks the files of one flow to one party that lie in a folder: that no number is missing or there twice, that each file is
/// what its voucher says, and that each voucher names the digest of the file before. Needs nothing but the folder: an institution can run
/// it on what it fetched.</summary>
public sealed class ChainCheck(Disk disk)
{
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <param name="isRemoved">Whether a number was removed by age; null: nobody knows, each that is missing is a fault.</param>
    public ChainReport Run(string folder, CbeNumber party, string flow, Func<long, bool>? isRemoved = null)
    {
        var removed = new List<string>();
        var restarts = new List<string>();
        var links = new List<(ChainLink Link, string? Previous, ChainRestart? Restart)>();
        var faults = new List<string>();
        var vouchers = disk.Files.Directory.EnumerateFiles(folder, $"{flow}.{party}.*{SafeName.VoucherSuffix}")
            .Where(path => !OutgoingName.IsCompanion(path)).Order(StringComparer.Ordinal).ToList();
        foreach (var path in vouchers)
            links.Add(Check(path, party, flow));
        var spokenFor = links.Select(l => l.Link.FileName).ToHashSet(StringComparer.Ordinal);
        foreach (var data in disk.Files.Directory.EnumerateFiles(folder, $"{flow}.{party}.*.xml")
            .Select(f => disk.Files.Path.GetFileName(f)!).Order(StringComparer.Ordinal))
        {
            if (!SafeName.IsVoucher(data) && !OutgoingName.IsCompanion(data) && !spokenFor.Contains(data))
                faults.Add($"{data} has no voucher beside it");
        }
        var ordered = links.Where(l => l.Link.Number > 0).OrderBy(l => l.Link.Number).ToList();
        for (var i = 1; i < ordered.Count; i++)
        {
            var (before, at) = (ordered[i - 1], ordered[i]);
            if (at.Link.Number == before.Link.Number)
                faults.Add($"number {at.Link.Number} is there twice: {before.Link.FileName} and {at.Link.FileName}");
            else if (at.Restart is { } restart)
                Restarted(before.Link, at.Link, at.Previous, restart,
                    missing => Missing(missing.From, missing.To, isRemoved, faults, removed));
            else if (at.Link.Number > before.Link.Number + 1)
                Missing(before.Link.Number + 1, at.Link.Number - 1, isRemoved, faults, removed);
            else if (at.Previous != before.Link.Digest)
                ((List<string>)at.Link.Faults).Add("its previousDigest is not the digest of the file before");
        }
        if (ordered.Count > 0 && ordered[0].Link.Number == 1 && ordered[0].Previous is not null)
            ((List<string>)ordered[0].Link.Faults).Add("it is number 1, but names a file before");
        foreach (var (link, _, restart) in ordered.Where(l => l.Restart is not null))
            restarts.Add($"number {link.Number} goes on after number {restart!.AfterNumber}, since "
                + $"{restart.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}Z: {restart.Reason}");
        return new ChainReport([.. links.Select(l => l.Link).OrderBy(l => l.Number)], faults) { Removed = removed, Restarts = restarts };
    }

    /// <summary>Behind the last number that its sender knows, later ones may have been fetched, and none need be. Before it the chain is
    /// as whole as any.</summary>
    private static void Restarted(
        ChainLink before, ChainLink at, string? previous, ChainRestart restart, Action<(long From, long To)> missing)
    {
        if (before.Number < restart.AfterNumber)
            missing((before.Number + 1, restart.AfterNumber));
        else if (before.Number == restart.AfterNumber && previous != before.Digest)
            ((List<string>)at.Faults).Add("its previousDigest is not the digest of the file before");
    }

    /// <summary>Says of the numbers in a gap which are missing and which were removed by age, runs of them together.</summary>
    private static void Missing(long from, long to, Func<long, bool>? isRemoved, List<string> faults, List<string> removed)
    {
        for (var first = from; first <= to;)
        {
            var isOld = isRemoved?.Invoke(first) ?? false;
            var last = first;
            while (last < to && (isRemoved?.Invoke(last + 1) ?? false) == isOld)
                last++;
            var numbers = first == last ? $"number {first}" : $"numbers {first} to {last}";
            if (isOld)
                removed.Add(numbers);
            else
                faults.Add($"{numbers} {(first == last ? "is" : "are")} missing");
            first = last + 1;
        }
    }

    private (ChainLink Link, string? Previous, ChainRestart? Restart) Check(string voucherPath, CbeNumber party, string flow)
    {
        var faults = new List<string>();
        var dataName = SafeName.DataFileOf(disk.Files.Path.GetFileName(voucherPath));
        if (Read(voucherPath, faults) is not { } voucher)
            return (new ChainLink(0, dataName, "", faults), null, null);
        var data = voucher.Element("dataFile")!;
        var (name, size, digest) = (data.Element("name")!.Value, data.Element("size")!.Value, data.Element("digest")!.Value);
        var number = long.Parse(voucher.Element("fileSequenceNumber")!.Value.Trim(), CultureInfo.InvariantCulture);
        if (voucher.Element("flow")!.Value != flow)
            faults.Add($"its voucher is of the flow {voucher.Element("flow")!.Value}");
        if (voucher.Element("receiver")!.Value.Trim() != party.ToString())
            faults.Add("its voucher is for another receiver");
        if (name != dataName)
            faults.Add("its voucher names another data file");
        var path = disk.Files.Path.Combine(disk.Files.Path.GetDirectoryName(voucherPath)!, dataName);
        if (!disk.IsRegularFile(path))
        {
            faults.Add(disk.Exists(path) ? "the data file is a link or a folder, not a file" : "the data file is missing");
            return (new ChainLink(number, dataName, digest, faults), voucher.Element("previousDigest")?.Value, RestartOf(voucher));
        }
        using var file = disk.Read(path);
        if (file.Length.ToString(CultureInfo.InvariantCulture) != size.Trim())
            faults.Add($"it has {file.Length} bytes, its voucher says {size.Trim()}");
        if (Convert.ToHexStringLower(SHA256.HashData(file)) != digest)
            faults.Add("its digest is not that of its voucher: the content was changed");
        return (new ChainLink(number, dataName, digest, faults), voucher.Element("previousDigest")?.Value, RestartOf(voucher));
    }

    /// <summary>What a voucher says of a gap before it; null: there is none.</summary>
    internal static ChainRestart? RestartOf(XElement voucher) => voucher.Element("restart") is not { } restart ? null : new ChainRestart
    {
        AfterNumber = (long?)restart.Element("lastNumberKnown") ?? 0,
        At = (DateTimeOffset)restart.Element("at")!,
        Reason = restart.Element("reason")!.Value,
    };

    /// <summary>The voucher, or null and a fault.</summary>
    private XElement? Read(string path, List<string> faults)
    {
        if (!disk.IsRegularFile(path))
        {
            faults.Add("its voucher is a link or a folder, not a file");
            return null;
        }
        try
        {
            var problems = new List<ValidationEventArgs>();
            using var stream = disk.Read(path);
            using var reader = SafeXml.Validate(stream, Schemas.Voucher, (_, problem) => problems.Add(problem), MaxVoucherBytes);
            var root = XDocument.Load(reader).Root!;
            if (problems.Count == 0)
                return root;
            faults.Add($"its voucher is not valid (line {problems[0].Exception.LineNumber})");
        }
        catch (Exception e) when (e is XmlException or ForbiddenXmlException)
        {
            faults.Add("its voucher is not XML, or not such as we accept");
        }
        return null;
    }

    private const long MaxVoucherBytes = 1 << 20;
}
