using Raas.Domain;

namespace Raas;

/// <summary>The settings of one RAAS (contract §7). Checked by the host before anything is opened.</summary>
public sealed record RaasOptions
{
    /// <summary>Folder of everything (contract §2).</summary>
    public string DataRoot { get; init; } = "./data";

    /// <summary>T, A or P: a voucher for another environment is refused.</summary>
    public string Environment { get; init; } = "T";

    /// <summary>Our own CBE number: the receiver of what comes in, the sender of what goes out.</summary>
    public string Self { get; init; } = "0406798006";

    /// <summary>Set: SQL Server. Absent: SQLite in <see cref="DataRoot"/>.</summary>
    public string? ConnectionString { get; init; }

    public IntakeOptions Intake { get; init; } = new();

    /// <summary>How long a worker that is not heard of keeps its lane.</summary>
    public TimeSpan LeaseFor { get; init; } = TimeSpan.FromSeconds(60);

    public CbeNumber SelfNumber => CbeNumber.Parse(Self);
}

/// <summary><c>Raas:Intake:*</c>.</summary>
public sealed record IntakeOptions
{
    /// <summary>How long a voucher may wait for its data file before it is refused (RAA10006).</summary>
    public TimeSpan IncompleteAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a missing number may be missing before <c>status</c> calls it an alarm.</summary>
    public TimeSpan GapAlarmAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a file that no voucher names stays in <c>in</c>.</summary>
    public TimeSpan UnknownAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Records decided together. Not a setting: tests make it small, to have many batches of few records.</summary>
    internal int BatchRecords { get; init; } = 1 << 16;

    /// <summary>Size of data file for each part of the spool. Not a setting either.</summary>
    internal long BytesPerPart { get; init; } = 12_000_000;
}
