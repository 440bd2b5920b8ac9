using System.Globalization;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;

namespace Raas.Flows.Subscriptions;

/// <summary>Writes the rejected records of a SUBSCRIPTION as a new SUBSCRIPTION under the number that comes next: to
/// correct and send again.</summary>
internal sealed class RejectedWriter : IDisposable
{
    private readonly ByteWriter to;

    public RejectedWriter(Stream stream, CbeNumber party, CbeNumber self, string legalContext, long nextNumber, DateTimeOffset at)
    {
        to = new ByteWriter(stream);
        to.Bytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<s:subscriptionRequest xmlns:s=\"urn:be:raas:subscription:v1\">\n"u8);
        EnvelopeBytes.Write(to, party, self, legalContext, nextNumber, at);
        to.Bytes("  <requests>\n"u8);
    }

    public void Record(SubscriptionRecord record, ReadOnlySpan<byte> dossierType)
    {
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
            Text("birthDate"u8, System.Text.Encoding.ASCII.GetBytes(IncompleteDate.FromPacked(record.BirthDate).ToString()!));
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
