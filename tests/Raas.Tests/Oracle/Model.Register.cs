using Raas.Domain;

namespace Raas.Tests.Oracle;

/// <summary>What the records of an institution do: §4, rules 1 to 5.</summary>
internal sealed partial class Model
{
    private sealed record Row(string Cbe, string Ssin, string Type, Span Period);

    private List<Row> rows = [];

    private IEnumerable<Row> RowsOf(Institution institution) => rows.Where(r => r.Cbe == institution.Cbe);

    private List<string>? Subscription(Institution institution, IReadOnlyList<Told> records)
    {
        var before = (rows.ToList(), pieces.ToList());
        // §4: "Rules, in file order, a later record seeing the earlier ones".
        var results = records.Select((r, i) =>
            $"{i + 1} {(r is RegisterTold told ? Register(institution, told) : Unregister(institution, (UnregisterTold)r))}").ToList();
        // §4, 5: "More rejected records than RejectThreshold refuses the whole file, RAA10013, nothing applied."
        if (results.Count(r => r.Contains(" REJECTED ", StringComparison.Ordinal)) * 100 <= institution.RejectThreshold * results.Count)
            return results;
        (rows, pieces) = before;
        return null;
    }

    private string Register(Institution institution, RegisterTold told)
    {
        // §4, 1: "replaced: applied under the current Ssin (chains resolved), the result's ssin is the current one with attribute
        // replaces".
        var current = Current(told.Ssin);
        var errors = RegisterErrors(institution, told, current);
        // C8: "A rejected result's ssin is as it was sent".
        if (errors.Count > 0)
            return $"register {told.Ssin} {told.Type} REJECTED [] NOK {string.Join(' ', errors)}";
        var head = $"register {current}{(current == told.Ssin ? "" : $" replaces {told.Ssin}")} {told.Type}";
        var there = rows.Where(r => r.Cbe == institution.Cbe && r.Ssin == current && r.Type == told.Type).ToList();
        // Pages: "A period that lies inside a row is UNCHANGED, and nothing else is tidied on that occasion".
        if (there.FirstOrDefault(r => r.Period.Contains(told.Period)) is { } around)
            return $"{head} UNCHANGED [{around.Period}] OK MSG00000";
        var (grown, absorbed) = Absorb(institution, there, told.Period);
        rows.RemoveAll(absorbed.Contains);
        rows.Add(new Row(institution.Cbe, current, told.Type, grown));
        return $"{head} {(absorbed.Count == 0 ? "REGISTERED" : "MERGED")} [{grown}] OK MSG00000";
    }

    /// <summary>§4, 2: "Periods of the same (institution, Ssin, dossier type) that overlap become one row, from the earliest begin to the
    /// latest end; open end wins.
    /// Periods that only touch (end + 1 day = begin) stay apart unless the institution's setting `mergeAdjacent` is on."</summary>
    private static (Span Grown, List<Row> Absorbed) Absorb(Institution institution, List<Row> there, Span period)
    {
        var absorbed = new List<Row>();
        while (there.Except(absorbed).FirstOrDefault(r => r.Period.Overlaps(period)
            || (institution.MergeAdjacent && r.Period.Touches(period))) is { } next)
        {
            absorbed.Add(next);
            period = period.With(next.Period);
        }
        return (period, absorbed);
    }

    /// <summary>§4, 1: "**Every** error of a record is reported, not the first."</summary>
    private SortedSet<string> RegisterErrors(Institution institution, RegisterTold told, string current)
    {
        var errors = new SortedSet<string>(StringComparer.Ordinal);
        // "check digits (MSG00011); known to the authentic source (MSG00005); cancelled without successor (RAA20001)".
        if (!InventedNumbers.IsNumber(told.Ssin))
            errors.Add("MSG00011");
        else if (!persons.ContainsKey(current))
            errors.Add("MSG00005");
        else if (cancelled.Contains(current))
            errors.Add("RAA20001");
        // "dossier type defined for this institution and valid on the whole period (RAA20002); begin not after end (RAA20003)".
        if (!institution.Types.Any(t => t.Code == told.Type && t.From <= told.Period.Begin && told.Period.End <= t.Until))
            errors.Add("RAA20002");
        if (told.Period.Begin > told.Period.End)
            errors.Add("RAA20003");
        // "identity given and different from the authentic source (RAA20004, one `information` per field that differs)".
        if (told.Who is { } claim && persons.TryGetValue(current, out var known))
        {
            foreach (var field in Differing(claim, known.Who))
                errors.UnionWith(["RAA20004", field]);
        }
        return errors;
    }

    /// <summary>§4, 4, as far as the worlds go: "case … do not count"; "gender compares when both know it".</summary>
    private static IEnumerable<string> Differing(Identity claim, Identity known)
    {
        if (!claim.LastName.Equals(known.LastName, StringComparison.OrdinalIgnoreCase))
            yield return "lastName";
        if (!claim.FirstName.Equals(known.FirstName, StringComparison.OrdinalIgnoreCase))
            yield return "firstName";
        if (claim.BirthDate != known.BirthDate)
            yield return "birthDate";
        if (claim.Gender is { } gender && known.Gender is { } other && gender != other)
            yield return "gender";
    }

    private string Unregister(Institution institution, UnregisterTold told)
    {
        // Pages: "Unregister asks less than register: right check digits, a dossier type that is defined, a possible period."
        var errors = new SortedSet<string>(StringComparer.Ordinal);
        if (!InventedNumbers.IsNumber(told.Ssin))
            errors.Add("MSG00011");
        if (institution.Types.All(t => t.Code != told.Type))
            errors.Add("RAA20002");
        if (told.Period is { } period && period.Begin > period.End)
            errors.Add("RAA20003");
        if (errors.Count > 0)
            return $"unregister {told.Ssin} {told.Type} REJECTED [] NOK {string.Join(' ', errors)}";
        var current = Current(told.Ssin);
        var head = !institution.AutoReplace || current == told.Ssin ? $"unregister {told.Ssin}"
            : $"unregister {current} replaces {told.Ssin}";
        var asked = told.Period ?? new Span(DateOnly.MinValue, Time.Open);
        var (touched, left) = TakeOutOfRows(institution, told, asked);
        touched |= TakeOutOnTheWay(institution, told, asked, left);
        // Pages: "REMOVED, SHORTENED: rows went; rows were cut or split, and something is left". §4, 3: "Nothing there: OK, outcome
        // UNCHANGED."
        var outcome = !touched ? "UNCHANGED" : left.Count == 0 ? "REMOVED" : "SHORTENED";
        // C6: "The answer names every row that is left".
        var named = string.Join(' ', left.Select(p => p.ToString()).Order(StringComparer.Ordinal));
        return $"{head} {told.Type} {outcome} [{named}] OK MSG00000";
    }

    /// <summary>§4, 3: "without period removes every row of that Ssin and type; with a period it subtracts it: rows are shortened, split
    /// or removed."</summary>
    private (bool Touched, List<Span> Left) TakeOutOfRows(Institution institution, UnregisterTold told, Span asked)
    {
        var meant = NumbersMeant(institution, told.Ssin);
        var touched = rows.Where(r => r.Cbe == institution.Cbe && r.Type == told.Type && meant.Contains(r.Ssin) && r.Period.Overlaps(asked))
            .ToList();
        var left = touched.SelectMany(r => Minus(r.Period, asked).Select(p => r with { Period = p })).ToList();
        rows.RemoveAll(touched.Contains);
        rows.AddRange(left);
        return (touched.Count > 0, [.. left.Select(r => r.Period)]);
    }

    /// <summary>C6: "with `autoReplace` a replaced number means the rows under it and under its current number; without, only those under
    /// the number given".</summary>
    private string[] NumbersMeant(Institution institution, string ssin) => institution.AutoReplace ? [ssin, Current(ssin)] : [ssin];

    private static IEnumerable<Span> Minus(Span row, Span asked)
    {
        if (row.Begin < asked.Begin)
            yield return new Span(row.Begin, asked.Begin.AddDays(-1));
        if (row.End > asked.End)
            yield return new Span(asked.End.AddDays(1), row.End);
    }
}
