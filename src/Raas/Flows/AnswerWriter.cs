using System.Text;
using System.Xml.Linq;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Outgoing;
using Raas.Reading;

namespace Raas.Flows;

/// <summary>What an answer says of the delivery as a whole.</summary>
/// <param name="Form">How much it says to people.</param>
public sealed record AnswerHead(OutgoingHead File, Voucher Voucher, string LegalContext, Tally Tally, FileForm Form);

/// <summary>What an answer repeats of a record.</summary>
/// <param name="number">Its place in the file, from 1.</param>
/// <param name="action">The word for what it asked; ASCII.</param>
/// <param name="ssin">Eleven digits as given, right or not.</param>
internal readonly ref struct AnswerLine(int number, ReadOnlySpan<byte> action, long ssin)
{
    public int Number { get; } = number;

    public ReadOnlySpan<byte> Action { get; } = action;

    public long Ssin { get; } = ssin;

    /// <summary>UTF-8; empty when none was given.</summary>
    public ReadOnlySpan<byte> Reference { get; init; }

    /// <summary>UTF-8; empty in flows that have none.</summary>
    public ReadOnlySpan<byte> DossierType { get; init; }
}

/// <summary>Writes an ANSWER (contract §4) record by record. Bytes by hand: there may be ten million of them, and an
/// XmlWriter takes longer for this than reading, validating and applying together. Each golden file and each test answer
/// is validated against <c>answer-v1.xsd</c>.</summary>
internal sealed class AnswerWriter : IDisposable
{
    private readonly ByteWriter to;
    private readonly FileForm form;
    private readonly DisclosureWriter disclosures;

    /// <summary>Written once for each code: a file may reject a million records.</summary>
    private readonly Dictionary<string, byte[]> reasons = new(StringComparer.Ordinal);

    public AnswerWriter(Stream stream, AnswerHead head)
    {
        to = new ByteWriter(stream);
        (form, disclosures) = (head.Form, head.File.Disclosures);
        disclosures.LegalContext = head.LegalContext;
        to.Bytes(form.Prolog);
        to.Bytes("<a:subscriptionBatchResponse xmlns:a=\"urn:be:raas:answer:v1\">\n"u8);
        EnvelopeBytes.Write(to, head.File.Sender, head.File.Receiver, head.LegalContext, head.File.Number, head.File.CreatedAt);
        to.Bytes("  <requestCorrelation>\n    <voucherId>"u8);
        Text(head.Voucher.VoucherId);
        to.Bytes("</voucherId>\n    <fileSequenceNumber>"u8);
        to.Digits(head.Voucher.FileSequenceNumber);
        to.Bytes("</fileSequenceNumber>\n    <dataFileName>"u8);
        Text(head.Voucher.DataFileName);
        to.Bytes("</dataFileName>\n    <digest>"u8);
        Text(head.Voucher.Digest);
        to.Bytes("</digest>\n  </requestCorrelation>\n"u8);
        Summary(head.Tally);
        to.Bytes("  <results>\n"u8);
    }

    /// <summary>The outcome of a record, of whatever flow.</summary>
    public void Result(in AnswerLine line, in DecidedRecord decided)
    {
        Begin(line, decided);
        if (line.DossierType.Length > 0)
        {
            to.Bytes("<dossierType>"u8);
            to.Escaped(line.DossierType);
            to.Bytes("</dossierType>"u8);
        }
        End(decided);
    }

    public void Finish() => to.Bytes("  </results>\n</a:subscriptionBatchResponse>\n"u8);

    public void Dispose() => to.Dispose();

    private void Begin(in AnswerLine line, in DecidedRecord decided)
    {
        disclosures.Item = line.Number;
        disclosures.Name(line.Ssin, decided.Current != 0 ? decided.Current : line.Ssin);
        to.Bytes("    <result><recordNumber>"u8);
        to.Digits(line.Number);
        to.Bytes("</recordNumber>"u8);
        if (line.Reference.Length > 0)
        {
            to.Bytes("<reference>"u8);
            to.Escaped(line.Reference);
            to.Bytes("</reference>"u8);
        }
        to.Bytes("<action>"u8);
        to.Bytes(line.Action);
        to.Bytes("</action><ssin"u8);
        if (decided.Cancelled)
            to.Bytes(" canceled=\"true\""u8);
        if (decided.Current != 0)
        {
            to.Bytes(" replaces=\""u8);
            to.Digits(line.Ssin, 11);
            to.Byte((byte)'"');
        }
        to.Byte((byte)'>');
        to.Digits(decided.Current != 0 ? decided.Current : line.Ssin, 11);
        to.Bytes("</ssin>"u8);
    }

    private void End(in DecidedRecord decided)
    {
        to.Bytes("<outcome>"u8);
        to.Bytes(Word(decided.Outcome));
        to.Bytes("</outcome>"u8);
        Period(decided.First);
        Period(decided.Second);
        foreach (var row in decided.Further ?? [])
            Period(row);
        if (decided.Outcome == Outcome.Rejected)
            Rejection(decided);
        else if (decided.Code is { } held)
            Accepted(held);
        else
            to.Bytes("<status><value>OK</value><code>MSG00000</code></status>"u8);
        to.Bytes("</result>\n"u8);
    }

    private void Period(Period? period)
    {
        if (period is not { } row)
            return;
        to.Bytes("<period><beginDate>"u8);
        to.Date(row.BeginDay);
        to.Bytes("</beginDate>"u8);
        if (!row.IsOpen)
        {
            to.Bytes("<endDate>"u8);
            to.Date(row.EndDay);
            to.Bytes("</endDate>"u8);
        }
        to.Bytes("</period>"u8);
    }

    /// <summary>One status with the first reason as its code; every further reason, and every identity field that differs,
    /// as an <c>information</c> beside it.</summary>
    private void Rejection(in DecidedRecord decided)
    {
        var codes = decided.Reasons;
        to.Bytes("<status><value>NOK</value><code>"u8);
        Text(codes[0].Wire);
        to.Bytes("</code><description>"u8);
        Text(codes[0].En);
        to.Bytes("</description>"u8);
        foreach (var further in codes.Skip(1))
            Information(further.Wire, further.En);
        foreach (var field in Codes.Record.DifferingFields(decided.Errors))
            Information(field, "differs from the authentic source");
        to.Bytes("</status>"u8);
        foreach (var code in codes)
            Reason(code);
    }

    /// <summary>Taken over, with something to say about it.</summary>
    private void Accepted(Code code)
    {
        to.Bytes("<status><value>OK</value><code>"u8);
        Text(code.Wire);
        to.Bytes("</code><description>"u8);
        Text(code.En);
        to.Bytes("</description></status>"u8);
        Reason(code);
    }

    /// <summary>A code in four languages.</summary>
    private void Reason(Code code)
    {
        if (!form.HasReasons)
            return;
        if (!reasons.TryGetValue(code.Wire, out var bytes))
        {
            var descriptions = code.Words.InOrder(form.Language)
                .Select(one => $"<description language=\"{one.Language}\">{new XText(one.Text)}</description>");
            reasons[code.Wire] = bytes = Encoding.UTF8.GetBytes($"<reason><code>{code.Wire}</code>{string.Concat(descriptions)}</reason>");
        }
        to.Bytes(bytes);
    }

    private void Information(string field, string value)
    {
        to.Bytes("<information><fieldName>"u8);
        Text(field);
        to.Bytes("</fieldName><fieldValue>"u8);
        Text(value);
        to.Bytes("</fieldValue></information>"u8);
    }

    private void Summary(Tally tally)
    {
        to.Bytes("  <summary>"u8);
        Count("read"u8, tally.Read);
        Count("registered"u8, tally.Registered);
        Count("merged"u8, tally.Merged);
        Count("unchanged"u8, tally.Unchanged);
        Count("removed"u8, tally.Removed);
        Count("shortened"u8, tally.Shortened);
        Count("rejected"u8, tally.Rejected);
        if (tally.Reverted > 0)
            Count("reverted"u8, tally.Reverted);
        to.Bytes("</summary>\n"u8);
    }

    private void Count(ReadOnlySpan<byte> name, long count)
    {
        to.Byte((byte)'<');
        to.Bytes(name);
        to.Byte((byte)'>');
        to.Digits(count);
        to.Bytes("</"u8);
        to.Bytes(name);
        to.Byte((byte)'>');
    }

    private void Text(string text) => to.Escaped(Encoding.UTF8.GetBytes(text));

    private static ReadOnlySpan<byte> Word(Outcome outcome) => outcome switch
    {
        Outcome.Registered => "REGISTERED"u8,
        Outcome.Merged => "MERGED"u8,
        Outcome.Unchanged => "UNCHANGED"u8,
        Outcome.Removed => "REMOVED"u8,
        Outcome.Shortened => "SHORTENED"u8,
        Outcome.Reverted => "REVERTED"u8,
        _ => "REJECTED"u8,
    };
}
