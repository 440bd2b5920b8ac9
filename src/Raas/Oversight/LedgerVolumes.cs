using System.Collections.Concurrent;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Oversight;

/// <summary>What came on a day, party by party.</summary>
public sealed record DayVolume(DateOnly Day, IReadOnlyList<VolumeRow> Parties);

/// <summary>What came, by party and day. A day that has been over for a day no longer changes, and is counted once in the life of a
/// process.</summary>
internal sealed class LedgerVolumes(RegisterStore store, TimeProvider clock)
{
    private readonly ConcurrentDictionary<DateOnly, DayVolume> over = new();

    /// <summary>The last days, today last.</summary>
    public IReadOnlyList<DayVolume> Days(int count)
    {
        var today = BelgianTime.DateOf(clock.GetUtcNow());
        using var session = store.Read();
        var days = new List<DayVolume>();
        for (var day = today.AddDays(1 - count); day <= today; day = day.AddDays(1))
        {
            if (!over.TryGetValue(day, out var volume))
            {
                volume = new DayVolume(day, session.VolumesBetween(
                    BelgianTime.Midnight(day).ToUniversalTime(), BelgianTime.Midnight(day.AddDays(1)).ToUniversalTime()));
                if (day < today.AddDays(-1))
                    over[day] = volume;
            }
            days.Add(volume);
        }
        return days;
    }
}
