using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;

namespace Raas.Recovery;

/// <summary>A decision on a delivery, as its receipt tells it.</summary>
/// <param name="Number">Of the delivery; null: the receipt does not say.</param>
internal sealed record Receipted(string Voucher, string Data, string Decision, long? Number);

/// <summary>What was done by a store that is gone, and when: read from the files that left.</summary>
internal sealed class PastWork(SentBefore sent, Disk disk, Folders folders)
{
    private const int HeadSize = 1 << 14;

    /// <summary>The nights that were run, each with its moment: as noted; where that is lost, as their files have it.</summary>
    public Dictionary<DateOnly, DateTimeOffset> Nights()
    {
        var moments = new Dictionary<DateOnly, DateTimeOffset>();
        foreach (var night in sent.All.Where(file => file.Flow is not (FlowName.Receipt or FlowName.Answer))
            .GroupBy(file => BusinessDate(file)))
        {
            if (night.Key is { } date)
                moments[date] = night.Min(file => file.CreatedAt);
        }
        foreach (var path in disk.Files.Directory.Exists(folders.Nights) ? disk.Files.Directory.EnumerateFiles(folders.Nights) : [])
        {
            if (DateOnly.TryParseExact(disk.Files.Path.GetFileName(path), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var date) && DateTimeOffset.TryParseExact(disk.Files.File.ReadAllText(path), "O", CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var at))
                moments[date] = at;
        }
        return moments;
    }

    /// <summary>As the file says it near its beginning; null: it cannot be read.</summary>
    private DateOnly? BusinessDate(FormerFile file)
    {
        try
        {
            using var stream = sent.Open(file);
            var head = new byte[HeadSize];
            var text = Encoding.UTF8.GetString(head, 0, stream.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false));
            const string Mark = " businessDate=\"";
            var at = text.IndexOf(Mark, StringComparison.Ordinal);
            return at >= 0 && DateOnly.TryParseExact(text.AsSpan(at + Mark.Length, "yyyy-MM-dd".Length), "yyyy-MM-dd",
                CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>What a receipt says; null: it cannot be read.</summary>
    public Receipted? Of(FormerFile receipt)
    {
        try
        {
            using var stream = sent.Open(receipt);
            var root = XDocument.Load(stream).Root!;
            var voucher = root.Element("correlation")!.Element("voucherFileName")!.Value;
            return new Receipted(voucher, root.Element("correlation")!.Element("dataFileName")?.Value ?? SafeName.DataFileOf(voucher),
                root.Element("decision")!.Value, (long?)root.Element("correlation")!.Element("fileSequenceNumber"));
        }
        catch (Exception e) when (e is IOException or XmlException or NullReferenceException)
        {
            return null;
        }
    }
}
