using System.Globalization;
using Raas.Domain;
using Raas.Oversight;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

internal abstract partial class RaasPage
{
    /// <summary>What the script asks for again every few seconds.</summary>
    protected static Markup Live(string name, Markup content) => Html($"<span data-live=\"{name}\">{content}</span>");

    /// <summary>The same, for what is more than a line.</summary>
    protected static Markup LiveBlock(string name, Markup content) => Html($"<div data-live=\"{name}\">{content}</div>");

    protected Markup Link(string path, Markup text) => Html($"<a href=\"{Url.To(path)}\">{text}</a>");

    protected Markup Link(string path, string text) => Link(path, Html($"{text}"));

    /// <inheritdoc cref="PageTable.Of"/>
    protected static Markup Table(string caption, string[] heads, IEnumerable<Markup> rows, string empty) =>
        PageTable.Of(caption, heads, rows, empty);

    /// <summary>Beside a name: a number or a place, smaller.</summary>
    internal static Markup Id(object? text) => Html($"<span class=\"raas-id\">{text}</span>");

    /// <summary>Something stands against what the page is for.</summary>
    protected static Markup Alert(string style, string head, Markup text) =>
        Html($"<div class=\"alert alert-{style}\" role=\"alert\"><strong>{head}</strong> {text}</div>");

    /// <summary>A word with a sign before it: the colour is not what tells.</summary>
    internal static Markup Sign(string word, string text) => word switch
    {
        "good" => Html($"<span class=\"raas-sign raas-good\">✓ {text}</span>"),
        "bad" => Html($"<span class=\"raas-sign raas-bad\">✗ {text}</span>"),
        "wait" => Html($"<span class=\"raas-sign raas-wait\">… {text}</span>"),
        _ => Html($"<span class=\"raas-sign\">– {text}</span>"),
    };

    /// <summary>Red is what is open: a refusal in whose place something right came is settled.</summary>
    protected static Markup Decision(LedgerRow d)
    {
        var decision = Sign(d.Decision == "ACCEPTED" ? "good" : d.IsOpen ? "bad" : "none", d.Decision.ToLowerInvariant());
        return d.TakenBackAt is null ? decision : Html($"{decision} {Sign("none", "taken back")}");
    }

    /// <summary>Why it was refused, and what came in its place.</summary>
    protected Markup Settled(LedgerRow d)
    {
        var why = d.FirstCode is { } code ? Html($"<div>{code} {MeaningOf(code)}</div>") : Markup.None;
        if (d.SettledBy is not { } by)
            return why;
        var isSame = d.FileSequenceNumber is not null && d.FirstCode != Codes.File.NumberReused.Wire;
        return Html($"{why}<div>{(isSame ? "corrected by" : "followed by")} {DeliveryLink(by)}</div>");
    }

    /// <summary>The way to a delivery.</summary>
    protected Markup DeliveryLink(object id) => DeliveryLink(id, $"delivery {id}");

    /// <inheritdoc cref="DeliveryLink(object)"/>
    protected Markup DeliveryLink(object id, string text) => Link($"{Navigation.Deliveries}/{id}", text);

    /// <summary>What a code means, in English.</summary>
    protected static string MeaningOf(string code) => Codes.Find(code)?.En ?? "";

    /// <summary>Belgian time, and how long ago.</summary>
    protected Markup Moment(DateTimeOffset? at) => at is not { } moment ? Markup.None : Html($"""
        <time datetime="{moment.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}">{Clock(moment)}</time> <span class="raas-age">{Age(moment)}</span>
        """);

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
        Html($"{NameOf(party, parties)} {Id(Cbe(party))}");

    /// <summary>The same, and the way to its page.</summary>
    protected Markup PartyLink(long party, IReadOnlyList<Configuration.Party> parties) =>
        PartyLink(Cbe(party), NameOrNumber(party, parties));

    /// <inheritdoc cref="PartyLink(long, IReadOnlyList{Configuration.Party})"/>
    protected Markup PartyLink(object number, string name) => Html($"{Link($"{Navigation.Parties}/{number}", name)} {Id(number)}");

    /// <summary>The name of a party; of one that is no longer configured, its number.</summary>
    internal static string NameOrNumber(long party, IReadOnlyList<Configuration.Party> parties) =>
        NameOf(party, parties) is { Length: > 0 } name ? name : Cbe(party);

    internal static string NameOf(long party, IReadOnlyList<Configuration.Party> parties) =>
        parties.FirstOrDefault(p => p.Number.Value == party)?.Name ?? "";

    /// <summary>How many there are in all, where a list was cut, and the way to them.</summary>
    protected Markup More(long count, int shown, string path) => count <= shown ? Markup.None
        : Html($"<p>{Count(shown)} of {Count(count)} are shown. {Link(path, $"All {Count(count)}")}</p>");

    protected static Markup Options(string chosen, IEnumerable<(string Value, string Text)> options) =>
        Markup.Join(options.Select(o => o.Value == chosen ? Html($"<option value=\"{o.Value}\" selected>{o.Text}</option>")
            : Html($"<option value=\"{o.Value}\">{o.Text}</option>")));

    /// <summary>A choice among the parties that there are, or every one.</summary>
    protected static Markup PartyOptions(CbeNumber? chosen, IEnumerable<Configuration.Party> parties) =>
        Options(chosen?.ToString() ?? "", parties.Select(Option).Prepend(("", "every party")));

    protected static (string Value, string Text) Option(Configuration.Party party) =>
        (party.Number.ToString(), $"{party.Name} {party.Number}");

    protected static Markup FlowOptions(string? chosen, IEnumerable<string> flows) =>
        Options(chosen ?? "", flows.Select(flow => (flow, flow)).Prepend(("", "every flow")));

    /// <summary>An attribute of a box that is ticked.</summary>
    protected static Markup Checked(bool isChecked) => isChecked ? new Markup(" checked") : Markup.None;

    /// <summary>What waits, why, and how long already.</summary>
    protected Markup WaitLine(bool isAlarm, string what, string why, DateTimeOffset since, Markup more = default) =>
        Html($"<div>{Sign(isAlarm ? "bad" : "wait", what)} {why} <span class=\"raas-age\">{Age(since)}</span>{more}</div>");

    /// <summary>Since when it stands in <c>out</c>.</summary>
    protected Markup Published(OutgoingRow file) => file.PublishedAt is null ? Sign("wait", "not yet") : Moment(file.PublishedAt);

    /// <summary>Fetched is what was downloaded or taken away; what we removed ourselves is not.</summary>
    protected Markup Fate(SentFile sent) => sent.Fate switch
    {
        FileFate.NotPublished => Markup.None,
        FileFate.Waits => Sign("wait", "not yet"),
        FileFate.Fetched => Html(
            $"{Sign("good", "downloaded")} {Moment(sent.File.FetchedAt)} {Id(sent.File.FetchedBy)}{Removed(sent.File)}"),
        FileFate.TakenAway => Html($"{Sign("good", "taken away")} {Gone(sent.File)}"),
        FileFate.RemovedByUs => Html($"{Sign("bad", "never")}: removed by us {Moment(sent.File.RemovedAt)}"),
        _ => Sign("none", "not known: it stands there no longer"),
    };

    private Markup Removed(OutgoingRow file) => file.RemovedAt is null ? Markup.None : Html($", removed by us {Moment(file.RemovedAt)}");

    private Markup Gone(OutgoingRow file) => file.GoneAt is null ? Markup.None : Html($"seen {Moment(file.GoneAt)}");
}
