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
            <h2 class="raas-name">{party.Name} {Id(cbe)}</h2>
            <h2>Whom to call</h2>
            {Table("Contacts", ["name", "mail", "telephone"], party.Contacts.Select(Row),
                "Nobody is named: add contacts to the party's configuration.")}
            <h2>Lanes</h2>
            {Table("Lanes", ["flow", "#last", "#next", "#accepted", "#refused", "what waits, and why"],
                lanes.Select(lane => Lane(lane, running)), "It sends nothing.")}
            <h2>Last files that came</h2>
            {Deliveries(cbe)}
            <h2>Last files that went out to it</h2>
            {Outgoing(cbe)}
            {Volumes(cbe)}
            <h2>Credentials</h2>
            {Table("Credentials", ["name", "kind", "from", "until"], party.Credentials.Select(Row), "None: it does not call our services.")}
            <h2>What it chose</h2>
            {Choices(party)}
            """);
    }

    private static Markup Row(Contact c) => Html($"<tr><td>{c.Name}</td><td>{Mail(c)}</td><td>{Telephone(c)}</td></tr>");

    private Markup Deliveries(CbeNumber cbe) => Html($"""
        {Table("Last deliveries", ["#delivery", "decision", "flow", "#number", "file", "#records", "decided"],
            Engine.Ledger.Deliveries(new LedgerSearch(cbe, Most: Files)).Select(Row), "It has sent nothing yet.")}
        <p>{Link($"{Navigation.Deliveries}?party={cbe}", "All its deliveries")}</p>
        """);

    private Markup Row(LedgerRow d) => Html($"""
        <tr><td class="raas-number">{DeliveryLink(d.DeliveryId, $"{d.DeliveryId}")}</td><td>{Decision(d)}{Settled(d)}</td>
        <td>{d.Flow}</td><td class="raas-number">{d.FileSequenceNumber}</td><td>{d.DataFileName ?? d.VoucherFileName}</td>
        <td class="raas-number">{d.MessageCount}</td><td>{Moment(d.DecidedAt)}</td></tr>
        """);

    private Markup Outgoing(CbeNumber cbe)
    {
        var all = $"{Navigation.Outgoing}?party={cbe}";
        return Html($"""
            {Table("Last outgoing files", ["flow", "#number", "file", "#items", "sent", "fetched"],
                Engine.Ledger.SentFiles(new OutgoingSearch(cbe, Most: Files)).Select(Row), "None yet.")}
            <p>{Link(all, "All files that went out to it")}, {Link($"{all}&unfetched=1", "those that it has not fetched")}</p>
            """);
    }

    private Markup Row(SentFile sent) => Html($"""
        <tr><td>{sent.File.Flow}</td><td class="raas-number">{sent.File.Number}</td><td>{sent.File.FileName}</td>
        <td class="raas-number">{Count(sent.File.MessageCount)}</td><td>{Published(sent.File)}</td><td>{Fate(sent)}</td></tr>
        """);

    /// <summary>A name, and how to reach it.</summary>
    public static Markup Contact(Contact c) => Html($"{c.Name} {Mail(c)} {Telephone(c)}");

    private static Markup Mail(Contact c) => c.Mail is null ? Markup.None : Html($"<a href=\"mailto:{c.Mail}\">{c.Mail}</a>");

    private static Markup Telephone(Contact c) => c.Telephone is null ? Markup.None
        : Html($"<a href=\"tel:{string.Concat(c.Telephone.Where(d => char.IsAsciiDigit(d) || d == '+'))}\">{c.Telephone}</a>");

    private Markup Lane(LaneStatus lane, IReadOnlyList<Running> running)
    {
        var here = running.Where(r => r.Progress.Party == lane.Party && r.Progress.Lane == lane.Flow).ToList();
        var hold = lane.Hold is null ? Markup.None
            : Html($"<div>{Sign("bad", "held")} by {lane.Hold.Operator}: {lane.Hold.Reason}</div>");
        var waits = WaitGroup.Of(lane).Select(group => WaitLine(group.IsAlarm, group.What, group.Why(here.Count > 0), group.Since));
        return Html($"""
            <tr><td>{Link($"{Navigation.Lanes}?party={lane.Party}&flow={lane.Flow}", lane.Flow)}</td>
            <td class="raas-number">{lane.LastAccepted}</td><td class="raas-number">{lane.NextExpected}</td>
            <td class="raas-number">{Count(lane.Accepted)}</td><td class="raas-number">{Count(lane.Refused)}</td>
            <td>{hold}{here.Select(r => AtWork.Line(r, Now))}{waits}</td></tr>
            """);
    }

    private Markup Volumes(CbeNumber cbe)
    {
        var days = Engine.Ledger.Volumes(Days).Select(d => (d.Day, Volume: d.Parties.FirstOrDefault(p => p.Party == cbe.Value))).ToList();
        var bars = days.ConvertAll(d => new PictureBar(
            d.Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), d.Volume?.Records ?? 0));
        var rows = days.Where(d => d.Volume is not null).Reverse().Select(d => Row(d.Day, d.Volume!));
        return Html($"""
            <h2>What it sent</h2>
            {Pictures.Bars("Records accepted, day by day", bars, null, n => Count((long)n))}
            <details><summary>the numbers</summary>
            {Table("Volumes", ["day", "#deliveries", "#records"], rows, "Nothing in five weeks.")}</details>
            """);
    }

    private static Markup Row(DateOnly day, VolumeRow volume) => Html($"""
        <tr><td>{day:dd/MM/yyyy}</td><td class="raas-number">{Count(volume.Deliveries)}</td>
        <td class="raas-number">{Count(volume.Records)}</td></tr>
        """);

    private Markup Row(Credential c)
    {
        var today = BelgianTime.DateOf(Now);
        var end = c.Validity.End;
        var state = end is not { } last ? Html($"no end")
            : last < today ? Sign("bad", $"ended {last:dd/MM/yyyy}")
            : last < today.AddDays((int)EndsSoon.TotalDays) ? Sign("wait", $"ends soon, {last:dd/MM/yyyy}") : Html($"{last:dd/MM/yyyy}");
        return Html($"""
            <tr><td>{c.Name}</td><td>{(c.Thumbprint is null ? "secret" : $"certificate {c.Subject}")}</td>
            <td>{c.Validity.Begin:dd/MM/yyyy}</td><td>{state}</td></tr>
            """);
    }

    private static Markup Choices(Party p)
    {
        var supplies = p.Supplies.Count > 0 ? $" for {string.Join(", ", p.Supplies)}" : "";
        return Html($"""
            <dl class="raas-facts">
            {Fact("Kind", p.Kind.ToString().ToLowerInvariant())}
            {Fact("Sends", string.Join(", ", p.Flows) + supplies)}
            {(p.Settings.Language is { } language ? Fact("Language", language) : Markup.None)}
            {(p.Kind == PartyKind.Source ? Markup.None : Settings(p))}
            {(p.Expects.Count == 0 ? Markup.None : Fact("Expected", string.Join("; ", p.Expects.Select(Words))))}
            </dl>
            """);
    }

    private static Markup Settings(Party p)
    {
        var s = p.Settings;
        var replaced = s.AutoReplace ? "inscriptions follow" : "inscriptions stay";
        var answers = s.AnswersRejectedOnly ? "rejected records only" : "every record";
        return Html($"""
            {Fact("Replaced numbers", $"{replaced}, {Told(s.NotifyReplacements)}")}
            {Fact("Changes of identity", Told(s.NotifyIdentityChanges))}
            {Fact("Empty files",
                s.EmptyNotifications ? "every night, also when there is nothing to tell" : "only when there is something to tell")}
            {Fact("Periods that touch", s.MergeAdjacent ? "become one row" : "stay apart")}
            {Fact("Answers", $"{answers}; refused as a whole above {s.RejectThreshold} % rejected")}
            {Fact("Dossier types", string.Join(", ", p.Types.Select(Words)))}
            {Fact("Authorisations", p.Authorisations.Count == 0 ? "none" : string.Join("; ", p.Authorisations.Select(Words)))}
            """);
    }

    private static Markup Fact(string name, string value) => Html($"<dt>{name}</dt><dd>{value}</dd>");

    private static string Told(bool isTold) => isTold ? "told" : "not told";

    private static string Words(ExpectedDelivery e) => $"{e.Flow} on {string.Join(", ", e.Days)} before {e.Before:HH:mm}";

    private static string Words(DossierType t) => t.Validity.End is { } end ? $"{t.Code} (until {end:dd/MM/yyyy})" : t.Code;

    private static string Words(Authorisation a)
    {
        var groups = a.DataGroups.Count == 0 ? "every group" : string.Join(", ", a.DataGroups);
        var types = a.DossierTypes.Count == 0 ? "" : $", for {string.Join(", ", a.DossierTypes)}";
        return $"{a.Service} by {a.DeliberationNumber}: {groups}{types}";
    }
}
