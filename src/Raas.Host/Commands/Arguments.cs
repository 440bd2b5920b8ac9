using System.Globalization;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Oversight;

namespace Raas.Host.Commands;

/// <summary>Arguments that are numbers of ours, as people write them.</summary>
internal static class Arguments
{
    /// <summary>As a help text names the values of an argument: A, B or C.</summary>
    public static string OneOf(IReadOnlyList<string> values) => $"{string.Join(", ", values.SkipLast(1))} or {values[^1]}";

    public static CbeNumber Party(string text) => CbeNumber.TryRead(text, out var party) ? party
        : throw new UsageException($"{text} is not a CBE number: ten digits, the last two check the first eight.");

    public static Ssin Ssin(string text) => Raas.Domain.Ssin.TryRead(text, out var ssin) ? ssin
        : throw new UsageException("That is not a social security number: eleven digits, the last two check the others.");

    /// <summary>Of which day, and as of when; null: not said.</summary>
    public static AsOf AsOf(string? validOn, string? knownOn)
    {
        var asOf = Inscriptions.AsOf.Now;
        if (validOn is not null)
        {
            asOf = asOf with
            {
                ValidOn = DateOnly.TryParseExact(validOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? day : throw new UsageException($"{validOn} is not a day: yyyy-mm-dd."),
            };
        }
        if (knownOn is not null)
        {
            asOf = asOf with
            {
                KnownOn = Inscriptions.AsOf.TryReadMoment(knownOn, out var moment) ? moment
                    : throw new UsageException($"{knownOn} is not a moment: yyyy-mm-dd, or yyyy-mm-ddThh:mm."),
            };
        }
        return asOf;
    }

    public static string IncomingFlow(string text)
    {
        var flow = text.ToUpperInvariant();
        return KnownFlows.Incoming.Contains(flow) ? flow
            : throw new UsageException($"No party sends a flow {text}: {string.Join(", ", KnownFlows.Incoming)}.");
    }

    public static string OutgoingFlow(string text)
    {
        var flow = text.ToUpperInvariant();
        return KnownFlows.Outgoing.Contains(flow) ? flow
            : throw new UsageException($"No file goes out in a flow {text}: {string.Join(", ", KnownFlows.Outgoing)}.");
    }
}
