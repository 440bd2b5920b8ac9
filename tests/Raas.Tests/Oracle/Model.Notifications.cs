using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Host.Soap;

namespace Raas.Tests.Oracle;

/// <summary>What an institution is told in a night: §4 and §5, 2 to 4.</summary>
internal sealed partial class Model
{
    private static readonly string[] Groups = ["NAME", "BIRTH", "GENDER", "NATIONALITY", "CIVIL-STATE", "ADDRESS", "DECEASE"];

    /// <summary>What an institution was told last of a declaration.</summary>
    private sealed record Word(string Kind, string Ssin, DateOnly Begin, string Number);

    private readonly Dictionary<long, (DeclarationTold Told, int Place)> declarations = [];
    private readonly Dictionary<(long Id, int History), DeclarationTold> histories = [];
    private readonly List<long> declaredTonight = [];
    private readonly Dictionary<(string Cbe, long Id), Word> lastWord = [];

    /// <summary>§4: "Numbered notification files are written every night, also when they are empty (setting `emptyNotifications`, default
    /// on)".</summary>
    private void Send(Institution institution, string flow, IReadOnlyList<string> items, params IEnumerable<string> head)
    {
        if (items.Count > 0 || institution.EmptyNotifications)
            said.Add(today, $"3 {flow} {institution.Cbe}", [.. head, .. items]);
    }

    /// <summary>§5, 2: "notify those with `notifyReplacements`".</summary>
    private void TellReplacements(Institution institution)
    {
        var lines = new List<string>();
        lines.AddRange(moves.Where(m => m.Cbe == institution.Cbe)
            .Select(m => $"{Status(m.Number)} {EventOf(m.Number)} {m.Type} {m.Period} {m.Effect}"));
        foreach (var row in RowsOf(institution).Where(r => institution.AutoReplace ? PiecesOf(r).Count == 0 : true))
        {
            // C4: "what an institution was told is not told again when only the path changed".
            if (Current(row.Ssin) != CurrentBy(linksBefore, row.Ssin))
                lines.Add($"{Status(row.Ssin)} {EventOf(Cause(row.Ssin))} {row.Type} {row.Period} NONE");
        }
        // Pages: "one item per number that the institution has inscriptions under, or had before an earlier replacement": also when it has
        // ceased to follow.
        foreach (var piece in institution.AutoReplace ? [] : pieces.Where(p => p.Cbe == institution.Cbe && p.At != p.Origin))
        {
            var stands = RowsOf(institution).Any(r => r.Ssin == piece.At && r.Type == piece.Type && r.Period.Overlaps(piece.Period));
            var cause = Cause(piece.Origin);
            if (stands && Current(piece.Origin) != CurrentBy(linksBefore, piece.Origin) && cause != piece.At)
                lines.Add($"{Status(cause)} {EventOf(cause)} {piece.Type} {piece.Period} NONE");
        }
        // C3: "with the id of their own event"; Pages: "A CANCELLATION is an item of its own, under the number that was cancelled".
        foreach (var (ssin, @event) in cancellations)
            lines.AddRange(RowsOf(institution).Where(r => IsConcerned(r, ssin))
                .Select(r => $"{Status(ssin)} {@event} {r.Type} {r.Period} NONE"));
        if (institution.NotifyReplacements)
            Send(institution, "REPLACEMENT", [.. lines.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        moves.RemoveAll(m => m.Cbe == institution.Cbe);
    }

    /// <summary>§4: "What is cancelled is told to whoever holds the number, or one that stands for it through replacements"; Pages: "or
    /// one that replacements lead to it", also when they lead there only now.</summary>
    private bool IsConcerned(Row row, string ssin)
    {
        if (cancelledTonight.Contains(ssin))
            return IsOnTheWay(links, row.Ssin, ssin) || IsOnTheWay(links, ssin, row.Ssin);
        var origins = PiecesOf(row).Select(p => p.Origin).DefaultIfEmpty(row.Ssin);
        return origins.Any(o => IsOnTheWay(links, o, ssin) && !IsOnTheWay(linksBefore, o, ssin));
    }

    private static bool IsOnTheWay(Dictionary<string, string> links, string from, string ssin)
    {
        while (from != ssin)
        {
            if (!links.TryGetValue(from, out var next))
                return false;
            from = next;
        }
        return true;
    }

    /// <summary>§4: "`ssin` = the old number with attributes `canceled` and `replacedBy` (current number, chains resolved)".</summary>
    private string Status(string ssin) => ssin + (cancelled.Contains(ssin) ? " canceled" : "") + ReplacedBy(ssin)[ssin.Length..];

    private Event? EventOf(string cause) => touchedLinks.GetValueOrDefault(cause) ?? linkEvents.GetValueOrDefault(cause);

    private string ReplacedBy(string ssin) => ssin + (Current(ssin) == ssin ? "" : " replacedBy " + Current(ssin));

    /// <summary>§5, 3: "notify institutions with `notifyIdentityChanges` whose register holds an inscription of the person with its last
    /// day on or after the date of the change (open end included)".</summary>
    private void TellIdentity(Institution institution)
    {
        if (!institution.NotifyIdentityChanges)
            return;
        // C2: "Authorisations for IDENTITY are judged on the business date of the night".
        var allowed = institution.Authorisations.Where(a => a.Service == "IDENTITY" && a.Covers(today)).ToList();
        var items = new List<string>();
        foreach (var told in identityEvents)
        {
            var entitling = Entitling(institution, told.Ssin, r => r.Period.End >= told.Event.Date);
            // §4: "Groups that the institution is not authorised for on the business date of the night … are left out".
            var changes = told.Changes.Where(c => allowed.Any(a => a.Tells(c.Group) && entitling.Any(r => a.IsFor(r.Type)))).ToList();
            if (changes.Count > 0)
            {
                var number = Under(entitling.Where(r => allowed.Any(a => a.IsFor(r.Type) && changes.Any(c => a.Tells(c.Group)))),
                    told.Ssin);
                items.Add($"{number} {told.Event} {string.Join(' ', changes.Select(c => $"{c.Group} {c.Before} -> {c.After}"))}");
            }
        }
        // §4: "and named in `dataFilters`, which says exactly what that file leaves out".
        var filtered = Groups.SelectMany(g => LeftOut(institution, g, [.. allowed.Where(a => a.Tells(g))]));
        // Pages: "Items of IDENTITY and DIMONA stand in the order in which things happened at the source."
        Send(institution, "IDENTITY", items, "left out: " + string.Join(' ', filtered));
    }

    /// <summary>Pages: "`persons/person[dossierType='…']/…` where the authorisation is for other dossier types: left out for who is known
    /// in such types only".</summary>
    private static IEnumerable<string> LeftOut(Institution institution, string group, List<Authorisation> telling) => telling.Count == 0
        ? [group] : institution.Types.Select(t => t.Code).Where(code => !telling.Any(a => a.IsFor(code))).Order(StringComparer.Ordinal)
            .Select(code => $"{group}[{code}]");

    /// <summary>The rows of a person, whatever number of his or hers they stand under.</summary>
    private List<Row> Entitling(Institution institution, string ssin, Func<Row, bool> entitles) =>
        [.. RowsOf(institution).Where(r => Current(r.Ssin) == Current(ssin) && entitles(r))];

    /// <summary>C4: "IDENTITY and DIMONA items are told under the number whose row entitles"; Pages: "under the current number; where the
    /// institution does not follow, under the number it holds, with `replacedBy`".</summary>
    private string Under(IEnumerable<Row> entitling, string ssin)
    {
        var numbers = entitling.Select(r => r.Ssin).Distinct().Order(StringComparer.Ordinal).ToList();
        return ReplacedBy(numbers.Contains(Current(ssin)) ? Current(ssin) : numbers.Contains(ssin) ? ssin : numbers[0]);
    }

    private string Declare(DeclarationTold told)
    {
        var current = Current(told.Ssin);
        var errors = new SortedSet<string>(StringComparer.Ordinal);
        if (!InventedNumbers.IsNumber(told.Ssin))
            errors.Add("MSG00011");
        else if (!persons.ContainsKey(current))
            errors.Add("MSG00005");
        if (told.End < told.Begin)
            errors.Add("RAA20003");
        // Pages: "RAA40001, RAA40002: history number used before with other content; a newer mutation of the declaration came before".
        var same = histories.GetValueOrDefault((told.Id, told.History));
        if (same == told)
            return "declaration UNCHANGED OK MSG00000";
        if (same is not null)
            errors.Add("RAA40001");
        else if (declarations.TryGetValue(told.Id, out var newer) && newer.Told.History > told.History)
            errors.Add("RAA40002");
        if (errors.Count > 0)
            return $"declaration REJECTED NOK {string.Join(' ', errors)}";
        var outcome = told.Kind == "CANCEL" ? "REMOVED" : declarations.ContainsKey(told.Id) ? "MERGED" : "REGISTERED";
        histories[(told.Id, told.History)] = told;
        declarations[told.Id] = (told, histories.Count);
        if (!declaredTonight.Contains(told.Id))
            declaredTonight.Add(told.Id);
        return $"declaration {outcome} OK MSG00000";
    }

    private void TellDimona(Institution institution)
    {
        var allowed = institution.Authorisations.Where(a => a.Service == "DIMONA").ToList();
        var items = new List<string>();
        // C5: "items in the order in which they happened at the source"; Pages: "one item per declaration that is new or changed since
        // the last night, in its last state".
        foreach (var id in declaredTonight.OrderBy(d => declarations[d].Place))
        {
            if (WordOn(institution, declarations[id].Told, allowed) is { } word)
            {
                lastWord[(institution.Cbe, id)] = word;
                items.Add($"{id} {word.Kind} {word.Ssin} {Time.Text(word.Begin)} {word.Number}");
            }
        }
        // Pages: "DIMONA is sent to whom has an authorisation".
        if (allowed.Any(a => a.Covers(today)) || items.Count > 0)
            Send(institution, "DIMONA", items);
    }

    private Word? WordOn(Institution institution, DeclarationTold told, List<Authorisation> allowed)
    {
        // Pages: "on the day of the declaration (its begin; for an OUT its end)".
        var day = told.Kind == "OUT" ? told.End ?? told.Begin : told.Begin;
        // §4: "A mutation goes to an institution when an authorisation (service, deliberation number, dossier types, validity) **and** an
        // inscription both cover its date."
        var entitling = Entitling(institution, told.Ssin, r => r.Period.Covers(day) && allowed.Any(a => a.Covers(day) && a.IsFor(r.Type)));
        if (entitling.Count > 0)
            return new Word(told.Kind, Under(entitling, told.Ssin), told.Begin,
                allowed.First(a => a.Covers(day) && entitling.Any(r => a.IsFor(r.Type))).Number);
        // C5: "an institution whose last word on a declaration no longer holds … is told so: CANCEL under the person and declaration that
        // it was told, nothing of the other".
        return lastWord.TryGetValue((institution.Cbe, told.Id), out var word) && word.Kind != "CANCEL" ? word with { Kind = "CANCEL" }
            : null;
    }
}
