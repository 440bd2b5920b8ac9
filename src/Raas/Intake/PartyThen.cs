using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Intake;

/// <summary>A party as it was configured at a moment: what was changed since is taken back, the latest first, as far as answers depend on
/// it.</summary>
internal static class PartyThen
{
    private const string DossierType = "dossierType ";
    private const string Open = "open";

    public static Party Of(StoreSession store, Party party, DateTimeOffset at)
    {
        foreach (var change in store.ConfigChanges(party.Number, int.MaxValue).Where(change => change.At > at))
            party = TakeBack(party, change);
        return party;
    }

    private static Party TakeBack(Party party, ConfigChangeRow change)
    {
        var (settings, before) = (party.Settings, change.Before);
        return change.What switch
        {
            "settings.mergeAdjacent" => party with { Settings = settings with { MergeAdjacent = before == "true" } },
            "settings.autoReplace" => party with { Settings = settings with { AutoReplace = before == "true" } },
            "settings.answerDetail" => party with { Settings = settings with { AnswersRejectedOnly = before == "rejected" } },
            "settings.language" => party with { Settings = settings with { Language = string.IsNullOrEmpty(before) ? null : before } },
            "settings.humanView" => party with { Settings = settings with { HumanView = before == "true" } },
            _ when change.What.StartsWith(DossierType, StringComparison.Ordinal) =>
                party with { Types = [.. Types(party, change.What[DossierType.Length..], before)] },
            _ => party,
        };
    }

    private static IEnumerable<DossierType> Types(Party party, string code, string? before)
    {
        foreach (var type in party.Types)
        {
            if (type.Code != code)
                yield return type;
            else if (before is not null)
                yield return Validity(before) is { } validity ? type with { Validity = validity } : type;
        }
    }

    /// <summary>As the journal of the configuration has it: <c>2020-01-01 .. open; names</c>.</summary>
    private static Period? Validity(string text)
    {
        var days = text.Split(';')[0].Split(" .. ");
        return days is [var begin, var end] && Day(begin) is { } first && (end == Open ? Period.OpenEnd : Day(end)) is { } last
            && Period.TryCreate(first, last, out var validity) ? validity : null;
    }

    private static int? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.DayNumber : null;
}
