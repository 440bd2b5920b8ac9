using System.Globalization;

namespace Raas.Domain.Tests;

/// <summary>Moments and days as the clock on a Belgian wall shows them: an hour before UTC, in summer two, changed at 01:00 UTC on the
/// last Sunday of March and of October.</summary>
public sealed class BelgianTimeTests
{
    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00")]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00")]
    [InlineData("2026-10-25T00:59:59Z", "2026-10-25T02:59:59+02:00")]
    [InlineData("2026-10-25T01:00:00Z", "2026-10-25T02:00:00+01:00")]
    [InlineData("2026-07-01T12:00:00-05:00", "2026-07-01T19:00:00+02:00")]
    public void The_clock_on_the_wall_is_changed_twice_a_year(string moment, string wall)
    {
        Assert.Equal(Moment(wall).DateTime, BelgianTime.At(Moment(moment)).DateTime);
        Assert.Equal(Moment(wall).Offset, BelgianTime.At(Moment(moment)).Offset);
    }

    [Theory]
    [InlineData("2026-01-31T22:59:59Z", "2026-01-31")]
    [InlineData("2026-01-31T23:00:00Z", "2026-02-01")]
    [InlineData("2026-06-30T21:59:59Z", "2026-06-30")]
    [InlineData("2026-06-30T22:00:00Z", "2026-07-01")]
    public void A_day_begins_at_midnight_in_Brussels(string moment, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), BelgianTime.DateOf(Moment(moment)));

    [Theory]
    [InlineData("2026-01-31", "2026-01-30T23:00:00Z")]
    [InlineData("2026-03-29", "2026-03-28T23:00:00Z")] // of 23 hours
    [InlineData("2026-03-30", "2026-03-29T22:00:00Z")]
    [InlineData("2026-10-25", "2026-10-24T22:00:00Z")] // of 25 hours
    [InlineData("2026-10-26", "2026-10-25T23:00:00Z")]
    public void Midnight_is_the_first_moment_of_a_day(string day, string moment)
    {
        var midnight = BelgianTime.Midnight(DateOnly.Parse(day, CultureInfo.InvariantCulture));
        Assert.Equal(Moment(moment), midnight);
        Assert.Equal(TimeSpan.Zero, midnight.TimeOfDay);
    }
}
