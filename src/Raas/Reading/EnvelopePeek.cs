using System.IO.Abstractions;
using System.Xml;
using Raas.Domain;
using Raas.Outgoing;
using Raas.Xml;

namespace Raas.Reading;

/// <summary>Who sent a data file, and of which flow it is, by its first elements: for a file without voucher.</summary>
internal static class EnvelopePeek
{
    /// <param name="errors">Told when it is no XML that we read.</param>
    public static (CbeNumber? Sender, string? Flow) Look(IFileSystem files, string path, FileErrors errors)
    {
        try
        {
            using var file = files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = SafeXml.Read(file);
            string? flow = null;
            while (reader.Advance())
            {
                if (reader.NodeType != XmlNodeType.Element)
                    continue;
                if (reader.Depth == 0)
                    flow = Schemas.IncomingFlowOf(reader.LocalName);
                else if (reader.LocalName == "cbeNumber")
                    return (reader.Advance() && CbeNumber.TryParse(reader.Value.Trim(), out var sender) ? sender : null, flow);
                // The sender comes first.
                else if (reader.Depth == 1 && reader.LocalName != "sender")
                    return (null, flow);
            }
            return (null, flow);
        }
        catch (XmlException e)
        {
            errors.Add(SafeWords.NotXml(Codes.File.DataNotXml, e));
        }
        catch (ForbiddenXmlException e)
        {
            errors.Add(SafeWords.Forbidden(Codes.File.ForbiddenXml, e));
        }
        return (null, null);
    }
}
