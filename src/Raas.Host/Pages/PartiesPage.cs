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
        {Table("Parties", ["party", "kind", "sends", "whom to call"], Engine.Parties.All().Select(Row),
            "No party yet: raas import-config, or raas serve --samples.")}
        """);

    private Markup Row(Party p)
    {
        var contact = p.Contacts.Count == 0 ? Html($"nobody is named") : PartyPage.Contact(p.Contacts[0]);
        return Html($"""
            <tr><td>{PartyLink(p.Number, p.Name)}</td><td>{p.Kind.ToString().ToLowerInvariant()}</td>
            <td>{string.Join(", ", p.Flows)}</td><td>{contact}</td></tr>
            """);
    }
}
