using System.Text;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Outgoing;

namespace Raas.Flows.Subscriptions;

/// <summary>Writes the rejected records of a SUBSCRIPTION as a new SUBSCRIPTION under the number that comes next: to
/// correct and send again. A comment before each says what its number was, what is wrong and what to do.</summary>
internal sealed class RejectedWriter : IDisposable
{
    private static readonly Wording HowTo = new(
        "Corrigez les enregistrements ci-dessous, puis envoyez ce fichier. Dès que vous le changez, son bordereau doit en donner la "
            + "nouvelle taille et la nouvelle empreinte.",
        "Verbeter de records hieronder en stuur dit bestand. Zodra u het wijzigt, moet zijn voucher de nieuwe grootte en digest vermelden.",
        "Berichtigen Sie die Datensätze und senden Sie diese Datei. Sobald Sie sie ändern, muss ihr Begleitschein die neue Größe und den "
            + "neuen SHA-256-Wert nennen.",
        "Correct the records below, then send this file. Once you change it, its voucher has to give the new size and digest.");

    private static readonly Wording Differs = new("Champs qui diffèrent", "Velden die verschillen", "Abweichende Felder",
        "Fields that differ");

    private static readonly Wording RecordWord = new("Enregistrement", "Record", "Datensatz", "Record");

    private readonly ByteWriter to;
    private readonly FileForm form;
    private readonly Dictionary<string, byte[]> reasons = new(StringComparer.Ordinal);

    public RejectedWriter(
        Stream stream, CbeNumber party, CbeNumber self, string legalContext, long nextNumber, DateTimeOffset at, FileForm form)
    {
        this.form = form;
        to = new ByteWriter(stream);
        to.Bytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"u8);
        if (form.HasReasons)
            to.Bytes(Encoding.UTF8.GetBytes($"<!--\n{Lines("  ", HowTo)}-->\n"));
        to.Bytes("<s:subscriptionRequest xmlns:s=\"urn:be:raas:subscription:v1\">\n"u8);
        EnvelopeBytes.Write(to, party, self, legalContext, nextNumber, at);
        to.Bytes("  <requests>\n"u8);
    }

    public void Record(SubscriptionRecord record, ReadOnlySpan<byte> dossierType, in DecidedRecord decided)
    {
        if (form.HasReasons)
            Comment(record.Number, decided);
        var action = record.Action == RequestAction.Register ? "register"u8 : "unregister"u8;
        to.Bytes("    <"u8);
        to.Bytes(action);
        if (!record.Reference.IsNone)
        {
            to.Bytes(" reference=\""u8);
            to.Escaped(record.Utf8(record.Reference));
            to.Byte((byte)'"');
        }
        to.Bytes("><ssin>"u8);
        to.Digits(record.Ssin, 11);
        to.Bytes("</ssin><dossierType>"u8);
        to.Escaped(dossierType);
        to.Bytes("</dossierType>"u8);
        if (record.HasPeriod)
            Period(record);
        if (record.HasPerson)
            Person(record);
        to.Bytes("</"u8);
        to.Bytes(action);
        to.Bytes(">\n"u8);
    }

    public void Finish() => to.Bytes("  </requests>\n</s:subscriptionRequest>\n"u8);

    public void Dispose() => to.Dispose();

    /// <summary>Its number in the file that was sent, and each code with what to do. Nothing of the record: no hyphens of a name can end
    /// the comment.</summary>
    private void Comment(int number, in DecidedRecord decided)
    {
        to.Bytes("    <!-- "u8);
        to.Utf8(RecordWord.In(form.Language));
        to.Byte((byte)' ');
        to.Digits(number);
        to.Byte((byte)'\n');
        foreach (var code in decided.Reasons)
        {
            if (!reasons.TryGetValue(code.Wire, out var bytes))
                reasons[code.Wire] = bytes = Encoding.UTF8.GetBytes(Lines($"      {code.Wire} ", code.Words));
            to.Bytes(bytes);
        }
        if (Codes.Record.DifferingFields(decided.Errors).ToList() is { Count: > 0 } fields)
            to.Utf8($"      {Differs.In(form.Language)}: {string.Join(", ", fields)}\n");
        to.Bytes("    -->\n"u8);
    }

    /// <summary>In the language of the party; a line in each where it has not said which.</summary>
    private string Lines(string indent, Wording words) => form.Language is { } language
        ? $"{indent}{words.In(language)}\n"
        : string.Concat(words.InOrder(null).Select(one => $"{indent}{one.Text}\n"));

    private void Period(SubscriptionRecord record)
    {
        to.Bytes("<period><beginDate>"u8);
        to.Date(record.BeginDay);
        to.Bytes("</beginDate>"u8);
        if (record.EndDay != Domain.Period.OpenEnd)
        {
            to.Bytes("<endDate>"u8);
            to.Date(record.EndDay);
            to.Bytes("</endDate>"u8);
        }
        to.Bytes("</period>"u8);
    }

    private void Person(SubscriptionRecord record)
    {
        to.Bytes("<person>"u8);
        Text("lastName"u8, record.Utf8(record.LastName));
        Text("firstName"u8, record.Utf8(record.FirstName));
        Text("birthDate"u8, record.Utf8(record.ImpossibleBirthDate));
        if (record.BirthDate > 0)
            Text("birthDate"u8, Encoding.ASCII.GetBytes(IncompleteDate.FromPacked(record.BirthDate).ToString()!));
        if (record.Gender != Gender.Unknown)
            Text("gender"u8, record.Gender == Gender.Male ? "M"u8 : "F"u8);
        to.Bytes("</person>"u8);
    }

    private void Text(ReadOnlySpan<byte> element, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;
        to.Byte((byte)'<');
        to.Bytes(element);
        to.Byte((byte)'>');
        to.Escaped(text);
        to.Bytes("</"u8);
        to.Bytes(element);
        to.Byte((byte)'>');
    }
}
