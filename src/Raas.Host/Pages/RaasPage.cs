using System.Globalization;
using System.Security.Claims;
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
using Raas.Outgoing;

namespace Raas.Host.Pages;

/// <summary>A page of ours inside the Hangfire dashboard: its frame and its look, our own tabs. A form is posted to the page that shows it;
/// what it did, or why not, is told on top.</summary>
internal abstract class RaasPage(string title) : RazorPage
{
    private string? done;
    private string? problem;

    protected Engine Engine => Service<Engine>();

    protected DateTimeOffset Now { get; private set; }

    protected bool MayAct => !Access.IsReader(Context);

    protected T Service<T>()
        where T : notnull => Context.GetHttpContext().RequestServices.GetRequiredService<T>();

    public sealed override void Execute()
    {
        Layout = new LayoutPage(title);
        Now = Service<TimeProvider>().GetUtcNow();
        Markup content;
        try
        {
            if (Context.Request.Method == "POST")
                Post();
            content = Body();
        }
        catch (NotFoundException e)
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
            content = Html($"<p class=\"raas-empty\">{e.Message}</p>");
        }
        catch (System.Data.Common.DbException e)
        {
            Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            content = Html(
                $"<div class=\"alert alert-danger\" role=\"alert\"><strong>The database does not answer.</strong> {e.Message} Look whether it is there, and at disk space and rights; the worker tries again by itself, and nothing is lost.</div>");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            content = Html(
                $"<div class=\"alert alert-danger\" role=\"alert\"><strong>A file or folder cannot be reached.</strong> {e.Message} Look at disk space and rights; the worker tries again by itself, and nothing is lost.</div>");
        }
        WriteLiteral(Html($"""
            <div class="raas">{Navigation.Tabs(this, RequestPath)}
            <h1 class="page-header">{title}</h1>
            {Message("success", "Done", done)}{Message("danger", "Not done", problem)}
            {content}
            <p class="raas-foot">Times are Belgian. Shown at {Clock(Now)}. <a href="{Context.GetHttpContext().Request.PathBase}{Context.GetHttpContext().Request.Path}{Context.GetHttpContext().Request.QueryString}">Look again</a></p>
            </div>
            """).Text);
    }

    /// <summary>The page below its title.</summary>
    protected abstract Markup Body();

    /// <summary>Does what a form asks; returns what to tell.</summary>
    /// <exception cref="OperatorException">It makes no sense; the message is shown.</exception>
    protected virtual string Act(string action) => throw new OperatorException("This page has no such action.");

    private void Post()
    {
        if (!MayAct)
        {
            Context.Response.StatusCode = StatusCodes.Status403Forbidden;
            problem = "You may look, but not act: ask an operator.";
            return;
        }
        try
        {
            done = Act(Form("action"));
        }
        catch (Exception e) when (e is OperatorException or Outgoing.ResendException)
        {
            Context.Response.StatusCode = StatusCodes.Status409Conflict;
            problem = e.Message;
        }
    }

    protected static new Markup Html(Markup.Builder text) => Markup.Of(ref text);

    protected string Form(string name) => Context.Request.GetFormValuesAsync(name).GetAwaiter().GetResult() is { Count: > 0 } values
        ? (values[0] ?? "").Trim() : "";

    /// <summary>Who acts: the user, or where there are no users the name in the form.</summary>
    protected Operator Who() => new(Access.NameOf(Context) ?? Form("operator"), Form("reason"));

    protected CbeNumber FormParty() => CbeNumber.TryParse(Form("party"), out var party) ? party
        : throw new OperatorException($"'{Form("party")}' is not a CBE number: ten digits, the last two check the first eight.");

    /// <summary>A form that acts: hidden under its button until it is wanted, with name, reason and the token against forgery.</summary>
    protected Markup ActionForm(string action, string label, Markup hidden, string style = "default") => !MayAct ? Markup.None : Html($"""
        <details class="raas-act"><summary class="btn btn-{style} btn-sm">{label}</summary>
        <form method="post" class="raas-form">{Token()}<input type="hidden" name="action" value="{action}">{hidden}
        {NameField()}<label>Reason <input name="reason" required maxlength="500" autocomplete="off" placeholder="why; the journal keeps it"></label>
        <button class="btn btn-primary btn-sm">{label}</button></form></details>
        """);

    protected Markup NameField() => Access.NameOf(Context) is not null ? Markup.None
        : Html($"<label>Your name <input name=\"operator\" required maxlength=\"100\" autocomplete=\"name\"></label>");

    protected Markup Token() => Html($"<input type=\"hidden\" name=\"__RequestVerificationToken\" value=\"{Context.AntiforgeryToken}\">");

    protected static Markup Hidden(string name, object value) => Html($"<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");

    protected Markup Link(string path, Markup text) => Html($"<a href=\"{Url.To(path)}\">{text}</a>");

    protected Markup Link(string path, string text) => Link(path, Html($"{text}"));

    protected static Markup Table(string caption, string[] heads, IEnumerable<Markup> rows, string empty)
    {
        var body = Markup.Join(rows.Select(row => Labelled(row, heads)));
        return body.Text.Length == 0 ? Html($"<p class=\"raas-empty\">{empty}</p>") : Html($"""
            <div class="table-responsive" tabindex="0" role="region" aria-label="{caption}"><table class="table raas-table"><caption class="sr-only">{caption}</caption>
            <thead><tr>{heads.Select(Head)}</tr></thead><tbody>{body}</tbody></table></div>
            """);
    }

    /// <summary>Each cell knows its head: on a phone the cells stand below each other, and the heads are not shown.</summary>
    private static Markup Labelled(Markup row, string[] heads)
    {
        var cells = row.Text.Split("<td");
        return new Markup(cells[0]
            + string.Concat(cells.Skip(1)
            .Select((cell, i) => Html($"<td data-label=\"{(i < heads.Length ? heads[i].TrimStart('#') : "")}\"").Text + cell)));
    }

    /// <summary>A head that begins with # is that of numbers.</summary>
    private static Markup Head(string head) => head.StartsWith('#') ? Html($"<th scope=\"col\" class=\"raas-number\">{head[1..]}</th>")
        : Html($"<th scope=\"col\">{head}</th>");

    /// <summary>A word with a sign before it: the colour is not what tells.</summary>
    protected static Markup Sign(string word, string text) => word switch
    {
        "good" => Html($"<span class=\"raas-sign raas-good\">✓ {text}</span>"),
        "bad" => Html($"<span class=\"raas-sign raas-bad\">✗ {text}</span>"),
        "wait" => Html($"<span class=\"raas-sign raas-wait\">… {text}</span>"),
        _ => Html($"<span class=\"raas-sign\">– {text}</span>"),
    };

    protected static Markup Decision(string decision) =>
        Sign(decision switch { "ACCEPTED" => "good", "REFUSED" => "bad", _ => "none" }, decision.ToLowerInvariant());

    /// <summary>Belgian time, and how long ago.</summary>
    protected Markup Moment(DateTimeOffset? at) => at is not { } moment
        ? Markup.None
        : Html(
            $"<time datetime=\"{moment.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{Clock(moment)}</time> <span class=\"raas-age\">{Age(moment)}</span>");

    protected static string Clock(DateTimeOffset at) =>
        BelgianTime.At(at).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    protected string Age(DateTimeOffset at) => Now - at is var age && age < TimeSpan.FromSeconds(-1) ? $"in {Span(-age)}"
        : $"{Span(age)} ago";

    protected static string Span(TimeSpan span) => span.TotalSeconds < 1 ? "0 s" : span.TotalMinutes < 2 ? $"{span.TotalSeconds:0} s"
        : span.TotalHours < 2 ? $"{span.TotalMinutes:0} min" : span.TotalDays < 2 ? $"{span.TotalHours:0} h" : $"{span.TotalDays:0} days";

    protected static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    protected static string Bytes(long? size) =>
        size switch { null => "", < 10_000 => $"{size} B", < 10_000_000 => $"{size / 1000.0:0} kB", _ => $"{size / 1e6:0} MB" };

    protected static string Cbe(long? party) => party is { } number ? number.ToString("D10", CultureInfo.InvariantCulture) : "";

    /// <summary>Name and number of a party.</summary>
    protected static Markup PartyName(long party, IReadOnlyList<Configuration.Party> parties) =>
        Html($"{parties.FirstOrDefault(p => p.Number.Value == party)?.Name ?? ""} <span class=\"raas-id\">{Cbe(party)}</span>");

    protected static Markup Options(string chosen, IEnumerable<(string Value, string Text)> options) =>
        Markup.Join(options.Select(o => o.Value == chosen ? Html($"<option value=\"{o.Value}\" selected>{o.Text}</option>")
            : Html($"<option value=\"{o.Value}\">{o.Text}</option>")));

    private static Markup Message(string style, string head, string? text) => text is null ? Markup.None
        : Html($"<div class=\"alert alert-{style}\" role=\"alert\"><strong>{head}.</strong> {text}</div>");

    /// <summary>What is asked for does not exist; a link may be old.</summary>
    protected sealed class NotFoundException(string message) : Exception(message);
}
