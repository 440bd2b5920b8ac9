using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Outgoing;
using Raas.Oversight;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>The file of a person as one page that prints on A4, in the language of who asked. Nothing is fetched, no script runs: it can be
/// sent and kept as it is.</summary>
internal static partial class PersonFilePage
{
    private const string Style = """
        @page { size: A4; margin: 15mm; }
        body { font: 10pt/1.35 "Liberation Sans", Arial, sans-serif; color: #111; margin: 1.5em auto; max-width: 180mm; }
        h1 { font-size: 16pt; margin: 0 0 .3em; } h2 { font-size: 12.5pt; margin: 1.4em 0 .3em; break-after: avoid; }
        h3 { font-size: 10.5pt; margin: 1em 0 .2em; break-after: avoid; }
        table { border-collapse: collapse; width: 100%; font-size: 8.5pt; }
        thead { display: table-header-group; } tr { break-inside: avoid; }
        th, td { border: 1px solid #999; padding: .2em .4em; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        th { background: #eee; } .number { white-space: nowrap; } .none { color: #555; font-style: italic; }
        @media print { body { margin: 0; max-width: none; } }
        """;

    /// <summary>The page.</summary>
    /// <param name="language">fr, nl, de or en.</param>
    public static Markup Of(PersonFile file, string language)
    {
        string In(Wording words) => words.In(language);
        return Html($"""
            <!DOCTYPE html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="robots" content="noindex"><title>{In(Title)} {file.Numbers[0]:D11}</title>
            <style>{new Markup(Style)}</style></head><body>
            <h1>{In(Title)}</h1>
            {Person(file, In)}
            <h2>1. {In(Registered)}</h2>
            {(file.Institutions.Count == 0 ? None(In(NothingRegistered)) : Markup.None)}
            {file.Institutions.Select(one => Institution(file, one, In))}
            <h2>2. {In(Told)}</h2>
            <p>{Moment(file.DisclosuresSince)}: {In(ToldSince)}</p>
            {file.DisclosuresLost.Select(lost => NotKnown(lost, In))}
            {Table([When, To, Number, What, FileAndItem, Basis, Deliberation],
                file.Disclosures.Select(one => Disclosure(file, one, In)), NothingTold, In)}
            <h2>3. {In(Looked)}</h2>
            {Table([When, Who, Number, What, Outcome, Basis, Deliberation, Why],
                file.Looks.Select(look => Look(file, look)), NobodyLooked, In)}
            {(file.Only is null ? Copy(file, In) : Markup.None)}
            </body></html>

            """);
    }

    /// <summary>Under which numbers, how it stands with them, of when the file is, and whether it is all.</summary>
    private static Markup Person(PersonFile file, Func<Wording, string> word)
    {
        var state = file.State switch { PersonState.Active => Active, PersonState.Cancelled => Cancelled, _ => Unknown };
        var former = file.Numbers.Count == 1 ? ""
            : $" {word(Former)}: {string.Join(", ", file.Numbers.Skip(1).Select(number => number.ToString("D11")))}.";
        var only = file.Only is { } party ? $" {word(OnlyOf)} {Party(file, party.Value)}." : "";
        return Html($"""
            <p>{word(Current)}: <b>{file.Numbers[0]:D11}</b>. {word(state)}{former}<br>
            {word(Made)} {Moment(file.At)}.{only}</p>
            """);
    }

    /// <summary>What our copy holds of a person, in the names that JSON has; nothing of what is not known.</summary>
    public static IEnumerable<(string Name, string Value)> Fields(PersonRow? person) => person is null ? [] : new (string, string?)[]
    {
        ("ssin", person.Ssin.ToString("D11", CultureInfo.InvariantCulture)), ("register", person.Register), ("lastName", person.LastName),
        ("firstNames", person.FirstNames), ("birthDate", IncompleteDate.FromPacked(person.BirthDate).ToString()),
        ("birthPlace", person.BirthPlace),
        ("gender", person.Gender switch { Gender.Male => "M", Gender.Female => "F", _ => null }), ("nationalities", person.Nationalities),
        ("civilState", person.CivilState), ("address", person.Address),
        ("deceaseDate", person.DeceaseDay is { } day ? Day(DateOnly.FromDayNumber(day)) : null),
    }.Where(field => !string.IsNullOrEmpty(field.Item2)).Select(field => (field.Item1, field.Item2!));

    /// <summary>What stands on several lines in the store, on one.</summary>
    public static string? Flat(string? value) =>
        value is null ? null : string.Join(", ", value.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private static Markup Html(Markup.Builder text) => Markup.Of(ref text);

    private static Markup Institution(PersonFile file, PersonAtInstitution one, Func<Wording, string> word) => Html($"""
        <h3>{Party(file, one.Party.Value)}</h3>
        {(one.Rows.Count == 0 ? Markup.None : AsTheyAre(one.Rows, word))}
        <p>{word(Changed)}</p>
        {Table([When, Number, Type, Before, After, Why], one.Changes.Select(change => Change(file, change, word)), NoChanges, word)}
        """);

    private static Markup AsTheyAre(IReadOnlyList<ExplainedRow> rows, Func<Wording, string> word) => Html($"""
        <p>{word(Rows)}</p>
        {Table([Number, Type, Days], rows.Select(row => Cells($"{row.Ssin:D11}", row.DossierType, Span(row.Period, word))),
            NothingRegistered, word)}
        """);

    private static Markup Change(PersonFile file, ExplainedChange c, Func<Wording, string> word) => Cells(
        Moment(c.At), $"{c.Ssin:D11}", c.DossierType, Span(c.Before, word), Span(c.After, word), Cause(file, c, word));

    private static string Cause(PersonFile file, ExplainedChange c, Func<Wording, string> word)
    {
        if (c.DeliveryId is { } id)
            return (c.IsRevert ? $"{word(TakenBack)}: " : "")
                + $"{word(Delivery)} {id} ({c.DataFileName}), {word(Record)} {c.RecordNumber}";
        if (c.Night is not { } night)
            return c.Cause == "ONLINE" ? word(Call) : c.Cause;
        return $"{word(Night)} {Day(night)}" + (c.Event is { } said
            ? $": {said.DataGroup} {Day(said.Date)}, {Party(file, said.Source)}, {said.MutationId}" : "");
    }

    private static Markup NotKnown(LostDisclosures lost, Func<Wording, string> word)
    {
        var time = lost.Since is { } since
            ? $"{word(LostBetween)}: {Moment(since)} – {Moment(lost.Until)}"
            : $"{word(LostBefore)}: {Moment(lost.Until)}";
        return Html($"<p><b>{time}</b>: {word(Lost)} ({lost.Reason}).</p>\n");
    }

    private static Markup Disclosure(PersonFile file, DisclosureTo one, Func<Wording, string> word)
    {
        var sent = one.What.File;
        var receipt = one.Receipt is { } number ? $" ({word(Receipt)} {number})" : "";
        return Cells(Moment(sent.CreatedAt), Party(file, sent.Party),
            string.Join(' ', one.Ssins.Select(ssin => ssin.ToString("D11", CultureInfo.InvariantCulture))),
            Flows.TryGetValue(sent.Flow, out var flow) ? word(flow) : sent.Flow, $"{sent.Flow} {sent.Number}, {one.What.Item}{receipt}",
            sent.LegalContext, one.What.Deliberations);
    }

    private static Markup Look(PersonFile file, LookAt look)
    {
        var entry = look.Entry;
        var who = entry.Party is { } party ? $"{Party(file, party)}: {entry.Caller}" : entry.Caller;
        return Cells(Moment(entry.At), who, entry.Ssin is { } ssin ? $"{ssin:D11}" : null, $"{entry.Channel} {entry.Operation}",
            entry.Outcome, entry.LegalContext, look.Deliberations, entry.Reason);
    }

    private static Markup Copy(PersonFile file, Func<Wording, string> word)
    {
        var fields = Fields(file.Person).ToList();
        return Html($"""
            <h2>4. {word(Source)}</h2>
            {(fields.Count == 0 ? None(word(NoCopy)) : Html($"<table><tbody>{fields.Select(Field)}</tbody></table>"))}
            <p>{word(ChangesSince)} {Day(file.ChangesSince)}</p>
            {Table([When, Number, What, Before, After, AsOf, By], file.Changes.Select(change => Change(file, change)), NoChanges, word)}
            """);
    }

    private static Markup Field((string Name, string Value) field) =>
        Html($"<tr><th scope=\"row\">{field.Name}</th><td>{Flat(field.Value)}</td></tr>");

    private static Markup Change(PersonFile file, PersonChangeEntry c) => Cells(
        Moment(c.At), $"{c.Ssin:D11}", c.DataGroup, Flat(c.BeforeValue), Flat(c.AfterValue), Day(c.Date),
        $"{Party(file, c.Source)}, {c.MutationId}");

    private static Markup Table(Wording[] headings, IEnumerable<Markup> rows, Wording nothing, Func<Wording, string> word)
    {
        var body = Markup.Join(rows);
        return body.Text.Length == 0 ? None(word(nothing)) : Html($"""
            <table><thead><tr>{headings.Select(heading => Html($"<th>{word(heading)}</th>"))}</tr></thead>
            <tbody>{body}</tbody></table>
            """);
    }

    /// <summary>Numbers are not broken.</summary>
    private static Markup Cells(params string?[] cells) => Html($"<tr>{cells.Select(cell => cell?.All(char.IsAsciiDigit) == true
        ? Html($"<td class=\"number\">{cell}</td>") : Html($"<td>{cell}</td>"))}</tr>\n");

    private static Markup None(string text) => Html($"<p class=\"none\">{text}</p>");

    private static string Party(PersonFile file, long party) =>
        file.Names.GetValueOrDefault(party) is { } name ? $"{name} ({party:D10})" : $"{party:D10}";

    private static string Span(Period? period, Func<Wording, string> word) => period is not { } days ? ""
        : $"{Day(days.Begin)} – {(days.End is { } end ? Day(end) : word(Open))}";

    private static string Moment(DateTimeOffset at) => BelgianTime.At(at).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
