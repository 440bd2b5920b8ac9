using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>How much the register holds; and a look at one person, which needs a reason and is journalled.</summary>
internal sealed class RegisterPage() : RaasPage("Register")
{
    protected override string Act(string action)
    {
        if (action != "consult")
            return base.Act(action);
        if (!Ssin.TryRead(Form("ssin"), out var ssin))
            throw new OperatorException("That is not a social security number: eleven digits, the last two check the others.");
        var asOf = ReadAsOf();
        Result = Shown(Engine.PersonView.Consult(FormParty(), ssin, Who(), PersonView.OnPage, asOf), asOf);
        return "The look is in the journal of operators.";
    }

    private AsOf ReadAsOf()
    {
        var asOf = AsOf.Now;
        if (Form("validOn") is { Length: > 0 } on)
            asOf = asOf with { ValidOn = Day(on) };
        if (Form("knownOn") is { Length: > 0 } known)
            asOf = asOf with { KnownOn = AsOf.TryReadMoment(known, out var moment)
                ? moment : throw new OperatorException($"{known} is not a moment.") };
        return asOf;
    }

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : throw new OperatorException($"{text} is not a day.");

    protected override Markup Body()
    {
        var parties = Engine.Parties.All().Where(p => p.Kind == Configuration.PartyKind.Institution).ToList();
        var counts = parties.SelectMany(p => Engine.Ledger.RegisterCounts(p.Number)).ToList();
        return Html($"""
            <h2>Rows by institution and dossier type</h2>
            {Table("Rows", ["institution", "dossier type", "#persons", "#rows", "#still open"],
                counts.Select(c => Row(c, parties)), "The register is empty.")}
            <h2>Look at one person</h2>
            <p>Only with a reason. Who looked, at whom and why is kept. All that is known of somebody who asks for it, and who was told,
            as one page that prints: <code>raas person-file SSIN --reason WHY --html FILE</code>.</p>
            {(MayAct ? Consult(parties) : Html($"<p class=\"raas-empty\">Only operators may.</p>"))}
            """);
    }

    private Markup Row(RegisterCount c, List<Configuration.Party> parties) => Html($"""
        <tr><td>{PartyLink(c.Party, parties)}</td><td>{c.Code}</td><td class="raas-number">{Count(c.Persons)}</td>
        <td class="raas-number">{Count(c.Rows)}</td><td class="raas-number">{Count(c.OpenRows)}</td></tr>
        """);

    private Markup Consult(List<Configuration.Party> parties) => Html($"""
        <form method="post" class="raas-form" autocomplete="off">{Token()}{Hidden("action", "consult")}
        <label>Institution <select name="party">{Options(Typed("party"), parties.Select(Option))}</select></label>
        <label>Social security number
            <input name="ssin" required maxlength="40" placeholder="88.09.14-016.20" value="{Typed("ssin")}"></label>
        <label>Valid on (every day when empty) <input type="date" name="validOn" value="{Typed("validOn")}"></label>
        <label>As known on (now when empty; Belgian time) <input type="datetime-local" name="knownOn" value="{Typed("knownOn")}"></label>
        {NameField()}<label>Reason <input name="reason" required maxlength="500" value="{Typed("reason")}"></label>
        <button class="btn btn-primary btn-sm">Look</button></form>
        """);

    private Markup Shown(Explanation person, AsOf asOf) => Html($"""
        <h2>{person.Numbers[0]:D11}</h2>
        {(asOf == AsOf.Now ? Markup.None : Html($"<p>{AsOfWords(asOf)}</p>"))}
        <p>{State(person.State)}{Replaced(person.Numbers)}</p>
        <h2>Rows</h2>
        {Table("Rows of the person", ["number", "dossier type", "from", "until"], person.Rows.Select(Row), "No rows there.")}
        <h2>What led to them</h2>
        {Table("Changes of the rows", ["when", "number", "dossier type", "by", "before", "after"], person.Changes.Select(Row),
            "No change was journalled.")}
        """);

    private static string State(PersonState state) => state switch
    {
        PersonState.Active => "Known to the authentic source.",
        PersonState.Cancelled => "Cancelled at the authentic source.",
        _ => "Not known to the authentic source.",
    };

    private static string Replaced(IReadOnlyList<long> numbers) => numbers.Count == 1 ? ""
        : $" Replaces {string.Join(", ", numbers.Skip(1).Select(number => number.ToString("D11")))}.";

    private static Markup Row(ExplainedRow r) => Html($"""
        <tr><td>{r.Ssin:D11}</td><td>{r.DossierType}</td><td>{r.Period.Begin:dd/MM/yyyy}</td>
        <td>{(r.Period.End is { } end ? end.ToString("dd/MM/yyyy") : "open")}</td></tr>
        """);

    private Markup Row(ExplainedChange c) => Html($"""
        <tr><td>{Moment(c.At)}</td><td>{c.Ssin:D11}</td><td>{c.DossierType}</td><td>{Cause(c)}</td>
        <td>{Days(c.Before)}</td><td>{Days(c.After)}</td></tr>
        """);

    private static string AsOfWords(AsOf asOf) => string.Join(" ", new[]
    {
        asOf.ValidOn is { } day ? $"Only rows that contain {day:dd/MM/yyyy}." : null,
        asOf.KnownOn is { } at ? $"As the register knew it on {BelgianTime.At(at):dd/MM/yyyy HH:mm:ss} (Belgian time)." : null,
    }.OfType<string>());

    private static string Days(Period? period) => period is not { } days ? ""
        : $"{days.Begin:dd/MM/yyyy} – {(days.End is { } end ? end.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : "open")}";

    /// <summary>The delivery and its record; or the night, and what a source had said, and in which delivery.</summary>
    private Markup Cause(ExplainedChange c)
    {
        if (c.DeliveryId is { } id)
            return Html($"{(c.IsRevert ? "taken back or put back: " : "")}{DeliveryLink(id)}, record {c.RecordNumber}");
        var night = c.Night is { } date ? Link($"{Navigation.Nights}/{date:yyyy-MM-dd}", $"night of {date:dd/MM/yyyy}")
            : Html($"{c.Cause.ToLowerInvariant().Replace('-', ' ')}");
        return c.Event is { } said ? Html($"{night}: {Told(said)}") : night;
    }

    private Markup Told(NumberChangeEntry said)
    {
        var source = Link($"{Navigation.Parties}/{Cbe(said.Source)}", NameOrNumber(said.Source, Engine.Parties.All()));
        var delivery = said.DeliveryId is { } from ? Html($" in {DeliveryLink(from)}") : Markup.None;
        return Html($"{said.DataGroup.ToLowerInvariant()} of {said.Date:dd/MM/yyyy}, event {said.MutationId} of {source}{delivery}");
    }
}
