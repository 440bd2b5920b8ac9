using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raas.Configuration;
using Raas.Domain;
using Raas.Store;

namespace Raas.Operations;

/// <summary>Somebody looked at a person's data, or asked for something in the name of a party. Also what was refused.</summary>
public sealed record AuditEntry
{
    public DateTimeOffset At { get; init; }

    /// <summary>SOAP, DASHBOARD or COMMAND.</summary>
    public required string Channel { get; init; }

    /// <summary>Who: the name of the credential, or of the operator; null when nobody could be recognised.</summary>
    public string? Caller { get; init; }

    /// <summary>In whose name, or whose register.</summary>
    public CbeNumber? Party { get; init; }

    public required string Operation { get; init; }

    public Ssin? Ssin { get; init; }

    public string? LegalContext { get; init; }

    /// <summary>The customer's own reference.</summary>
    public string? Ticket { get; init; }

    /// <summary>Ours.</summary>
    public string? TicketCbss { get; init; }

    /// <summary>The code of the answer.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why, where somebody has to say so.</summary>
    public string? Reason { get; init; }
}

/// <summary>An entry in its place in the chain.</summary>
public sealed record ChainedEntry
{
    /// <summary>Before the first entry.</summary>
    public const string NoHash = "0000000000000000000000000000000000000000000000000000000000000000";

    public long EntryId { get; init; }
    public DateTimeOffset At { get; init; }
    public string Channel { get; init; } = "";
    public string? Caller { get; init; }
    public long? Party { get; init; }
    public string Operation { get; init; } = "";
    public long? Ssin { get; init; }
    public string? LegalContext { get; init; }
    public string? Ticket { get; init; }
    public string? TicketCbss { get; init; }
    public string Outcome { get; init; } = "";
    public string? Reason { get; init; }
    public string PreviousHash { get; init; } = "";
    public string Hash { get; init; } = "";

    /// <summary>The entry after another one. Texts are cut to what the store holds.</summary>
    internal static ChainedEntry After(long entryId, string hash, AuditEntry entry)
    {
        var chained = new ChainedEntry
        {
            EntryId = entryId + 1,
            At = new DateTimeOffset(entry.At.UtcTicks - (entry.At.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero),
            Channel = Cut(entry.Channel, 16)!,
            Caller = Cut(entry.Caller, 200),
            Party = entry.Party?.Value,
            Operation = Cut(entry.Operation, 64)!,
            Ssin = entry.Ssin?.Value,
            LegalContext = Cut(entry.LegalContext, 64),
            Ticket = Cut(entry.Ticket, 36),
            TicketCbss = Cut(entry.TicketCbss, 36),
            Outcome = Cut(entry.Outcome, 16)!,
            Reason = Cut(entry.Reason, 500),
            PreviousHash = hash,
        };
        return chained with { Hash = chained.ComputeHash() };
    }

    /// <summary>SHA-256, in lower-case hexadecimal, of these values one after the other: PreviousHash, EntryId, At
    /// (yyyy-MM-ddTHH:mm:ss.fffZ), Channel, Caller, Party (ten digits), Operation, Ssin (eleven digits), LegalContext, Ticket, TicketCbss,
    /// Outcome, Reason. Each is written as a netstring: its length in bytes of UTF-8, a colon, the bytes, a comma; a value that is absent
    /// as a tilde and a comma.</summary>
    public string ComputeHash()
    {
        using var bytes = new MemoryStream();
        foreach (var value in new[]
        {
            PreviousHash, EntryId.ToString(CultureInfo.InvariantCulture),
            At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), Channel, Caller,
            Party?.ToString("D10", CultureInfo.InvariantCulture), Operation, Ssin?.ToString("D11", CultureInfo.InvariantCulture),
            LegalContext, Ticket, TicketCbss, Outcome, Reason,
        })
        {
            var text = value is null ? null : Encoding.UTF8.GetBytes(value);
            bytes.Write(Encoding.ASCII.GetBytes(text is null ? "~" : text.Length.ToString(CultureInfo.InvariantCulture) + ":"));
            bytes.Write(text);
            bytes.WriteByte((byte)',');
        }
        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static string? Cut(string? text, int most) => text is null ? null : Characters.Cut(text, most);
}

/// <summary>What a look along the chain found.</summary>
/// <param name="Fault">The first thing that is wrong; null when the chain is whole.</param>
public sealed record AuditReport(long Entries, DateTimeOffset? From, DateTimeOffset? Until, long LastEntryId, string LastHash,
    string? Fault);

internal sealed class AuditRows(IReadOnlyList<ChainedEntry> rows) : BulkList<AuditRows, ChainedEntry>(Loaded, rows)
{
    private static readonly BulkTable<AuditRows> Loaded = new BulkTable<AuditRows>("audit_entry")
        .Int64("EntryId", r => r.Row.EntryId)
        .Moment("At", r => r.Row.At)
        .Text("Channel", r => r.Row.Channel)
        .Text("Caller", r => r.Row.Caller)
        .Int64("Party", r => r.Row.Party)
        .Text("Operation", r => r.Row.Operation)
        .Int64("Ssin", r => r.Row.Ssin)
        .Text("LegalContext", r => r.Row.LegalContext)
        .Text("Ticket", r => r.Row.Ticket)
        .Text("TicketCbss", r => r.Row.TicketCbss)
        .Text("Outcome", r => r.Row.Outcome)
        .Text("Reason", r => r.Row.Reason)
        .Text("PreviousHash", r => r.Row.PreviousHash)
        .Text("Hash", r => r.Row.Hash);
}
