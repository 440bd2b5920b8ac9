using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Worker;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>One party: whom to call, its lanes, its last files, what it sent day by day, by what it proves who it is, what it
/// chose.</summary>
internal sealed class PartyPage(string number) : RaasPage("Party")
{
    private const int Files = 10;
    private const int Days = 35;

    /// <summary>Whoever has to renew a credential should know it by then.</summary>
    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(30);

    protected override Markup Body()
    {
        if (!CbeNumber.TryRead(number, out var cbe) || Engine.Parties.All() is not { } parties
            || parties.FirstOrDefault(p => p.Number == cbe) is not { } party)
            throw new NotFoundException("There is no such party.");
        var rounds = Service<IntakeRounds>();
        var running = rounds.Running;
        var lanes = rounds.WithoutRunning(Engine.Lanes.Status(cbe), running);
        return Html($"""
            <h2 class="raas-name">{party.Name} <span class="raas-id">{cbe}</span></h2>
            <h2>Whom to call</h2>
            {Table("Contacts", ["name", "mail", "telephone"], party.Contacts.Select(c => Html($"<tr><td>{c.Name}</td><td>{Mail(c)}</td><td>{Telephone(c)}</td></tr>")), "Nobody is named: add contacts to the party's configuration.")}
            <h2>Lanes</h2>
            {Table("Lanes", ["flow", "#last", "#next", "#accepted", "#refused", "what waits, and why"], lanes.Select(lane => Lane(lane, running)), "It sends nothing.")}
            <h2>Last files that came</h2>
            {Table("Last deliveries", ["#delivery", "decision", "flow", "#number", "file", "#records", "decided"], Engine.Ledger.Deliveries(new LedgerSearch(cbe, Most: Files)).Select(Row), "It has sent nothing yet.")}
            <p>{Link($"{Navigation.Deliveries}?party={cbe}", "All its deliveries")}</p>
            <h2>Last files that went out to it</h2>
            {Table("Last outgoing files", ["flow", "#number", "file", "#items", "sent", "fetched"], Engine.Ledger.SentFiles(new OutgoingSearch(cbe, Most: Files)).Select(Row), "None yet.")}
            <p>{Link($"{Navigation.Outgoing}?party={cbe}", "All files that went out to it")}, {Link($"{Navigation.Outgoing}?party={cbe}&unfetched=1", "those that it has not fetched")}</p>
            {Volumes(cbe)}
            <h2>Credentials</h2>
            {Table("Credentials", ["name", "kind", "from", "until"], party.Credentials.Select(Row), "None: it does not call our services.")}
            <h2>What it chose</h2>
            <dl class="raas-facts">
            <dt>Kind</dt><dd>{party.Kind.ToString().ToLowerInvariant()}</dd>
            <dt>Sends</dt><dd>{string.Join(", ", party.Flows)}{(party.Supplies.Count > 0 ? $" for {string.Join(", ", party.Supplies)}" : "")}</dd>
            {(party.Settings.Language is { } language ? Html($"<dt>Language</dt><dd>{language}</dd>") : Markup.None)}
            {(party.Kind == PartyKind.Source ? Markup.None : Settings(party))}
            {(party.Expects.Count == 0 ? Markup.None : Html($"<dt>Expected</dt><dd>{string.Join("; ", party.Expects.Select(e => $"{e.Flow} on {string.Join(", ", e.Days)} before {e.Before:HH:mm}"))}</dd>"))}
            </dl>
            """);
    }

    private Markup Row(LedgerRow d) => Html($"""
        <tr><td class="raas-number">{Link($"{Navigation.Deliveries}/{d.DeliveryId}", $"{d.DeliveryId}")}</td><td>{Decision(d)}{Settled(d)}</td><td>{d.Flow}</td><td class="raas-number">{d.FileSequenceNumber}</td>
        <td>{d.DataFileName ?? d.VoucherFileName}</td><td class="raas-number">{d.MessageCount}</td><td>{Moment(d.DecidedAt)}</td></tr>
        """);

    private Markup Row(SentFile sent) => Html($"""
        <tr><td>{sent.File.Flow}</td><td class="raas-number">{sent.File.Number}</td><td>{sent.File.FileName}</td><td class="raas-number">{Count(sent.File.MessageCount)}</td>
        <td>{(sent.File.PublishedAt is null ? Sign("wait", "not yet") : Moment(sent.File.PublishedAt))}</td><td>{Fate(sent)}</td></tr>
        """);

    /// <summary>A name, and how to reach it.</summary>
    public static Markup Contact(Contact c) => Html($"{c.Name} {Mail(c)} {Telephone(c)}");

    private static Markup Mail(Contact c) => c.Mail is null ? Markup.None : Html($"<a href=\"mailto:{c.Mail}\">{c.Mail}</a>");

    private static Markup Telephone(Contact c) => c.Telephone is null ? Markup.None
        : Html($"<a href=\"tel:{string.Concat(c.Telephone.Where(d => char.IsAsciiDigit(d) || d == '+'))}\">{c.Telephone}</a>");

    private Markup Lane(LaneStatus lane, IReadOnlyList<Running> running)
    {
        var here = running.Where(r => r.Progress.Party == lane.Party && r.Progress.Lane == lane.Flow).ToList();
        return Html($"""
            <tr><td>{Link($"{Navigation.Lanes}?party={lane.Party}&flow={lane.Flow}", lane.Flow)}</td><td class="raas-number">{lane.LastAccepted}</td><td class="raas-number">{lane.NextExpected}</td>
            <td class="raas-number">{Count(lane.Accepted)}</td><td class="raas-number">{Count(lane.Refused)}</td>
            <td>{(lane.Hold is null ? Markup.None : Html($"<div>{Sign("bad", "held")} by {lane.Hold.Operator}: {lane.Hold.Reason}</div>"))}{here.Select(r => AtWork.Line(r, Now))}{WaitGroup.Of(lane).Select(g => Html($"<div>{Sign(g.IsAlarm ? "bad" : "wait", g.What)} {g.Why(here.Count > 0)} <span class=\"raas-age\">{Age(g.Since)}</span></div>"))}</td></tr>
            """);
    }

    private Markup Volumes(CbeNumber cbe)
    {
        var days = Engine.Ledger.Volumes(Days).Select(d => (d.Day, Volume: d.Parties.FirstOrDefault(p => p.Party == cbe.Value))).ToList();
        var records = days.ConvertAll(d => (double)(d.Volume?.Records ?? 0));
        return Html($"""
            <h2>What it sent</h2>
            {Pictures.Bars("Records accepted, day by day", [.. days.Select((d, i) => new PictureBar(d.Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), records[i]))], null, n => Count((long)n))}
            <details><summary>the numbers</summary>{Table("Volumes", ["day", "#deliveries", "#records"], days.Where(d => d.Volume is not null).Reverse().Select(d => Html($"<tr><td>{d.Day:dd/MM/yyyy}</td><td class=\"raas-number\">{Count(d.Volume!.Deliveries)}</td><td class=\"raas-number\">{Count(d.Volume.Records)}</td></tr>")), "Nothing in five weeks.")}</details>
            """);
    }

    private Markup Row(Credential c)
    {
        var today = BelgianTime.DateOf(Now);
        var end = c.Validity.End;
        var state = end is not { } last ? Html($"no end")
            : last < today ? Sign("bad", $"ended {last:dd/MM/yyyy}")
            : last < today.AddDays((int)EndsSoon.TotalDays) ? Sign("wait", $"ends soon, {last:dd/MM/yyyy}") : Html($"{last:dd/MM/yyyy}");
        return Html($"<tr><td>{c.Name}</td><td>{(c.Thumbprint is null ? "secret" : $"certificate {c.Subject}")}</td><td>{c.Validity.Begin:dd/MM/yyyy}</td><td>{state}</td></tr>");
    }

    private static Markup Settings(Party p) => Html($"""
        <dt>Replaced numbers</dt><dd>{(p.Settings.AutoReplace ? "inscriptions follow" : "inscriptions stay")}, {(p.Settings.NotifyReplacements ? "told" : "not told")}</dd>
        <dt>Changes of identity</dt><dd>{(p.Settings.NotifyIdentityChanges ? "told" : "not told")}</dd>
        <dt>Empty files</dt><dd>{(p.Settings.EmptyNotifications ? "every night, also when there is nothing to tell" : "only when there is something to tell")}</dd>
        <dt>Periods that touch</dt><dd>{(p.Settings.MergeAdjacent ? "become one row" : "stay apart")}</dd>
        <dt>Answers</dt><dd>{(p.Settings.AnswersRejectedOnly ? "rejected records only" : "every record")}; refused as a whole above {p.Settings.RejectThreshold} % rejected</dd>
        <dt>Dossier types</dt><dd>{string.Join(", ", p.Types.Select(t => t.Validity.End is { } end ? $"{t.Code} (until {end:dd/MM/yyyy})" : t.Code))}</dd>
        <dt>Authorisations</dt><dd>{(p.Authorisations.Count == 0 ? "none" : string.Join("; ", p.Authorisations.Select(a => $"{a.Service} by {a.DeliberationNumber}: {(a.DataGroups.Count == 0 ? "every group" : string.Join(", ", a.DataGroups))}{(a.DossierTypes.Count == 0 ? "" : $", for {string.Join(", ", a.DossierTypes)}")}")))}</dd>
        """);
}
