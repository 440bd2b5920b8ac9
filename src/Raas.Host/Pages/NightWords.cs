using Raas.Oversight;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>Whether a night was as nights usually are.</summary>
internal static class NightWords
{
    /// <summary>So many nights before it say what is usual.</summary>
    public const int Before = 30;

    private static Markup Html(Markup.Builder text) => Markup.Of(ref text);

    /// <summary>How far it is.</summary>
    public static Markup State(NightRow night) =>
        night.IsComplete ? RaasPage.Sign("good", "complete") : RaasPage.Sign("wait", "in " + night.Step);

    /// <summary>What a complete night found.</summary>
    public static Markup SelfCheck(NightRow night) =>
        night.Faults == 0 ? RaasPage.Sign("good", "green") : RaasPage.Sign("bad", $"RED, {night.Faults}");

    public static double Seconds(NightRow night) => (night.CompletedAt!.Value - night.StartedAt).TotalSeconds;

    /// <summary>What a night told, took and lasted, against those before it; the last ones are looked up.</summary>
    public static Markup WasNormal(Engine engine, NightRow night)
    {
        var (nights, _) = engine.Ledger.Nights(Before + 1);
        return nights.Count == 0 ? Markup.None : WasNormal(night, nights, engine.Ledger.NotifiedSince(nights[^1].BusinessDate));
    }

    /// <inheritdoc cref="WasNormal(Engine, NightRow)"/>
    public static Markup WasNormal(NightRow night, IReadOnlyList<NightRow> nights, IReadOnlyDictionary<DateOnly, NightNotified> notified)
    {
        var before = nights.Where(n => n.BusinessDate < night.BusinessDate && n.CompletedAt is not null).Take(Before).ToList();
        var lasted = UsualRange.Of(before.Select(Seconds));
        if (lasted is null)
            return Html($"Too few nights were run before it to say what is usual.");
        long Told(NightRow n) => notified.TryGetValue(n.BusinessDate, out var row) ? row.Notified : 0;
        List<string> odd =
        [
            .. Odd("took", Seconds(night), lasted, s => RaasPage.Span(TimeSpan.FromSeconds(s))),
            .. Odd("notified", Told(night), UsualRange.Of(before.Select(n => (double)Told(n)))!, n => RaasPage.Count((long)n)),
            .. Odd("took in", night.Deliveries, UsualRange.Of(before.Select(n => (double)n.Deliveries))!, n => RaasPage.Count((long)n)),
        ];
        return odd.Count == 0 ? RaasPage.Sign("good", "as usual")
            : RaasPage.Sign("wait", "unusual: it " + string.Join("; it ", odd));
    }

    /// <summary>In words, what is not as usual.</summary>
    private static IEnumerable<string> Odd(string verb, double value, UsualRange usual, Func<double, string> word)
    {
        if (usual.Compare(value) is var side && side != 0)
            yield return $"{verb} {word(value)}, {(side > 0 ? "more" : "less")} than the usual {word(usual.Low)} to {word(usual.High)}";
    }
}
