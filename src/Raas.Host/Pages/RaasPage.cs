using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hangfire.Dashboard;
using Hangfire.Dashboard.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Host.Security;
using Raas.Host.Soap;
using Raas.Host.Worker;
using Raas.Intake;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>A page of ours inside the Hangfire dashboard: its frame and its look, our own tabs. A form is posted to the page that shows it.
/// What it did is told on the page to which its answer leads; why it did nothing, at once, and what was typed stays.</summary>
internal abstract partial class RaasPage(string title) : RazorPage
{
    /// <summary>In an address: under which number the outcome of an action is kept.</summary>
    private const string Done = "done";

    private int alarms;
    private Outcome? outcome;
    private string? problem;
    private IReadOnlyDictionary<string, string> typed = new Dictionary<string, string>();

    protected Engine Engine => Service<Engine>();

    protected DateTimeOffset Now { get; private set; }

    protected bool MayAct => !Access.IsReader(Context);

    /// <summary>Set by an action that leads elsewhere than to its own page.</summary>
    protected string? LeadsTo { get; set; }

    /// <summary>Set by an action that shows more than a message.</summary>
    protected Markup Result { get; set; } = Markup.None;

    /// <summary>Set by an action after which a file may be downloaded.</summary>
    protected DownloadTicket? Ticket { get; set; }

    protected T Service<T>()
        where T : notnull => Context.GetHttpContext().RequestServices.GetRequiredService<T>();

    public sealed override void Execute()
    {
        Now = Service<TimeProvider>().GetUtcNow();
        if (Content() is not { } content)
            return;
        Layout = new LayoutPage(alarms == 0 ? title : $"({alarms}) {title}");
        WriteLiteral(Html($"""
            <main class="raas" id="{Frame.Main}" tabindex="-1">{Navigation.Tabs(this, RequestPath)}
            <h1 class="page-header">{title}</h1>
            {Message("success", "Done", outcome is { Mistake: null } ? outcome.Message : null)}
            {Message("danger", "Not done", problem)}
            {outcome?.Shown ?? Markup.None}
            {content}
            {Foot()}
            </main>
            """).Text);
    }

    /// <summary>The page below its title, or why it cannot be shown. Null: a form was posted, and its answer leads elsewhere.</summary>
    private Markup? Content()
    {
        try
        {
            if (Context.Request.Method == "POST" && Post())
                return null;
            outcome = Service<Outcomes>().Find(Query(Done), Access.NameOf(Context));
            if (outcome?.Mistake is { } mistake)
                (problem, typed) = (mistake.Why, mistake.Typed);
            alarms = Engine.Alarms.Open().Count(alarm => alarm.AcknowledgedAt is null);
            return Body();
        }
        catch (NotFoundException e)
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Html($"<p class=\"raas-empty\">{e.Message}</p>");
        }
        catch (System.Data.Common.DbException e)
        {
            return Unavailable("The database does not answer.", e, "Look whether it is there, and at disk space and rights");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unavailable("A file or folder cannot be reached.", e, "Look at disk space and rights");
        }
    }

    private Markup Unavailable(string what, Exception why, string advice)
    {
        Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Alert("danger", what, Html($"{why.Message} {advice}; the worker tries again by itself, and nothing is lost."));
    }

    private Markup Foot() => Html($"""
        <p class="raas-foot">Times are Belgian. {Live("shown", Html($"Shown at {Clock(Now)}."))} <a href="{Address}">Look again</a>
        <button type="button" class="btn btn-default btn-xs" data-refresh hidden>Pause refresh</button></p>
        """);

    /// <summary>The whole page, with what Hangfire's frame lacks.</summary>
    public override string ToString() => Frame.Complete(base.ToString(), alarms);

    /// <summary>The page below its title.</summary>
    protected abstract Markup Body();

    /// <summary>Does what a form asks; returns what to tell.</summary>
    /// <exception cref="OperatorException">It makes no sense; the message is shown.</exception>
    protected virtual string Act(string action) => throw new OperatorException("This page has no such action.");

    /// <returns>True: it is done, and the answer leads elsewhere.</returns>
    private bool Post()
    {
        if (!MayAct)
        {
            Context.Response.StatusCode = StatusCodes.Status403Forbidden;
            problem = "You may look, but not act: ask an operator.";
            return false;
        }
        try
        {
            var message = Act(Form("action"));
            Service<LaneLooks>().Forget();
            var number = Keep(new Outcome(message, Result, Ticket));
            LeadTo(Ticket is not null ? $"{Url.To(LeadsTo!)}?ticket={number}" : AddressWith(Done, number));
            return true;
        }
        catch (Exception e) when (e is OperatorException or Raas.Outgoing.ResendException)
        {
            return Refuse(e.Message);
        }
    }

    /// <summary>What was typed stays, to be mended.</summary>
    /// <returns>True: the answer leads elsewhere.</returns>
    private bool Refuse(string why)
    {
        var request = Context.GetHttpContext().Request;
        problem = why;
        typed = request.Form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal))
            .ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
        Context.Response.StatusCode = StatusCodes.Status409Conflict;
        // A browser that comes back to the answer of a form asks whether to send it again: it is led elsewhere too.
        if (!request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return false;
        LeadTo(AddressWith(Done, Keep(new Outcome("", Markup.None, null, new Mistake(problem, typed)))));
        return true;
    }

    private string Keep(Outcome kept) => Service<Outcomes>().Keep(Access.NameOf(Context), kept);

    private void LeadTo(string address)
    {
        var response = Context.GetHttpContext().Response;
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = address;
    }

    /// <summary>This page, as it is looked at again: what was done last is not told twice.</summary>
    private string Address => AddressWith(null, null);

    private string AddressWith(string? name, string? value)
    {
        var request = Context.GetHttpContext().Request;
        var kept = request.Query.Where(q => q.Key != Done).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)));
        if (name is not null)
            kept = kept.Append(KeyValuePair.Create(name, value));
        return $"{request.PathBase}{request.Path}{QueryString.Create(kept)}";
    }

    protected static new Markup Html(Markup.Builder text) => Markup.Of(ref text);

    protected string Form(string name) => Context.Request.GetFormValuesAsync(name).GetAwaiter().GetResult() is { Count: > 0 } values
        ? (values[0] ?? "").Trim() : "";

    /// <summary>Who acts: the user, or where there are no users the name in the form.</summary>
    protected Operator Who() => new(Access.NameOf(Context) ?? Form("operator"), Form("reason"));

    /// <summary>What was typed into a form that did nothing, to be mended there.</summary>
    protected string Typed(string name) => typed.GetValueOrDefault(name) ?? "";

    protected CbeNumber FormParty() => CbeNumber.TryRead(Form("party"), out var party) ? party
        : throw new OperatorException($"'{Form("party")}' is not a CBE number: ten digits, the last two check the first eight.");

    /// <summary>The party of the address; null: none is named.</summary>
    protected CbeNumber? QueryParty() => CbeNumber.TryRead(Query("party") ?? "", out var party) ? party : null;

    /// <summary>A day of the address; null: none, or no day.</summary>
    protected DateOnly? QueryDay(string name) =>
        DateOnly.TryParseExact(Query(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A form that acts: hidden under its button until it is wanted, with name, reason and the token against forgery.</summary>
    /// <param name="about">What it acts on, for who hears the button and does not see where it stands: "DIMONA of Aurora".</param>
    protected Markup ActionForm(string action, string label, Markup hidden, string style = "default", string about = "") =>
        ActionForm(action, label, hidden, style, about, "Reason", "why; the journal keeps it");

    /// <inheritdoc cref="ActionForm(string, string, Markup, string, string)"/>
    /// <param name="why">What the reason is called.</param>
    /// <param name="hint">What to write there.</param>
    protected Markup ActionForm(string action, string label, Markup hidden, string style, string about, string why, string hint)
    {
        if (!MayAct)
            return Markup.None;
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(action + hidden.Text)).AsSpan(0, 6));
        var wasWrong = Typed("form") == mark;
        var name = about.Length == 0 ? Html($"{label}") : Html($"{label}<span class=\"sr-only\"> {about}</span>");
        var open = wasWrong ? new Markup(" open") : Markup.None;
        var reason = wasWrong ? Typed("reason") : "";
        return Html($"""
            <details class="raas-act"{open}><summary class="btn btn-{style} btn-sm">{name}</summary>
            <form method="post" class="raas-form">{Token()}{Hidden("form", mark)}{Hidden("action", action)}{hidden}
            {NameField()}
            <label>{why} <input name="reason" required maxlength="500" autocomplete="off" placeholder="{hint}" value="{reason}"></label>
            <button class="btn btn-primary btn-sm">{name}</button></form></details>
            """);
    }

    protected Markup NameField() => Access.NameOf(Context) is not null ? Markup.None : Html($"""
        <label>Your name <input name="operator" required maxlength="100" autocomplete="name" value="{Typed("operator")}"></label>
        """);

    protected Markup Token() => Html($"<input type=\"hidden\" name=\"__RequestVerificationToken\" value=\"{Context.AntiforgeryToken}\">");

    protected static Markup Hidden(string name, object value) => Html($"<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");

    private static Markup Message(string style, string head, string? text) =>
        text is null ? Markup.None : Alert(style, $"{head}.", Html($"{text}"));

    /// <summary>What is asked for does not exist; a link may be old.</summary>
    protected sealed class NotFoundException(string message) : Exception(message);
}
