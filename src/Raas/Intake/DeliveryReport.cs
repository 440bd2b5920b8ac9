using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Reading;

namespace Raas.Intake;

/// <summary>How a delivery ended, for the operator: one line of the night.</summary>
public sealed record DeliveryReport(CbeNumber Party, string VoucherFileName, Decision Decision)
{
    public long DeliveryId { get; init; }
    public string? Flow { get; init; }
    public long? FileSequenceNumber { get; init; }
    public string? DataFileName { get; init; }
    public Tally Tally { get; init; } = new();
    public IReadOnlyList<FileError> Errors { get; init; } = [];
    public TimeSpan Elapsed { get; init; }
}

/// <summary>How far a delivery is.</summary>
/// <param name="Phase">"reading" counts bytes, "applying" and "answering" count records.</param>
public sealed record DeliveryProgress(CbeNumber Party, string DataFileName, string Phase, long Done, long Total);
