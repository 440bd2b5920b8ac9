using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Dapper;
using Microsoft.Data.Sqlite;
using Raas.Domain;
using Raas.Flows.Dimona;
using Raas.Outgoing;
using Raas.Store;
using Raas.Xml;

namespace Raas.Benchmarks;

/// <summary>What most people would write first: one record after the other, a few queries for each, Dapper. It shares no
/// rule with the product, so that it can say whether the product is right (the oracle of the tests) as well as how much
/// its design is worth (the benchmark).</summary>
public sealed class NaiveImporter : IDisposable
{
    private const string OpenEnd = "9999-12-31";
    private readonly SqliteConnection db;

    public NaiveImporter(string path)
    {
        db = new SqliteConnection($"Data Source={path};Pooling=False");
        db.Open();
        db.Execute("""
            PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
            CREATE TABLE IF NOT EXISTS person (ssin TEXT PRIMARY KEY, last TEXT, first TEXT, birth TEXT, gender TEXT, cancelled INTEGER);
            CREATE TABLE IF NOT EXISTS replacement (old TEXT PRIMARY KEY, new TEXT);
            CREATE TABLE IF NOT EXISTS inscription (party TEXT, ssin TEXT, type TEXT, "begin" TEXT, "end" TEXT,
                PRIMARY KEY (party, ssin, type, "begin"));
            CREATE TABLE IF NOT EXISTS journal (party TEXT, ssin TEXT, type TEXT, change TEXT, "begin" TEXT, "end" TEXT);
            CREATE INDEX IF NOT EXISTS ix_replacement ON replacement (new);
            CREATE INDEX IF NOT EXISTS ix_journal ON journal (party, ssin, type);
            """);
    }

    /// <param name="Answer">One line a record: outcome, code, number that was used, rows left behind.</param>
    public sealed record Result(long Records, List<string> Answer);

    public sealed record Type(string Code, string From, string? Until);

    public void Dispose() => db.Dispose();

    public IEnumerable<string> Rows(string party) =>
        db.Query<string>(
            """
            SELECT ssin || ' ' || type || ' ' || "begin" || '..' || CASE WHEN "end" = '9999-12-31' THEN '' ELSE "end" END
            FROM inscription WHERE party = @party ORDER BY ssin, type, "begin"
            """, new { party });

    /// <summary>Takes over persons; enough of PERSON-MUTATION to have something to check against.</summary>
    public void ImportPersons(Stream file)
    {
        using var transaction = db.BeginTransaction();
        foreach (var item in Items(file, "mutations"))
        {
            switch (item.Name.LocalName)
            {
                case "person":
                    db.Execute(
                        "INSERT OR REPLACE INTO person VALUES (@ssin, @last, @first, @birth, @gender, COALESCE((SELECT cancelled FROM "
                            + "person WHERE ssin = @ssin), 0))", new
                    {
                        ssin = Text(item, "ssin"), last = Text(item, "lastName"),
                        first = string.Join('\n', item.Elements("firstName").Select(e => e.Value)),
                        birth = Text(item, "birthDate"), gender = Text(item, "gender"),
                    });
                    break;
                case "replacement":
                    db.Execute("INSERT OR REPLACE INTO replacement VALUES (@old, @new)",
                        new { old = Text(item, "oldSsin"), @new = Text(item, "newSsin") });
                    break;
                case "replacementAnnulled":
                    db.Execute("DELETE FROM replacement WHERE old = @old AND new = @new",
                        new { old = Text(item, "oldSsin"), @new = Text(item, "newSsin") });
                    break;
                case "cancellation":
                    db.Execute("UPDATE person SET cancelled = 1 WHERE ssin = @ssin", new { ssin = Text(item, "ssin") });
                    break;
            }
        }
        transaction.Commit();
    }

    /// <param name="schemas">What the file is validated by, while it is read.</param>
    /// <param name="answerFile">Where a result for each record is written.</param>
    public Result Import(Stream file, string party, IReadOnlyList<Type> types, bool mergeAdjacent, long maxRecords = long.MaxValue,
        XmlSchemaSet? schemas = null, string? answerFile = null)
    {
        var answer = new List<string>();
        var records = 0L;
        using var transaction = db.BeginTransaction();
        foreach (var item in Items(file, "requests", schemas).Take((int)Math.Min(maxRecords, int.MaxValue)))
        {
            records++;
            answer.Add(One(item, party, types, mergeAdjacent));
        }
        transaction.Commit();
        if (answerFile is not null)
            new XElement("results", answer.Select((line, i) =>
                new XElement("result", new XElement("recordNumber", i + 1), new XElement("outcome", line)))).Save(answerFile);
        return new Result(records, answer);
    }

    private string One(XElement item, string party, IReadOnlyList<Type> types, bool mergeAdjacent)
    {
        var register = item.Name.LocalName == "register";
        var asked = Text(item, "ssin")!;
        var type = types.FirstOrDefault(t => t.Code == Text(item, "dossierType"));
        var period = item.Element("period");
        var begin = period is null ? null : Text(period, "beginDate");
        var end = period is null ? null : Text(period, "endDate") ?? OpenEnd;
        var valid = CheckDigits(asked);
        var current = valid ? Current(asked) : asked;
        var person = db.QueryFirstOrDefault<(string? Last, string? First, string? Birth, string? Gender, long Cancelled)?>(
            "SELECT last, first, birth, gender, cancelled FROM person WHERE ssin = @current", new { current });
        var codes = new List<string>();
        if (!valid)
            codes.Add("MSG00011");
        else if (register && person is null)
            codes.Add("MSG00005");
        else if (register && person!.Value.Cancelled == 1)
            codes.Add("RAA20001");
        if (type is null || (register && (Before(begin!, type.From) || Before(type.Until ?? OpenEnd, begin!) || Before(end!, type.From)
            || Before(type.Until ?? OpenEnd, end!))))
            codes.Add("RAA20002");
        if (begin is not null && Before(end!, begin))
            codes.Add("RAA20003");
        if (register && valid && person is { } known && item.Element("person") is { } given && Differs(given, known))
            codes.Add("RAA20004");
        if (codes.Count > 0)
            return $"REJECTED {string.Join(' ', codes.Order(StringComparer.Ordinal))}";
        var used = current == asked ? "" : $" as {current}";
        if (register)
            return Register(party, current, type!.Code, begin!, end!, mergeAdjacent) + used;
        // Also what the night has still to move to the current number.
        var outcomes = LeadingTo(current).Prepend(current).Prepend(asked).Distinct()
            .Select(ssin => Unregister(party, ssin, type!.Code, begin, end)).ToList();
        return (outcomes.Contains("SHORTENED") ? "SHORTENED" : outcomes.Contains("REMOVED") ? "REMOVED" : "UNCHANGED") + used;
    }

    private string Register(string party, string ssin, string type, string begin, string end, bool mergeAdjacent)
    {
        var rows = RowsOf(party, ssin, type);
        if (rows.Any(r => !Before(begin, r.Begin) && !Before(r.End, end)))
            return "UNCHANGED";
        var merged = false;
        bool again;
        do
        {
            again = false;
            foreach (var row in rows.ToList())
            {
                var overlaps = !Before(row.End, begin) && !Before(end, row.Begin);
                if (!overlaps && !(mergeAdjacent && Touch(row, begin, end)))
                    continue;
                Delete(party, ssin, type, row);
                rows.Remove(row);
                begin = Before(row.Begin, begin) ? row.Begin : begin;
                end = Before(end, row.End) ? row.End : end;
                merged = again = true;
            }
        }
        while (again);
        Insert(party, ssin, type, begin, end);
        return merged ? "MERGED" : "REGISTERED";
    }

    private string Unregister(string party, string ssin, string type, string? begin, string? end)
    {
        var touched = RowsOf(party, ssin, type).Where(r => begin is null || (!Before(r.End, begin) && !Before(end!, r.Begin))).ToList();
        var left = 0;
        foreach (var row in touched)
        {
            Delete(party, ssin, type, row);
            if (begin is not null && Before(row.Begin, begin))
                left += Insert(party, ssin, type, row.Begin, Shift(begin, -1));
            if (begin is not null && Before(end!, row.End))
                left += Insert(party, ssin, type, Shift(end!, 1), row.End);
        }
        return touched.Count == 0 ? "UNCHANGED" : left == 0 ? "REMOVED" : "SHORTENED";
    }

    private int Insert(string party, string ssin, string type, string begin, string end)
    {
        db.Execute("INSERT INTO journal VALUES (@party, @ssin, @type, 'in', @begin, @end)", new { party, ssin, type, begin, end });
        return db.Execute("INSERT INTO inscription VALUES (@party, @ssin, @type, @begin, @end)", new { party, ssin, type, begin, end });
    }

    private void Delete(string party, string ssin, string type, (string Begin, string End) row)
    {
        db.Execute("INSERT INTO journal VALUES (@party, @ssin, @type, 'out', @Begin, @End)", new { party, ssin, type, row.Begin, row.End });
        db.Execute("""DELETE FROM inscription WHERE party = @party AND ssin = @ssin AND type = @type AND "begin" = @Begin""",
            new { party, ssin, type, row.Begin });
    }

    private List<(string Begin, string End)> RowsOf(string party, string ssin, string type) =>
        db.Query<(string Begin, string End)>(
            """SELECT "begin", "end" FROM inscription WHERE party = @party AND ssin = @ssin AND type = @type ORDER BY "begin" """,
            new { party, ssin, type }).ToList();

    private string Current(string ssin)
    {
        while (db.QueryFirstOrDefault<string>("SELECT new FROM replacement WHERE old = @ssin", new { ssin }) is { } next)
            ssin = next;
        return ssin;
    }

    private List<string> LeadingTo(string current) => db.Query<string>("""
        WITH RECURSIVE led(ssin) AS (
            SELECT old FROM replacement WHERE new = @current UNION SELECT r.old FROM replacement r JOIN led ON r.new = led.ssin)
        SELECT ssin FROM led
        """, new { current }).ToList();

    private static bool Touch((string Begin, string End) row, string begin, string end) =>
        (row.End != OpenEnd && Shift(row.End, 1) == begin) || (end != OpenEnd && Shift(end, 1) == row.Begin);

    private static bool Before(string one, string other) => string.CompareOrdinal(one, other) < 0;

    private static string Shift(string date, int days) =>
        DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool CheckDigits(string text)
    {
        var month = int.Parse(text.AsSpan(2, 2)) % 20;
        if (month > 12 || int.Parse(text.AsSpan(2, 2)) >= 80 || int.Parse(text.AsSpan(4, 2)) > 31)
            return false;
        if (int.Parse(text.AsSpan(2, 2)) < 20 && text[6..9] == "000")
            return false;
        var body = long.Parse(text.AsSpan(0, 9));
        var check = int.Parse(text.AsSpan(9, 2));
        return check == 97 - body % 97 || check == 97 - (2_000_000_000 + body) % 97;
    }

    private static bool Differs(XElement given, (string? Last, string? First, string? Birth, string? Gender, long Cancelled) known)
    {
        if (Text(given, "lastName") is { } last && known.Last is not null && Plain(last) != Plain(known.Last))
            return true;
        if (Text(given, "firstName") is { } first && !string.IsNullOrEmpty(known.First))
        {
            var names = known.First.Split('\n').Select(Plain).ToList();
            var name = Plain(first);
            if (!names.Contains(name) && name != string.Join(' ', names)
                && !(name.Length == 1 && names[0].StartsWith(name, StringComparison.Ordinal)))
                return true;
        }
        if (Text(given, "birthDate") is { } birth && known.Birth is not null)
        {
            foreach (var (a, b) in birth.Split('-').Zip(known.Birth.Split('-')))
            {
                if (a != b && a.Trim('0') != "" && b.Trim('0') != "")
                    return true;
            }
        }
        return Text(given, "gender") is { } gender && known.Gender is not null && gender != known.Gender;
    }

    private const string Accented = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿıłşğ";
    private const string Unaccented = "aaaaaaceeeeiiiinooooouuuuyyilsg";

    /// <summary>Only the letters that our invented names use: the product has its own, far larger table.</summary>
    private static string Plain(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            var lower = char.ToLowerInvariant(c);
            var at = Accented.IndexOf(lower, StringComparison.Ordinal);
            if (char.IsLetterOrDigit(c))
                text.Append(at >= 0 ? Unaccented[at] : lower);
            else if (text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
        }
        return text.ToString().Trim();
    }

    private static string? Text(XElement element, string name) => element.Element(name)?.Value;

    private static IEnumerable<XElement> Items(Stream file, string list, XmlSchemaSet? schemas = null)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = true };
        if (schemas is not null)
            (settings.ValidationType, settings.Schemas) = (ValidationType.Schema, schemas);
        using var reader = XmlReader.Create(file, settings);
        reader.ReadToFollowing(list);
        reader.Read();
        while (reader.NodeType == XmlNodeType.Element)
            yield return (XElement)XNode.ReadFrom(reader);
    }
}
