using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Nights;

namespace Raas.Tests.Jobs;

/// <summary>What nights should do, said plainly: everything in memory, one thing after the other, nothing staged, nothing joined, every row
/// and every number looked at every night. The oracle of <see cref="NightOracleTests"/>.</summary>
internal sealed class NightModel(IReadOnlyList<NightModel.Institution> institutions)
{
    private readonly HashSet<string> known = [];
    private readonly HashSet<string> cancelled = [];
    private readonly Dictionary<string, Entry> cancellations = [];
    private readonly Dictionary<string, string> names = [];
    private readonly Dictionary<string, string> successor = [];
    private readonly List<Mutation> held = [];
    private readonly HashSet<Mutation> forDay = [];
    private readonly List<Entry> journal = [];
    private Dictionary<string, string> successorBefore = [];

    public sealed record Mutation(long Id, string Kind, string Ssin, string Other, int Day);

    public sealed record Institution(string Party, bool Follows, bool MergesAdjacent)
    {
        public List<Row> Rows { get; } = [];

        /// <summary>Pieces of rows that the institution has changed since they followed.</summary>
        public List<(string Type, Piece Piece)> Lost { get; } = [];
    }

    public sealed record Piece(string Origin, string Holder, int Begin, int End);

    public sealed class Row(string holder, string type, int begin, int end, List<Piece> pieces)
    {
        public string Holder => holder;
        public string Type => type;
        public int Begin => begin;
        public int End => end;
        public List<Piece> Pieces => pieces;

        /// <summary>The numbers under which its pieces stood before the night.</summary>
        public HashSet<string> Came { get; init; } = [];
        public override string ToString() => $"{holder} {type} {Day(begin)}..{(end == Period.OpenEnd ? "" : Day(end))}";
    }

    private sealed record Entry(Mutation Mutation, string Kind, string? Before);

    public static string Day(int number) => DateOnly.FromDayNumber(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What waited for this day counts as told at its beginning.</summary>
    public void Begin(int today) => Retry(today, evenNumbers: false);

    public void Take(Mutation mutation, int today)
    {
        if (mutation.Ssin == mutation.Other && mutation.Kind == "Replacement")
            return;
        if (mutation.Day > today)
        {
            held.Add(mutation);
            forDay.Add(mutation);
        }
        else if (mutation.Kind == "Replacement" && !Cycles(mutation) && !known.Contains(mutation.Other))
            held.Add(mutation);
        else
            Apply(mutation);
    }

    public void Register(string party, string ssin, string type, int begin, int end)
    {
        var institution = institutions.First(i => i.Party == party);
        var current = Current(successor, ssin);
        if (!known.Contains(current) || cancelled.Contains(current))
            return;
        var reach = institution.MergesAdjacent ? 1 : 0;
        var rows = institution.Rows.Where(r => r.Holder == current && r.Type == type).ToList();
        if (rows.Exists(r => r.Begin <= begin && end <= r.End))
            return;
        var met = new List<Row>();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var row in rows.Where(r => !met.Contains(r) && r.Begin <= (long)end + reach && begin <= (long)r.End + reach))
            {
                met.Add(row);
                (begin, end, changed) = (Math.Min(begin, row.Begin), Math.Max(end, row.End), true);
            }
        }
        Lose(institution, met);
        institution.Rows.Add(new Row(current, type, begin, end, [new Piece(current, current, begin, end)]));
    }

    public void Unregister(string party, string ssin, string type, int begin, int end)
    {
        var institution = institutions.First(i => i.Party == party);
        foreach (var holder in institution.Follows ? new[] { ssin, Current(successor, ssin) }.Distinct() : [ssin])
        {
            foreach (var row in institution.Rows.Where(r => r.Holder == holder && r.Type == type && r.Begin <= end && begin <= r.End)
                .ToList())
            {
                Lose(institution, [row]);
                if (row.Begin < begin)
                    institution.Rows.Add(new Row(holder, type, row.Begin, begin - 1, [new Piece(holder, holder, row.Begin, begin - 1)]));
                if (end < row.End)
                    institution.Rows.Add(new Row(holder, type, end + 1, row.End, [new Piece(holder, holder, end + 1, row.End)]));
            }
        }
        if (institution.Follows)
            UnregisterOnTheWay(institution, ssin, type, begin, end);
    }

    /// <summary>Pieces that stand elsewhere until tonight, and will then stand under the number or its current one.</summary>
    private void UnregisterOnTheWay(Institution institution, string ssin, string type, int begin, int end)
    {
        Recognise(institution);
        var current = Current(successor, ssin);
        foreach (var row in institution.Rows.Where(r => r.Holder != ssin && r.Holder != current && r.Type == type).ToList())
        {
            bool IsMeant(Piece piece) => Current(successor, piece.Origin) == current && piece.Begin <= end && begin <= piece.End;
            List<Piece> meant = [.. row.Pieces.Where(IsMeant)];
            if (meant.Count == 0)
                continue;
            List<Piece> others = [.. row.Pieces.Where(p => Current(successor, p.Origin) != current)];
            List<Piece> left = [.. row.Pieces.Where(p => !IsMeant(p)), .. meant.SelectMany(p => Without(p, begin, end))];
            List<Piece> days = [new Piece(row.Holder, row.Holder, row.Begin, row.End)];
            foreach (var piece in meant)
            {
                List<Piece> gone = [piece with { Begin = Math.Max(piece.Begin, begin), End = Math.Min(piece.End, end) }];
                foreach (var other in others)
                    gone = [.. gone.SelectMany(g => Without(g, other.Begin, other.End))];
                foreach (var some in gone)
                    days = [.. days.SelectMany(d => Without(d, some.Begin, some.End))];
            }
            institution.Rows.Remove(row);
            foreach (var some in days)
            {
                List<Piece> of = [.. left.Where(p => some.Begin <= p.Begin && p.End <= some.End)];
                var isOwn = of.TrueForAll(p => p.Origin == row.Holder);
                institution.Rows.Add(new Row(row.Holder, type, some.Begin, some.End, isOwn ? [some] : of));
            }
        }
    }

    private static IEnumerable<Piece> Without(Piece piece, int begin, int end)
    {
        if (end < piece.Begin || piece.End < begin)
        {
            yield return piece;
            yield break;
        }
        if (piece.Begin < begin)
            yield return piece with { End = begin - 1 };
        if (end < piece.End)
            yield return piece with { Begin = end + 1 };
    }

    /// <returns>What each institution is told, as lines.</returns>
    public SortedDictionary<string, List<string>> Night(int today)
    {
        Retry(today, evenNumbers: true);
        var told = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        var concerned = Concerned();
        foreach (var institution in institutions)
        {
            var replacements = Follow(institution, concerned).Order(StringComparer.Ordinal);
            var changes = Changes(institution).Order(StringComparer.Ordinal);
            told[institution.Party] = [.. replacements, .. changes];
        }
        journal.Clear();
        successorBefore = new Dictionary<string, string>(successor);
        return told;
    }

    public IReadOnlyList<string> Rows(string party) =>
        [.. institutions.First(i => i.Party == party).Rows.Select(r => r.ToString()).Order(StringComparer.Ordinal)];

    private static void Lose(Institution institution, IEnumerable<Row> rows)
    {
        foreach (var row in rows)
        {
            if (row.Pieces.Exists(p => p.Origin != row.Holder))
                institution.Lost.AddRange(row.Pieces.Select(p => (row.Type, p)));
            institution.Rows.Remove(row);
        }
    }

    private bool Cycles(Mutation mutation)
    {
        for (var at = mutation.Other; at != mutation.Ssin; at = successor[at])
        {
            if (!successor.ContainsKey(at))
                return false;
        }
        return true;
    }

    private void Apply(Mutation mutation)
    {
        switch (mutation.Kind)
        {
            case "Person" when known.Add(mutation.Ssin):
                names[mutation.Ssin] = mutation.Other;
                break;
            case "Person" when names[mutation.Ssin] != mutation.Other:
                journal.Add(new Entry(mutation, "PERSON", names[mutation.Ssin]));
                names[mutation.Ssin] = mutation.Other;
                break;
            case "Replacement" when !Cycles(mutation) && !successor.ContainsKey(mutation.Ssin):
                successor[mutation.Ssin] = mutation.Other;
                journal.Add(new Entry(mutation, "REPLACEMENT", null));
                break;
            case "Annulled" when successor.TryGetValue(mutation.Ssin, out var known) && known == mutation.Other:
                successor.Remove(mutation.Ssin);
                journal.Add(new Entry(mutation, "REPLACEMENT-ANNULLED", mutation.Other));
                break;
            case "Annulled":
                held.RemoveAll(h => h.Kind == "Replacement" && h.Ssin == mutation.Ssin && h.Other == mutation.Other);
                break;
            case "Cancelled" when known.Contains(mutation.Ssin) && cancelled.Add(mutation.Ssin):
                cancellations[mutation.Ssin] = new Entry(mutation, "CANCELLATION", null);
                journal.Add(cancellations[mutation.Ssin]);
                break;
        }
    }

    private void Retry(int today, bool evenNumbers)
    {
        // Of what was told for one day, the last word counts. Persons come from the National Register here, numbers from the BCSS.
        bool IsOvertaken(Mutation h) => held.Exists(l => (l.Kind, l.Ssin, l.Day) == ("Person", h.Ssin, h.Day) && l.Id > h.Id);
        held.RemoveAll(h => h.Kind == "Person" && h.Day <= today && IsOvertaken(h));
        bool IsDue(Mutation h) =>
            h.Day <= today && (evenNumbers || forDay.Contains(h)) && (h.Kind != "Replacement" || known.Contains(h.Other));
        while (held.Where(IsDue).OrderBy(h => h.Day).ThenBy(h => h.Kind == "Person" ? 0 : 1).ThenBy(h => h.Id).FirstOrDefault() is { } due)
        {
            held.Remove(due);
            Apply(due);
        }
    }

    private static string Current(Dictionary<string, string> map, string ssin)
    {
        while (map.TryGetValue(ssin, out var next))
            ssin = next;
        return ssin;
    }

    private static IEnumerable<string> Path(Dictionary<string, string> map, string ssin)
    {
        yield return ssin;
        for (; map.TryGetValue(ssin, out var next); ssin = next)
            yield return next;
    }

    private bool IsChanged(string ssin) => Current(successorBefore, ssin) != Current(successor, ssin);

    /// <summary>Replaced as before, but it had stood for itself in between.</summary>
    private bool IsAgain(string ssin) => !IsChanged(ssin) && successor.ContainsKey(ssin)
        && journal.Exists(e => e.Mutation.Ssin == ssin && e.Kind.StartsWith("REPL", StringComparison.Ordinal));

    /// <summary>The last entry that tells what happened to a number of its own.</summary>
    private Entry? Own(string ssin)
    {
        bool IsOwn(Entry e) => e.Mutation.Ssin == ssin && e.Kind.StartsWith("REPL", StringComparison.Ordinal);
        return IsChanged(ssin) ? journal.LastOrDefault(IsOwn) : null;
    }

    /// <summary>Each number that is to be told about, its cause, and what happened to that.</summary>
    private Dictionary<string, (string Cause, Entry Entry)> Concerned()
    {
        var concerned = new Dictionary<string, (string, Entry)>();
        foreach (var ssin in known.Concat(successor.Keys).Concat(successorBefore.Keys).Distinct())
        {
            if (Own(ssin) is { } own)
                concerned[ssin] = (ssin, own);
            else if (IsAgain(ssin))
                concerned[ssin] = (ssin, journal.Last(e => e.Mutation.Ssin == ssin && e.Kind.StartsWith("REPL", StringComparison.Ordinal)));
            else if (IsChanged(ssin) && Path(successor, ssin).Skip(1).FirstOrDefault(n => Own(n) is not null && IsChanged(n)) is { } cause)
                concerned[ssin] = (cause, Own(cause)!);
        }
        return concerned;
    }

    private IEnumerable<string> Follow(Institution institution, Dictionary<string, (string Cause, Entry Entry)> concerned)
    {
        Recognise(institution);
        var before = institution.Rows.ToList();
        var lost = institution.Lost.ToList();
        if (institution.Follows)
            Move(institution);
        foreach (var (ssin, (cause, entry)) in concerned)
        {
            var lines = new List<string>();
            foreach (var row in before.Where(r => r.Holder == ssin))
            {
                bool IsGoing(Piece p) => !institution.Follows || Current(successor, p.Origin) == Current(successor, ssin);
                List<Piece> going = [.. row.Pieces.Where(IsGoing)];
                if (going.Count == row.Pieces.Count)
                    lines.Add(Line(institution, row.Type, row.Begin, row.End, row.Pieces[0]));
                else
                    lines.AddRange(going.Select(p => Line(institution, row.Type, p.Begin, p.End, p)));
            }
            if (cause == ssin && IsChanged(ssin))
            {
                bool IsMeant(Piece piece) => piece.Holder != ssin && concerned.TryGetValue(piece.Origin, out var o) && o.Cause == ssin;
                foreach (var row in before)
                {
                    foreach (var piece in row.Pieces.Where(p => p.Origin != p.Holder || row.Pieces.Exists(o => o.Origin != o.Holder))
                        .Where(IsMeant))
                        lines.Add(Line(institution, row.Type, piece.Begin, piece.End, piece));
                }
                bool StandsThere(string type, Piece piece) =>
                    before.Exists(r => (r.Holder, r.Type) == (piece.Holder, type) && r.Begin <= piece.End && piece.Begin <= r.End);
                var changed = lost.Where(l => IsMeant(l.Piece) && StandsThere(l.Type, l.Piece));
                lines.AddRange(changed.Select(l => $"{l.Type} {Day(l.Piece.Begin)}..{Until(l.Piece.End)} NONE changed"));
            }
            if (IsAgain(ssin))
                lines.RemoveAll(line => line.EndsWith("NONE", StringComparison.Ordinal));
            if (lines.Count > 0)
                yield return $"REPLACEMENT {ssin} by {(Current(successor, ssin) == ssin ? "-" : Current(successor, ssin))} "
                    + $"{(cancelled.Contains(ssin) ? "cancelled " : "")}{entry.Kind} {entry.Mutation.Id}: "
                    + $"{string.Join(", ", lines.Order(StringComparer.Ordinal))}";
        }
        foreach (var line in Cancellations(institution))
            yield return line;
        var clusters = Clusters(concerned);
        if (institution.Follows)
            institution.Lost.RemoveAll(l => clusters.Contains(l.Piece.Holder));
    }

    /// <summary>To whoever has rows under the number, under one that stands for it or under one that the replacements lead to it; earlier
    /// ones where they lead there only now.</summary>
    private IEnumerable<string> Cancellations(Institution institution)
    {
        foreach (var (ssin, entry) in cancellations)
        {
            bool LeadsThereNow(Piece piece) => Path(successor, piece.Origin).Contains(ssin)
                && !Path(successorBefore, piece.Origin).Contains(ssin);
            bool IsConcerned(Row row) => journal.Contains(entry)
                ? Path(successor, row.Holder).Contains(ssin) || Path(successor, ssin).Contains(row.Holder)
                : row.Pieces.Exists(LeadsThereNow);
            var rows = institution.Rows.Where(IsConcerned).Select(r => $"{r.Type} {Day(r.Begin)}..{Until(r.End)} NONE");
            var text = string.Join(", ", rows.Order(StringComparer.Ordinal));
            var current = Current(successor, ssin);
            if (text.Length > 0)
                yield return $"REPLACEMENT {ssin} by {(current == ssin ? "-" : current)} cancelled CANCELLATION "
                    + $"{entry.Mutation.Id}: {text}";
        }
    }

    /// <summary>Whoever changes a row and changes it back has changed nothing.</summary>
    private static void Recognise(Institution institution)
    {
        foreach (var key in institution.Lost.GroupBy(l => (l.Type, l.Piece.Holder)).ToList())
        {
            foreach (var row in institution.Rows.Where(r =>
                r.Holder == key.Key.Holder && r.Type == key.Key.Type && r.Pieces.TrueForAll(p => p.Origin == r.Holder)).ToList())
            {
                var pieces = key.Select(l => l.Piece).Where(p => row.Begin <= p.End && p.Begin <= row.End).OrderBy(p => p.Begin).ToList();
                var until = row.Begin - 1;
                foreach (
                    var piece in pieces.TakeWhile(p => p.Begin <= until + (institution.MergesAdjacent ? 1 : 0) || p.Begin == row.Begin))
                    until = Math.Max(until, piece.End);
                if (pieces.Count == 0 || pieces[0].Begin != row.Begin || until != row.End || pieces.Exists(p => p.End > row.End))
                    continue;
                row.Pieces.Clear();
                row.Pieces.AddRange(pieces);
                institution.Lost.RemoveAll(l => l.Type == row.Type && pieces.Contains(l.Piece));
            }
        }
    }

    /// <summary>Numbers whose pieces were looked at tonight: those that the institution has changed are its own from now on.</summary>
    private HashSet<string> Clusters(Dictionary<string, (string Cause, Entry Entry)> concerned)
    {
        var numbers = new HashSet<string>();
        bool IsCancelledNow(string ssin) => cancellations.TryGetValue(ssin, out var entry) && journal.Contains(entry);
        foreach (var ssin in known.Concat(successor.Keys).Where(ssin => Path(successor, ssin).Any(IsCancelledNow)))
            numbers.UnionWith(Path(successor, ssin));
        foreach (var ssin in concerned.Keys)
        {
            numbers.UnionWith(Path(successor, ssin));
            numbers.UnionWith(Path(successorBefore, ssin));
        }
        return numbers;
    }

    private static void Move(Institution institution, Func<string, string> current)
    {
        var moved = institution.Rows.SelectMany(r =>
            r.Pieces.Select(p => (r.Type, Came: r.Holder, Piece: p with { Holder = current(p.Origin) }))).ToList();
        institution.Rows.Clear();
        foreach (var key in moved.GroupBy(m => (m.Type, m.Piece.Holder)))
        {
            var open = new List<Piece>();
            var came = new HashSet<string>();
            var until = int.MinValue;
            foreach (var (_, from, piece) in key.OrderBy(m => m.Piece.Begin))
            {
                if (open.Count > 0 && piece.Begin > (long)until + (institution.MergesAdjacent ? 1 : 0))
                    Close();
                open.Add(piece);
                came.Add(from);
                until = Math.Max(until, piece.End);
            }
            Close();

            void Close()
            {
                var (begin, end) = (open.Min(p => p.Begin), open.Max(p => p.End));
                var isOwn = open.TrueForAll(p => p.Origin == p.Holder);
                institution.Rows.Add(new Row(key.Key.Holder, key.Key.Type, begin, end, isOwn
                    ? [new Piece(key.Key.Holder, key.Key.Holder, begin, end)] : [.. Normal(open)]) { Came = [.. came] });
                open.Clear();
                came.Clear();
                until = int.MinValue;
            }
        }
    }

    /// <summary>Pieces of one origin that overlap are one piece.</summary>
    private static IEnumerable<Piece> Normal(List<Piece> pieces)
    {
        foreach (var origin in pieces.GroupBy(p => p.Origin))
        {
            Piece? open = null;
            foreach (var piece in origin.OrderBy(p => p.Begin))
            {
                if (open is not null && piece.Begin <= open.End)
                {
                    open = open with { End = Math.Max(open.End, piece.End) };
                    continue;
                }
                if (open is not null)
                    yield return open;
                open = piece;
            }
            yield return open!;
        }
    }

    private void Move(Institution institution) => Move(institution, origin => Current(successor, origin));

    private string Line(Institution institution, string type, int begin, int end, Piece piece)
    {
        var what = $"{type} {Day(begin)}..{Until(end)}";
        var target = Current(successor, piece.Origin);
        if (!institution.Follows || target == piece.Holder)
            return what + " NONE";
        var row = institution.Rows.First(r => r.Holder == target && r.Type == type && r.Begin <= piece.Begin && piece.End <= r.End);
        var isMerged = row.Begin != begin || row.End != end || row.Came.Any(from => from != piece.Holder);
        return isMerged ? $"{what} MERGED {Day(row.Begin)}..{Until(row.End)}" : what + " MOVED";
    }

    private static string Until(int end) => end == Period.OpenEnd ? "" : Day(end);

    private IEnumerable<string> Changes(Institution institution)
    {
        foreach (var entry in journal.Where(e => e.Kind == "PERSON"))
        {
            var current = Current(successor, entry.Mutation.Ssin);
            var holders = institution.Rows.Where(r => r.End >= entry.Mutation.Day && Current(successor, r.Holder) == current)
                .Select(r => r.Holder).ToHashSet();
            if (holders.Count == 0)
                continue;
            var holder = holders.Contains(current) ? current : holders.Order(StringComparer.Ordinal).First();
            yield return $"IDENTITY {holder} by {(holder == current ? "-" : current)} {entry.Mutation.Id}: {entry.Before} to "
                + $"{entry.Mutation.Other}";
        }
    }
}
