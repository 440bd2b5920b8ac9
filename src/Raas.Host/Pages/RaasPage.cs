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
internal abstract class RaasPage(string title) : RazorPage
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
        Markup content;
        try
        {
            if (Context.Request.Method == "POST" && Post())
                return;
            outcome = Service<Outcomes>().Find(Query(Done), Access.NameOf(Context));
            if (outcome?.Mistake is { } mistake)
                (problem, typed) = (mistake.Why, mistake.Typed);
            alarms = Engine.Alarms.Open().Count(alarm => alarm.AcknowledgedAt is null);
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
        Layout = new LayoutPage(alarms == 0 ? title : $"({alarms}) {title}");
        WriteLiteral(Html($"""
            <main class="raas" id="{Frame.Main}" tabindex="-1">{Navigation.Tabs(this, RequestPath)}
            <h1 class="page-header">{title}</h1>
            {Message("success", "Done", outcome is { Mistake: null } ? outcome.Message : null)}{Message("danger", "Not done", problem)}{outcome?.Shown ?? Markup.None}
            {content}
            <p class="raas-foot">Times are Belgian. {Live("shown", Html($"Shown at {Clock(Now)}."))} <a href="{Address}">Look again</a> <button type="button" class="btn btn-default btn-xs" data-refresh hidden>Pause refresh</button></p>
            </main>
            """).Text);
    }

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
            var number = Service<Outcomes>().Keep(Access.NameOf(Context), new Outcome(message, Result, Ticket));
            var http = Context.GetHttpContext();
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = Ticket is not null ? $"{Url.To(LeadsTo!)}?ticket={number}" : AddressWith(Done, number);
            return true;
        }
        catch (Exception e) when (e is OperatorException or Raas.Outgoing.ResendException)
        {
            var request = Context.GetHttpContext().Request;
            typed = request.Form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal)).ToDictionary(f => f.Key, f => f.Value.ToString(),
                StringComparer.Ordinal);
            problem = e.Message;
            Context.Response.StatusCode = StatusCodes.Status409Conflict;
            // A browser that comes back to the answer of a form asks whether to send it again: it is led elsewhere too.
            if (!request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
                return false;
            var number = Service<Outcomes>().Keep(Access.NameOf(Context), new Outcome("", Markup.None, null, new Mistake(problem, typed)));
            Context.Response.StatusCode = StatusCodes.Status303SeeOther;
            request.HttpContext.Response.Headers.Location = AddressWith(Done, number);
            return true;
        }
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
        return Html($"""
            <details class="raas-act"{(wasWrong ? new Markup(" open") : Markup.None)}><summary class="btn btn-{style} btn-sm">{name}</summary>
            <form method="post" class="raas-form">{Token()}{Hidden("form", mark)}<input type="hidden" name="action" value="{action}">{hidden}
            {NameField()}<label>{why} <input name="reason" required maxlength="500" autocomplete="off" placeholder="{hint}" value="{(wasWrong ? Typed("reason") : "")}"></label>
            <button class="btn btn-primary btn-sm">{name}</button></form></details>
            """);
    }

    /// <summary>Fetched is what was downloaded or taken away; what we removed ourselves is not.</summary>
    protected Markup Fate(SentFile sent) => sent.Fate switch
    {
        FileFate.NotPublished => Markup.None,
        FileFate.Waits => Sign("wait", "not yet"),
        FileFate.Fetched => Html($"{Sign("good", "downloaded")} {Moment(sent.File.FetchedAt)} <span class=\"raas-id\">{sent.File.FetchedBy}</span>{Removed(sent.File)}"),
        FileFate.TakenAway => Html($"{Sign("good", "taken away")} {(sent.File.GoneAt is null ? Markup.None : Html($"seen {Moment(sent.File.GoneAt)}"))}"),
        FileFate.RemovedByUs => Html($"{Sign("bad", "never")}: removed by us {Moment(sent.File.RemovedAt)}"),
        _ => Sign("none", "not known: it stands there no longer"),
    };

    private Markup Removed(OutgoingRow file) => file.RemovedAt is null ? Markup.None : Html($", removed by us {Moment(file.RemovedAt)}");

    /// <summary>What the script asks for again every few seconds.</summary>
    protected static Markup Live(string name, Markup content) => Html($"<span data-live=\"{name}\">{content}</span>");

    /// <summary>The same, for what is more than a line.</summary>
    protected static Markup LiveBlock(string name, Markup content) => Html($"<div data-live=\"{name}\">{content}</div>");

    protected Markup NameField() => Access.NameOf(Context) is not null ? Markup.None
        : Html($"<label>Your name <input name=\"operator\" required maxlength=\"100\" autocomplete=\"name\" value=\"{Typed("operator")}\"></label>");

    protected Markup Token() => Html($"<input type=\"hidden\" name=\"__RequestVerificationToken\" value=\"{Context.AntiforgeryToken}\">");

    protected static Markup Hidden(string name, object value) => Html($"<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");

    protected Markup Link(string path, Markup text) => Html($"<a href=\"{Url.To(path)}\">{text}</a>");

    protected Markup Link(string path, string text) => Link(path, Html($"{text}"));

    internal static Markup Table(string caption, string[] heads, IEnumerable<Markup> rows, string empty)
    {
        var body = Markup.Join(rows.Select(row => Labelled(row, heads)));
        return body.Text.Length == 0 ? Html($"<p class=\"raas-empty\">{empty}</p>") : Html($"""
            <div class="table-responsive" tabindex="0" role="region" aria-label="{caption}"><table class="table raas-table" role="table"><caption class="sr-only">{caption}</caption>
            <thead role="rowgroup"><tr role="row">{heads.Select(Head)}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>
            """);
    }

    /// <summary>Each cell knows its head: on a phone the cells stand below each other, and the heads are not shown. What is laid out as
    /// blocks is no table any more to who hears it, unless its parts say what they are.</summary>
    private static Markup Labelled(Markup row, string[] heads)
    {
        var cells = row.Text.Replace("<tr", "<tr role=\"row\"", StringComparison.Ordinal).Split("<td");
        return new Markup(cells[0]
            + string.Concat(cells.Skip(1)
            .Select((cell, i) => Html($"<td role=\"cell\" data-label=\"{(i < heads.Length ? heads[i].TrimStart('#') : "")}\"").Text + cell)));
    }

    /// <summary>A head that begins with # is that of numbers.</summary>
    private static Markup Head(string head) => head.StartsWith('#')
        ? Html($"<th scope=\"col\" role=\"columnheader\" class=\"raas-number\">{head[1..]}</th>")
        : Html($"<th scope=\"col\" role=\"columnheader\">{head}</th>");

    /// <summary>A word with a sign before it: the colour is not what tells.</summary>
    internal static Markup Sign(string word, string text) => word switch
    {
        "good" => Html($"<span class=\"raas-sign raas-good\">✓ {text}</span>"),
        "bad" => Html($"<span class=\"raas-sign raas-bad\">✗ {text}</span>"),
        "wait" => Html($"<span class=\"raas-sign raas-wait\">… {text}</span>"),
        _ => Html($"<span class=\"raas-sign\">– {text}</span>"),
    };

    /// <summary>Red is what is open: a refusal in whose place something right came is settled.</summary>
    protected static Markup Decision(LedgerRow d) =>
        Sign(d.Decision == "ACCEPTED" ? "good" : d.IsOpen ? "bad" : "none", d.Decision.ToLowerInvariant());

    /// <summary>Why it was refused, and what came in its place.</summary>
    protected Markup Settled(LedgerRow d)
    {
        var why = d.FirstCode is { } code ? Html($"<div>{code} {MeaningOf(code)}</div>") : Markup.None;
        if (d.SettledBy is not { } by)
            return why;
        var isSame = d.FileSequenceNumber is not null && d.FirstCode != Codes.File.NumberReused.Wire;
        return Html($"{why}<div>{(isSame ? "corrected by" : "followed by")} {Link($"{Navigation.Deliveries}/{by}", $"delivery {by}")}</div>");
    }

    /// <summary>What a code means, in English.</summary>
    protected static string MeaningOf(string code) => Codes.Find(code)?.En ?? "";

    /// <summary>Belgian time, and how long ago.</summary>
    protected Markup Moment(DateTimeOffset? at) => at is not { } moment
        ? Markup.None
        : Html(
            $"<time datetime=\"{moment.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{Clock(moment)}</time> <span class=\"raas-age\">{Age(moment)}</span>");

    internal static string Clock(DateTimeOffset at) =>
        BelgianTime.At(at).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A busy machine looks at the folders less often: what is shown of them says how old it is.</summary>
    /// <param name="ago">How long ago they were looked at; null: now, or nearly so.</param>
    protected static Markup SeenAgo(TimeSpan? ago) => ago is not { } span ? Markup.None
        : Html($"<p>{Sign("wait", $"as it was {Span(span)} ago")} The machine is busy; the folders are being looked at again.</p>");

    protected string Age(DateTimeOffset at) => Now - at is var age && age < TimeSpan.FromSeconds(-1) ? $"in {Span(-age)}"
        : $"{Span(age)} ago";

    internal static string Span(TimeSpan span) => span.TotalSeconds < 1 ? "0 s" : span.TotalMinutes < 2 ? $"{span.TotalSeconds:0} s"
        : span.TotalHours < 2 ? $"{span.TotalMinutes:0} min" : span.TotalDays < 2 ? $"{span.TotalHours:0} h" : $"{span.TotalDays:0} days";

    internal static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Bytes(long? size) =>
        size switch { null => "", < 10_000 => $"{size} B", < 10_000_000 => $"{size / 1000.0:0} kB", _ => $"{size / 1e6:0} MB" };

    internal static string Cbe(long? party) => party is { } number ? number.ToString("D10", CultureInfo.InvariantCulture) : "";

    /// <summary>Name and number of a party.</summary>
    internal static Markup PartyName(long party, IReadOnlyList<Configuration.Party> parties) =>
        Html($"{NameOf(party, parties)} <span class=\"raas-id\">{Cbe(party)}</span>");

    /// <summary>The same, and the way to its page.</summary>
    protected Markup PartyLink(long party, IReadOnlyList<Configuration.Party> parties) =>
        Html($"{Link($"{Navigation.Parties}/{Cbe(party)}", NameOf(party, parties) is { Length: > 0 } name ? name : Cbe(party))} <span class=\"raas-id\">{Cbe(party)}</span>");

    internal static string NameOf(long party, IReadOnlyList<Configuration.Party> parties) =>
        parties.FirstOrDefault(p => p.Number.Value == party)?.Name ?? "";

    /// <summary>How many there are in all, where a list was cut, and the way to them.</summary>
    protected Markup More(long count, int shown, string path) => count <= shown ? Markup.None
        : Html($"<p>{Count(shown)} of {Count(count)} are shown. {Link(path, $"All {Count(count)}")}</p>");

    protected static Markup Options(string chosen, IEnumerable<(string Value, string Text)> options) =>
        Markup.Join(options.Select(o => o.Value == chosen ? Html($"<option value=\"{o.Value}\" selected>{o.Text}</option>")
            : Html($"<option value=\"{o.Value}\">{o.Text}</option>")));

    private static Markup Message(string style, string head, string? text) => text is null ? Markup.None
        : Html($"<div class=\"alert alert-{style}\" role=\"alert\"><strong>{head}.</strong> {text}</div>");

    /// <summary>What is asked for does not exist; a link may be old.</summary>
    protected sealed class NotFoundException(string message) : Exception(message);
}
