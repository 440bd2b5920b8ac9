using Raas.Domain;
using Raas.Intake;
using Raas.Nights;
using Raas.Oversight;
using Raas.Store;

namespace Raas.Configuration;

/// <summary>The settings of one RAAS (contract §7). Checked by the host before anything is opened.</summary>
public sealed record RaasOptions
{
    /// <summary>Folder of everything (contract §2).</summary>
    public string DataRoot { get; init; } = "./data";

    /// <summary>T, A or P: a voucher for another environment is refused.</summary>
    public string Environment { get; init; } = "T";

    /// <summary>Our own CBE number: the receiver of what comes in, the sender of what goes out.</summary>
    public string Self { get; init; } = "0406798006";

    /// <summary>Where the register is kept.</summary>
    public StoreKind Store { get; init; }

    /// <summary>How to reach a store that is a server; absent for the embedded one, which is in <see cref="DataRoot"/>.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Where the highest numbers are noted outside the store; null: <c>RAAS.checkpoint</c> in <see cref="DataRoot"/>.</summary>
    public string? CheckpointFile { get; init; }

    public IntakeOptions Intake { get; init; } = new();

    public NightOptions Night { get; init; } = new();

    public OutgoingOptions Outgoing { get; init; } = new();

    public RetentionOptions Retention { get; init; } = new();

    public GuardOptions Guard { get; init; } = new();

    public AlarmOptions Alarms { get; init; } = new();

    /// <summary>How long a worker that is not heard of keeps its lane.</summary>
    public TimeSpan LeaseFor { get; init; } = TimeSpan.FromSeconds(40);

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

    /// <summary>Lanes worked on at once by one host.</summary>
    public int Parallel { get; init; } = DefaultParallel(Environment.ProcessorCount);

    /// <summary>While one waits for the disk or the server another computes; what more lanes would do is wait for one another.</summary>
    public static int DefaultParallel(int processors) => Math.Clamp(2 * processors, 4, 16);

    /// <summary>How many connections a host may use at once: a lane works with one, looks with another and keeps its lease with a third;
    /// beside the lanes there are a night, pages, calls and the audit.</summary>
    public int Connections => 4 * Parallel + 30;

    /// <summary>Records decided together. Not a setting: tests make it small, to have many batches of few records.</summary>
    internal int BatchRecords { get; init; } = 1 << 16;

    /// <summary>Size of data file for each part of the spool. Not a setting either.</summary>
    internal long BytesPerPart { get; init; } = 12_000_000;
}

/// <summary><c>Raas:Guard:*</c>: what nobody sends every day, somebody has to agree to.</summary>
public sealed record GuardOptions
{
    /// <summary>Percent of a party's rows that one delivery may remove or shorten; 100 = all.</summary>
    public int MaxShare { get; init; } = 20;

    /// <summary>A delivery that takes fewer rows passes whatever its share. Not a setting: tests make it small.</summary>
    internal int MinRows { get; init; } = 1000;

    internal bool Stops(long taken, Func<long> rowsBefore) => MaxShare < 100 && taken >= MinRows && taken * 100 > rowsBefore() * MaxShare;
}

/// <summary><c>Raas:Alarms:*</c>.</summary>
public sealed record AlarmOptions
{
    /// <summary>How long a file may stand in <c>out</c> before somebody should ask the party.</summary>
    public TimeSpan NotFetchedAfter { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long after its hour a night must be complete.</summary>
    public TimeSpan NightLateAfter { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Where alarms are posted as JSON; absent: nowhere.</summary>
    public string? Webhook { get; init; }
}

/// <summary><c>Raas:Night:*</c>.</summary>
public sealed record NightOptions
{
    /// <summary>How long a replacement may wait for a number that no source has told us before it is an alarm.</summary>
    public TimeSpan HeldAlarmAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>When <c>raas serve</c> runs the night, Belgian time: minute, hour, day of month, month, day of week.</summary>
    public string Cron { get; init; } = "0 2 * * *";

    /// <summary>Missed nights that are made up for by themselves; more wait for an operator: the clock may be wrong.</summary>
    public int MaxCatchUp { get; init; } = 31;

    /// <summary>Clusters of replaced numbers decided together, and events collected together. Not a setting: tests make it small.</summary>
    internal int BatchItems { get; init; } = 1 << 14;
}

/// <summary><c>Raas:Outgoing:*</c>.</summary>
public sealed record OutgoingOptions
{
    /// <summary>Items in one notification file; more go on in the next number.</summary>
    public int MaxItems { get; init; } = 100_000;
}

/// <summary><c>Raas:Retention:*</c>: how long things are kept.</summary>
public sealed record RetentionOptions
{
    /// <summary>Deliveries in <c>archive</c>, <c>refused</c> and <c>unknown</c>.</summary>
    public TimeSpan Archive { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Files in a party's <c>out</c>. Our own copy stays, so that each can be sent again.</summary>
    public TimeSpan Out { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Our own copies: until then a file can be sent again.</summary>
    public TimeSpan Sent { get; init; } = TimeSpan.FromDays(400);

    /// <summary>What changed in persons' data, after it was notified; and the counts of nights.</summary>
    public TimeSpan Journal { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Entries of the audit: ten years.</summary>
    public TimeSpan Audit { get; init; } = TimeSpan.FromDays(3652);
}
