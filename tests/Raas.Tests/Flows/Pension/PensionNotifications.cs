using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Outgoing;
using Raas.Store;
using Raas.Store.Sqlite;

namespace Raas.Tests.Flows.Pension;

/// <summary>A made-up flow: pensions that were granted or ended, to institutions of which an inscription and an authorisation both cover
/// the day. All that a real one has in its folder.</summary>
internal sealed class PensionNotifications() : NotificationFlow(
    new NotificationFrame("PENSION", "notifyPensions", "urn:be:raas:pension-notification:v1", "pensions"))
{
    /// <summary>Done before an item is written.</summary>
    public Action BeforeItem { get; set; } = () => { };

    public override long LastEntry(StoreSession store) => store.Scalar<long?>("last_pension") ?? 0;

    public override IEnumerable<JournalEvent> Events(StoreSession reading, long from, long through)
    {
        using var rows = reading.Reader("pensions_between", new { FromId = from, ThroughId = through });
        var (number, ssin, mutation) = (rows.Column("PensionNo"), rows.Column("Ssin"), rows.Column("MutationId"));
        var (kind, date, source) = (rows.Column("Kind"), rows.Column("Date"), rows.Column("Source"));
        while (rows.Read())
            yield return new JournalEvent(number.Int64, ssin.Int64, date.Day, mutation.Int64, source.Int64, kind.Text, "");
    }

    public override long? CountEntries(StoreSession store, long from, long through) =>
        store.Scalar<long>("count_pensions", new { FromId = from, ThroughId = through });

    public override void RemoveEntries(StoreSession store, DateOnly before) =>
        store.Execute("delete_pensions", new { BusinessDate = before });

    public override void Write(ItemWriter to, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        BeforeItem();
        to.Bytes("    <pension>"u8);
        NotificationParts.Ssin(to, matched.HolderSsin, matched.CurrentSsin, isCancelled: false);
        NotificationParts.Event(to, matched.Source, matched.MutationId, matched.Kind, matched.Day);
        to.Bytes("</pension>\n"u8);
    }
}

/// <summary>The embedded store, which also finds the statements of the made-up flow: those of a real one are embedded beside all
/// others.</summary>
internal sealed class PensionStore(string path) : SqliteDialect(path)
{
    public override string Sql(string name) => TextOf($"{name}.sql") ?? base.Sql(name);

    /// <summary>A file of the folder of the flow; null when there is none of this name.</summary>
    public static string? TextOf(string name)
    {
        using var stream = typeof(PensionStore).Assembly.GetManifestResourceStream($"pension/{name}");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
