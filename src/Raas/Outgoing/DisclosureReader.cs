using System.Globalization;
using System.Xml;
using Raas.Domain;
using Raas.Xml;

namespace Raas.Outgoing;

/// <summary>Accounts for the persons in a file that has left already: what was sent is the truth, whatever is made again.</summary>
internal static class DisclosureReader
{
    /// <summary>Below the root stands a list, in the list stand the items.</summary>
    private const int DepthOfItems = 2;

    /// <exception cref="XmlException">It is no file of ours, or its end is missing.</exception>
    public static void Read(Stream file, string flow, DisclosureWriter to)
    {
        if (flow == FlowName.Receipt)
            return;
        using var reader = SafeXml.Read(file);
        for (var more = reader.Advance(); more;)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == 1 && reader.LocalName == "legalContext")
            {
                to.LegalContext = reader.ReadElementContentAsString();
                continue;
            }
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == DepthOfItems && IsItem(reader))
                ReadItem(reader, flow, to);
            more = reader.Advance();
        }
    }

    /// <summary>What has a head of its own, such as the sender, has no person in it.</summary>
    private static bool IsItem(XmlReader reader) => reader.LocalName is not ("organizationIdentification" or "timestampSent"
        or "filteredElement" or "voucherId" or "fileSequenceNumber" or "dataFileName" or "digest") && !reader.IsEmptyElement;

    private static void ReadItem(XmlReader reader, string flow, DisclosureWriter to)
    {
        var isAnswer = flow == FlowName.Answer;
        var (numbers, deliberation, item) = (new List<long>(), default(string), to.Item + 1);
        var end = reader.Depth;
        for (var more = reader.Advance(); more && reader.Depth > end;)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.Depth != end + 1)
            {
                more = reader.Advance();
                continue;
            }
            switch (reader.LocalName)
            {
                case "recordNumber" when isAnswer:
                    item = reader.ReadElementContentAsLong();
                    break;
                case "deliberationNumber":
                    deliberation = reader.ReadElementContentAsString();
                    break;
                case "ssin":
                    if ((reader.GetAttribute("replaces") ?? reader.GetAttribute("replacedBy")) is { } other)
                        numbers.Add(Number(other));
                    numbers.Insert(0, Number(reader.ReadElementContentAsString()));
                    break;
                default:
                    more = reader.Advance();
                    break;
            }
        }
        if (numbers.Count == 0)
            return;
        to.Item = item;
        to.Under(deliberation);
        foreach (var ssin in numbers.Distinct())
            to.Name(ssin);
    }

    private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
