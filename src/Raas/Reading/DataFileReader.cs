using System.Text;
using System.Xml;
using System.Xml.Schema;
using Raas.Domain;
using Raas.Flows.Dimona;
using Raas.Outgoing;
using Raas.Store;
using Raas.Xml;

namespace Raas.Reading;

/// <summary>What the head of a data file says of itself (contract §4): it must agree with the voucher.</summary>
public sealed record Envelope
{
    public CbeNumber? Sender { get; set; }
    public CbeNumber? Receiver { get; set; }
    public string LegalContext { get; set; } = "";
    public long? SequenceNumber { get; set; }
}

/// <summary>One pass over a data file: SHA-256, XSD validation and extraction, record by record, nothing kept.
/// Every flow has the same envelope and the same shape (root / list / item / field / inner field); a flow adds what its
/// items mean. Extraction stops at the first error: what is wrong is refused as a whole, but all errors are reported.</summary>
public abstract class DataFileReader
{
    private readonly FileErrors errors;
    private readonly StringBuilder text = new();
    private readonly string[] path = new string[SafeXml.MaxDepth + 2];

    protected DataFileReader(FileErrors errors) => this.errors = errors;

    public Envelope Envelope { get; } = new();

    /// <summary>Items of the payload list, whether right or wrong.</summary>
    public long ItemCount { get; private set; }

    /// <summary>SHA-256 of the whole file, also when reading stopped early.</summary>
    public string Digest { get; private set; } = "";

    public long Size { get; private set; }

    /// <summary>Called now and then with the bytes read so far.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>The flow, by whose schema the file is judged.</summary>
    protected abstract string Kind { get; }

    protected abstract void BeginItem(string name, XmlReader reader);

    /// <param name="name">Name of the field, a child of the item.</param>
    /// <param name="inner">Name of the element inside the field, null when the field has the text itself.</param>
    protected abstract void Field(string name, string? inner, string value);

    protected abstract void EndItem();

    /// <summary>Reads a file from its first to its last byte. What is wrong goes to the errors that were given, what is right to the
    /// spool.</summary>
    public void Read(Stream file, CancellationToken stop)
    {
        using var hashing = new HashingStream(file);
        try
        {
            ReadDocument(hashing, stop);
        }
        catch (XmlException e)
        {
            errors.Add(SafeWords.NotXml(Codes.File.DataNotXml, e));
        }
        catch (ForbiddenXmlException e)
        {
            errors.Add(SafeWords.Forbidden(Codes.File.ForbiddenXml, e));
        }
        Digest = hashing.Finish();
        Size = hashing.BytesRead;
    }

    private void ReadDocument(HashingStream hashing, CancellationToken stop)
    {
        using var reader = SafeXml.Validate(hashing, Kind, OnSchemaError);
        var depthOfText = -1;
        while (reader.Advance() && !errors.IsFull)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    depthOfText = reader.Depth;
                    text.Clear();
                    path[reader.Depth] = reader.LocalName;
                    if (reader.Depth == 2)
                        Begin(reader, hashing.BytesRead, stop);
                    if (reader.IsEmptyElement)
                        End(reader.Depth, depthOfText);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    End(reader.Depth, depthOfText);
                    depthOfText = -1;
                    break;
            }
        }
    }

    private void Begin(XmlReader reader, long bytes, CancellationToken stop)
    {
        if (!IsPayload)
            return;
        ItemCount++;
        if ((ItemCount & 0xfff) == 0)
        {
            stop.ThrowIfCancellationRequested();
            Progress?.Invoke(bytes);
        }
        if (!errors.Any)
            BeginItem(path[2], reader);
    }

    private void End(int depth, int depthOfText)
    {
        if (errors.Any)
            return;
        var leaf = depth == depthOfText;
        if (IsPayload)
        {
            if (depth == 2)
                EndItem();
            else if (leaf && depth is 3 or 4)
                Field(path[3], depth == 4 ? path[4] : null, text.ToString());
        }
        else if (leaf)
        {
            EnvelopeField(depth);
        }
    }

    private bool IsPayload => path[1] is "requests" or "mutations" or "declarations";

    private void EnvelopeField(int depth)
    {
        if (depth == 3 && path[3] == "cbeNumber" && CbeNumber.TryParse(text.ToString().Trim(), out var cbe))
        {
            if (path[1] == "sender")
                Envelope.Sender = cbe;
            else if (path[1] == "receiver")
                Envelope.Receiver = cbe;
        }
        else if (depth == 1 && path[1] == "legalContext")
        {
            Envelope.LegalContext = text.ToString();
        }
        else if (depth == 1 && path[1] == "sequenceNumber")
        {
            Envelope.SequenceNumber = long.Parse(text.ToString().AsSpan().Trim());
        }
    }

    private void OnSchemaError(object? sender, ValidationEventArgs e)
    {
        var reader = (SchemaReader)sender!;
        errors.Add(SafeWords.Problem(Codes.File.DataNotValid, Kind, reader, e.Exception, RecordOf(reader)));
    }

    /// <summary>An item whose start tag is at fault has not been counted yet.</summary>
    private long? RecordOf(SchemaReader reader)
    {
        if (!IsPayload || reader.ElementDepth < 2)
            return null;
        return reader is { IsAtStart: true, ElementDepth: 2 } ? ItemCount + 1 : ItemCount;
    }

    private static int? Positive(int value) => value > 0 ? value : null;
}
