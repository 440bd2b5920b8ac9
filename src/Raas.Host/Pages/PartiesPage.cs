using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Host.Settings;
using Raas.Store;

namespace Raas.Host.Pages;

/// <summary>Who exchanges files with us, and what each chose.</summary>
internal sealed class PartiesPage() : RaasPage("Parties")
{
    protected override Markup Body() => Html($"""
        <p>Changed with raas import-config.</p>
        {Engine.Parties.All().Select(One)}
        """);

    private static Markup One(Party p) => Html($"""
        <h2>{p.Name} <span class="raas-id">{p.Number}</span></h2>
        <dl class="raas-facts">
        <dt>Kind</dt><dd>{p.Kind.ToString().ToLowerInvariant()}</dd>
        <dt>Sends</dt><dd>{string.Join(", ", p.Flows)}{(p.Supplies.Count > 0 ? $" for {string.Join(", ", p.Supplies)}" : "")}</dd>
        {(p.Kind == PartyKind.Source ? Markup.None : Settings(p))}
        {(p.Expects.Count == 0 ? Markup.None : Html($"<dt>Expected</dt><dd>{string.Join("; ", p.Expects.Select(e => $"{e.Flow} on {string.Join(", ", e.Days)} before {e.Before:HH:mm}"))}</dd>"))}
        </dl>
        """);

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
