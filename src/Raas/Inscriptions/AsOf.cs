using System.Globalization;
using Raas.Domain;

namespace Raas.Inscriptions;

/// <summary>Of which day, and as of when, the register is asked.</summary>
/// <param name="ValidOn">Only rows of which the period contains this day; null: all.</param>
/// <param name="KnownOn">As the register was at this moment; null: as it is.</param>
public sealed record AsOf(DateOnly? ValidOn = null, DateTimeOffset? KnownOn = null)
{
    private const int DateLength = 10;

    /// <summary>Digits of a second that a moment of ours has; XML Schema allows any number of them.</summary>
    private const int FractionDigits = 7;

    private const string EndOfDay = "T24:00:00";

    private static readonly string[] Moments =
    [
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
    ];

    /// <summary>The register as it is.</summary>
    public static readonly AsOf Now = new();

    /// <summary>Whether a row with this period is asked for.</summary>
    public bool Includes(Period period) => ValidOn is not { } day || (period.BeginDay <= day.DayNumber && day.DayNumber <= period.EndDay);

    /// <summary>Nothing can be known of what is to come.</summary>
    public bool IsToCome(DateTimeOffset now) => KnownOn > now;

    /// <summary>Reads a moment as people write it: <c>2026-03-02T19:00</c>, with seconds or a zone; a day alone means its end. Without a
    /// zone it is the time on Belgian walls; of the hour that comes twice in autumn, the second one.</summary>
    public static bool TryReadMoment(string text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length == DateLength)
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                || day == DateOnly.MaxValue)
                return false;
            moment = BelgianTime.Midnight(day.AddDays(1)).AddTicks(-1);
            return true;
        }
        text = Usual(text);
        if (DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall))
        {
            // The clock has jumped over what never was: an hour later it is.
            if (BelgianTime.Zone.IsInvalidTime(wall))
                wall = wall.AddHours(1);
            if (wall.Year is <= 1 or >= 9999)
                return false;
            moment = new DateTimeOffset(wall, BelgianTime.Zone.GetUtcOffset(wall));
            return true;
        }
        return DateTimeOffset.TryParseExact(text, [.. Moments.Select(format => format + "K")], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out moment);
    }

    /// <summary>The same moment in the form that is read: the hour 24 is the first of the next day, and of a second not all digits
    /// count.</summary>
    private static string Usual(string text)
    {
        if (text.IndexOf(EndOfDay, StringComparison.Ordinal) == DateLength
            && DateOnly.TryParseExact(text.AsSpan(0, DateLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var day)
            && day < DateOnly.MaxValue)
            text = $"{day.AddDays(1):yyyy-MM-dd}T00:00:00{text[(DateLength + EndOfDay.Length)..]}";
        var fraction = text.IndexOf('.', StringComparison.Ordinal) + 1;
        if (fraction == 0)
            return text;
        var end = fraction;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - fraction > FractionDigits ? text[..(fraction + FractionDigits)] + text[end..] : text;
    }
}
