using System.Xml.Linq;
using Raas.Domain;
using Raas.Flows;
using Raas.Operations;

namespace Raas.Host.Soap;

/// <summary>What is known of a call so far.</summary>
internal sealed class Call(Guid ticket, DateTimeOffset received)
{
    public Guid Ticket => ticket;

    public DateTimeOffset Received => received;

    public SoapVersion Version { get; set; } = SoapVersion.Soap11;

    public Caller? Caller { get; set; }

    public XElement? Payload { get; set; }

    public SoapOperation? Operation { get; set; }

    public string? MessageId { get; set; }

    /// <summary>What it leaves in the audit, on its way there; null: nothing yet.</summary>
    public Task? Entries { get; set; }

    public bool IsAudited => Entries is { IsCompletedSuccessfully: true };

    /// <summary>One for each person, so that whoever was shown is found; one when there is nobody.</summary>
    public IReadOnlyList<AuditEntry> EntriesOf(SoapService service, Code code, IReadOnlyList<long> persons)
    {
        var asked = EntryOf(service, code);
        var others = persons.Where(p => p != asked.Ssin?.Value)
            .Select(p => asked with { Ssin = Ssin.TryFrom(p, out var ssin) ? ssin : null });
        return asked.Ssin is null && persons.Count > 0 ? [.. others] : [asked, .. others];
    }

    /// <summary>Of whom it asked about, as far as that could be read.</summary>
    public AuditEntry EntryOf(SoapService service, Code code) => new()
    {
        At = Received,
        Channel = "SOAP",
        Caller = Caller?.Credential.Name,
        Party = Caller?.Party.Number,
        Operation = Operation?.Name ?? service.Name,
        Ssin = Operation is not null && Payload is not null && long.TryParse(Operation.SsinOf(Payload), out var number)
            && Ssin.TryFrom(number, out var ssin) ? ssin : null,
        LegalContext = Payload?.Text("legalContext"),
        Ticket = Payload?.Element("informationCustomer")?.Text("ticket"),
        TicketCbss = Ticket.ToString(),
        Outcome = code.Wire,
    };
}
