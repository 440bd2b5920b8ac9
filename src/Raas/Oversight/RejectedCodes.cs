using System.Globalization;
using System.Xml;
using Raas.Xml;

namespace Raas.Oversight;

/// <summary>Rejected records of a delivery that share a code.</summary>
/// <param name="Records">The first record numbers.</param>
public sealed record RejectedCode(string Code, long Count, IReadOnlyList<long> Records);

/// <summary>A rejected record: its number in the file, and its codes, the heaviest first.</summary>
public sealed record RejectedRecord(long Number, IReadOnlyList<string> Codes);

/// <summary>By what records of a delivery were rejected.</summary>
/// <param name="Records">The first of them.</param>
/// <param name="IsWhole">False: the answer is large, and only its beginning was read.</param>
public sealed record RejectedCodes(IReadOnlyList<RejectedCode> Codes, IReadOnlyList<RejectedRecord> Records, bool IsWhole)
{
    /// <summary>So many records are named one by one.</summary>
    public const int MostRecords = 100;

    /// <summary>Bytes of an answer that are read.</summary>
    private const long MostOfAnAnswer = 64L << 20;

    private const int RecordsShown = 10;

    /// <summary>Counts in an answer.</summary>
    internal static RejectedCodes Of(Stream answer)
    {
        var counts = new SortedDictionary<string, (long Count, List<long> Records)>(StringComparer.Ordinal);
        var records = new List<(long Number, List<string> Codes)>();
        using var xml = SafeXml.Read(answer);
        var (element, record, rejected, whole) = ("", 0L, false, true);
        while (whole && xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
                element = xml.LocalName;
            if (xml.NodeType != XmlNodeType.Text)
                continue;
            if (element == "recordNumber")
                (record, rejected, whole) = (long.Parse(xml.Value, CultureInfo.InvariantCulture), false, answer.Position < MostOfAnAnswer);
            else if (element == "outcome")
                rejected = xml.Value == "REJECTED";
            else if (element == "code" && rejected)
            {
                Add(counts, xml.Value, record);
                Add(records, xml.Value, record);
            }
        }
        return new RejectedCodes([.. counts.Select(c => new RejectedCode(c.Key, c.Value.Count, c.Value.Records))],
            [.. records.Select(r => new RejectedRecord(r.Number, r.Codes))], whole);
    }

    private static void Add(List<(long Number, List<string> Codes)> records, string code, long record)
    {
        if (records.Count > 0 && records[^1].Number == record)
            records[^1].Codes.Add(code);
        else if (records.Count < MostRecords)
            records.Add((record, [code]));
    }

    private static void Add(SortedDictionary<string, (long Count, List<long> Records)> counts, string code, long record)
    {
        var (count, records) = counts.GetValueOrDefault(code, (0, []));
        if (records.Count < RecordsShown && !records.Contains(record))
            records.Add(record);
        counts[code] = (count + 1, records);
    }
}
