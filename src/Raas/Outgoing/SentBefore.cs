using System.Globalization;
using System.Xml.Linq;
using System.Xml.Schema;
using Raas.Domain;
using Raas.Files;
using Raas.Store;
using Raas.Store.Rows;
using Raas.Xml;

namespace Raas.Outgoing;

/// <summary>A file that left by a store that is gone, as its voucher describes it.</summary>
/// <param name="RejectedFileName">Its companion, where it has one.</param>
internal sealed record FormerFile(CbeNumber Party, string Flow, long Number, string FileName, string VoucherId, DateTimeOffset CreatedAt,
    string Digest, long Size, long MessageCount, string? PreviousDigest, string? RejectedFileName, string? RejectedDigest)
{
    /// <summary>It was the first behind a gap.</summary>
    public ChainRestart? Restart { get; init; }
}

/// <summary>What has left already and the store at hand does not know: it was put back from an earlier day. Whoever makes these files again
/// takes name and moment from what was sent. The bytes that were sent stay the truth, whatever is made now.</summary>
internal sealed class SentBefore
{
    private const long MaxVoucherBytes = 1 << 20;

    private readonly Disk disk;
    private readonly Folders folders;
    private readonly Dictionary<(CbeNumber, string, long), FormerFile> files = [];

    /// <summary>Looks at our copies; where those are lost, at what still stands in <c>out</c>, of which copies are made.</summary>
    /// <param name="store">Knows the numbers that are not looked at.</param>
    public SentBefore(StoreSession store, Disk disk, Folders folders, OutgoingFiles outgoing)
    {
        (this.disk, this.folders) = (disk, folders);
        var known = new Dictionary<(CbeNumber, string), long>();
        long Last(CbeNumber party, string flow)
        {
            if (!known.TryGetValue((party, flow), out var last))
                known.Add((party, flow), last = store.LastOutgoing(party, flow)?.Number ?? 0);
            return last;
        }
        foreach (var (party, path, isOwn) in Vouchers())
        {
            if (!OutgoingName.TryParse(disk.Files.Path.GetFileName(path), party, out var flow, out var number)
                || number <= Last(party, flow) || files.ContainsKey((party, flow, number)) || !disk.IsRegularFile(path)
                || (!isOwn && !Rights.IsOurs(path)) || Read(path, party, flow, number) is not { } file
                || file.VoucherId != outgoing.Vouchers.IdOf(flow, party, number) || (!isOwn && !TryKeep(path, file)))
                continue;
            files.Add((party, flow, number), file);
        }
    }

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<FormerFile> All => [.. files.Values.OrderBy(file => file.CreatedAt).ThenBy(file => file.Party)
        .ThenBy(file => file.Flow, StringComparer.Ordinal).ThenBy(file => file.Number)];

    /// <summary>Files that were made again and became others than those that were sent.</summary>
    public List<FormerFile> Unlike { get; } = [];

    /// <summary>Null: nobody knows of such a file.</summary>
    public FormerFile? Find(CbeNumber party, string flow, long number) => files.GetValueOrDefault((party, flow, number));

    /// <summary>Its content, from our copy.</summary>
    /// <exception cref="IOException">It is gone.</exception>
    public Stream Open(FormerFile file) => disk.Read(disk.Files.Path.Combine(folders.Sent(file.Party), file.FileName));

    private IEnumerable<(CbeNumber Party, string Path, bool IsOwn)> Vouchers()
    {
        foreach (var (root, isOwn) in new[] { ("work/sent", true), ("parties", false) })
        {
            if (!disk.Files.Directory.Exists(folders.Absolute(root)))
                continue;
            foreach (var name in disk.Files.Directory.EnumerateDirectories(folders.Absolute(root))
                .Select(path => disk.Files.Path.GetFileName(path)!).Order(StringComparer.Ordinal))
            {
                if (!CbeNumber.TryParse(name, out var party) || party.ToString() != name)
                    continue;
                var folder = isOwn ? folders.Sent(party) : folders.Out(party);
                if (disk.KindOf(folder) != EntryKind.Folder)
                    continue;
                foreach (var path in disk.Files.Directory.EnumerateFiles(folder, "*" + SafeName.VoucherSuffix)
                    .Where(path => !OutgoingName.IsCompanion(path)).Order(StringComparer.Ordinal))
                    yield return (party, path, isOwn);
            }
        }
    }

    private FormerFile? Read(string path, CbeNumber party, string flow, long number)
    {
        try
        {
            var isValid = true;
            using var stream = disk.Read(path);
            ValidationEventHandler onProblem = (_, _) => isValid = false;
            using var reader = SafeXml.Validate(stream, Schemas.Voucher, onProblem, MaxVoucherBytes);
            var root = XDocument.Load(reader).Root!;
            var data = isValid ? root.Element("dataFile") : null;
            if (data is null || root.Element("flow")!.Value != flow || Number(root.Element("fileSequenceNumber")!) != number)
                return null;
            var name = SafeName.DataFileOf(disk.Files.Path.GetFileName(path));
            var rejected = name[..^".xml".Length] + OutgoingName.RejectedSuffix;
            var rejectedPath = disk.Files.Path.Combine(disk.Files.Path.GetDirectoryName(path)!, rejected);
            var hasRejected = disk.IsRegularFile(rejectedPath);
            return new FormerFile(party, flow, number, name, root.Element("voucherId")!.Value.Trim().ToLowerInvariant(),
                DateTimeOffset.Parse(root.Element("creationTimestamp")!.Value.Trim(), CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                data.Element("digest")!.Value.Trim(), Number(data.Element("size")!), Number(data.Element("messageCount")!),
                root.Element("previousDigest")?.Value.Trim(), hasRejected ? rejected : null,
                hasRejected ? disk.DigestOf(rejectedPath) : null)
                { Restart = ChainCheck.RestartOf(root) };
        }
        catch (Exception e) when (e is IOException or System.Xml.XmlException or ForbiddenXmlException or FormatException
            or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A file in <c>out</c> is ours again when it is what its voucher says.</summary>
    private bool TryKeep(string voucher, FormerFile file)
    {
        var folder = disk.Files.Path.GetDirectoryName(voucher)!;
        var source = disk.Files.Path.Combine(folder, file.FileName);
        if (!disk.IsRegularFile(source) || disk.DigestOf(source) != file.Digest)
            return false;
        foreach (var name in new[] { file.RejectedFileName, SafeName.VoucherOf(file.FileName), file.FileName }.OfType<string>())
            disk.Copy(disk.Files.Path.Combine(folder, name), disk.Files.Path.Combine(folders.Sent(file.Party), name));
        return true;
    }

    private static long Number(XElement element) => long.Parse(element.Value.Trim(), CultureInfo.InvariantCulture);
}
