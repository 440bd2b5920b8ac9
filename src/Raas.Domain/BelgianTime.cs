namespace Raas.Domain;

/// <summary>The time on Belgian walls. It dates nights, folders and files: a day begins at midnight in Brussels, and has 23 or 25 hours
/// when the clocks are changed.</summary>
public static class BelgianTime
{
    /// <summary>Europe/Brussels of the machine's time zone data.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    /// <summary>What the clock on the wall shows at a moment, with its distance to UTC.</summary>
    public static DateTimeOffset At(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    /// <summary>The day of a moment.</summary>
    public static DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(At(moment).DateTime);

    /// <summary>The moment at which a day begins.</summary>
    public static DateTimeOffset Midnight(DateOnly day) =>
        new(day.ToDateTime(TimeOnly.MinValue), Zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue)));
}
