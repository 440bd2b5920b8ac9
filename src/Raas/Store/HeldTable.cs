using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>Mutations that wait for their day, or for a number.</summary>
internal static class HeldTable
{
    /// <summary>How many wait, and how many have waited too long.</summary>
    public static HeldCount CountHeld(this StoreSession store, DateOnly dueDate, DateTimeOffset since) =>
        store.First<HeldCount>("count_held", new { DueDate = dueDate, Since = since })!;

    /// <summary>The days of which something can be tried now, and the sources that told it.</summary>
    /// <param name="evenNumbers">Also what waits for a number.</param>
    public static List<DueDay> HeldDays(this StoreSession store, DateOnly dueDate, bool evenNumbers) =>
        store.Query<DueDay>("held_days", new { DueDate = dueDate, EvenNumbers = evenNumbers ? 1 : 0 });

    /// <summary>What can be tried now, of one source and one day.</summary>
    /// <inheritdoc cref="HeldDays" path="/param"/>
    /// <param name="most">So many.</param>
    public static List<DueRow> HeldDue(this StoreSession store, CbeNumber source, DateOnly day, bool evenNumbers, int most) =>
        store.Query<DueRow>("held_due", new { Source = source.Value, DueDate = day, EvenNumbers = evenNumbers ? 1 : 0, Most = most });

    /// <summary>Takes away what later mutations have overtaken.</summary>
    public static void DeleteOvertakenHeld(this StoreSession store, DateOnly dueDate) =>
        store.Execute("delete_overtaken_held", new { DueDate = dueDate });

    /// <summary>It was tried, and rejected.</summary>
    public static void SetHeldRejected(this StoreSession store, long heldId, string code) =>
        store.Execute("set_held_rejected", new { HeldId = heldId, Code = code });
}
