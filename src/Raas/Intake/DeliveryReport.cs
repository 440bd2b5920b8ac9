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

/// <summary>How far a delivery is, and the lane that it is in.</summary>
/// <param name="Phase">"reading" counts bytes, "applying" and "answering" count records; "finished" is told once, whatever it came
/// to.</param>
public sealed record DeliveryProgress(CbeNumber Party, string DataFileName, string Phase, long Done, long Total)
{
    public const string Reading = "reading";
    public const string Applying = "applying";
    public const string Answering = "answering";

    /// <summary>The worker is done with it: it was decided, or waits.</summary>
    public const string Finished = "finished";

    // What each phase takes of the whole, roughly: what is shown of it is an estimate.
    private const double ReadingTakes = 0.35;
    private const double ApplyingTakes = 0.5;

    /// <summary>The lane that is worked on.</summary>
    public string Lane { get; init; } = "";

    /// <summary>The how-manieth it is of those that the worker takes up in this look, from 1.</summary>
    public int Position { get; init; } = 1;

    /// <summary>How many the worker takes up in this look, as far as can be seen.</summary>
    public int Of { get; init; } = 1;

    /// <summary>Bytes of the data file.</summary>
    public long Size { get; init; }

    /// <summary>Bytes of those before it in this look.</summary>
    public long SizeBefore { get; init; }

    /// <summary>Bytes of those after it.</summary>
    public long SizeAfter { get; init; }

    /// <summary>When the worker took up the lane.</summary>
    public DateTimeOffset LaneSince { get; init; }

    /// <summary>How much of the whole delivery is done, over all phases: 0 to 1.</summary>
    public double Share => Phase switch
    {
        Reading => ReadingTakes * OfPhase,
        Applying => ReadingTakes + (ApplyingTakes * OfPhase),
        Answering => ReadingTakes + ApplyingTakes + ((1 - ReadingTakes - ApplyingTakes) * OfPhase),
        _ => 1,
    };

    private double OfPhase => Total > 0 ? Math.Clamp((double)Done / Total, 0, 1) : 0;
}
