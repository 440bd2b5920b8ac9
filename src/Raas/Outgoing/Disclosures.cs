using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Outgoing;

/// <summary>A person was told of in a file.</summary>
/// <param name="Ssin">The number under which the file names the person.</param>
/// <param name="Item">Where in the file, from 1; in an answer the number of the record.</param>
/// <param name="Deliberations">By which; null: by none, or it is not known.</param>
public sealed record Disclosure(OutgoingRow File, long Ssin, long Item, string? Deliberations);

/// <summary>A time of which it is not known whom files named: all was lost but a backup.</summary>
/// <param name="Since">Of the backup; null: it is not known.</param>
/// <param name="Until">When numbers went on behind a gap.</param>
/// <param name="Reason">As the parties were told it.</param>
public sealed record LostDisclosures(DateTimeOffset? Since, DateTimeOffset Until, string Reason);

/// <summary>Who was told of whom in files. What was told stands in the files: here is only who, to whom, and where.</summary>
public sealed class Disclosures(RegisterStore store)
{
    /// <summary>What was sent before is not accounted for, or no longer.</summary>
    public DateTimeOffset Since()
    {
        using var session = store.Read();
        return Since(session);
    }

    /// <summary>Times after <see cref="Since()"/> of which nobody knows whom files named, the earliest first.</summary>
    /// <param name="party">Only in files to this one; null: to all.</param>
    public IReadOnlyList<LostDisclosures> Lost(CbeNumber? party)
    {
        using var session = store.Read();
        var since = Since(session);
        return
        [
            .. session.Restarts(party).GroupBy(restart => (restart.LostSince, restart.Reason))
                .Select(accident => new LostDisclosures(
                    accident.Key.LostSince, accident.Max(restart => restart.At), accident.Key.Reason))
                .Where(accident => accident.Until > since).OrderBy(accident => accident.Until),
        ];
    }

    /// <summary>Where a number stands in files that left, in the order in which they were made.</summary>
    /// <param name="party">Only in files to this one; null: to all.</param>
    public IReadOnlyList<Disclosure> Of(long ssin, CbeNumber? party)
    {
        using var reading = store.Read();
        var found = new List<(FileKey File, NamedPerson Person)>();
        foreach (var block in reading.DisclosuresOf(ssin))
        {
            if (party is not { } asked || block.Party == asked.Value)
                found.AddRange(DisclosureBlock.Find(block.Content, block.FirstSsin, ssin).Select(person => (KeyOf(block), person)));
        }
        var files = found.Select(one => one.File).Distinct().ToDictionary(key => key, key => Find(reading, key));
        return
        [
            .. from one in found
               let file = files[one.File]
               where file is not null
               orderby file.CreatedAt, file.Party, file.Flow, file.Number, one.Person.Item
               select new Disclosure(file, ssin, one.Person.Item, Line(file.Deliberations, one.Person.Basis)),
        ];
    }

    /// <summary>Walks along all files and their disclosures: none changed, none missing, none added. Beside nights and
    /// deliveries.</summary>
    public DisclosureReport Verify(CancellationToken stop)
    {
        using var filesSession = store.Read();
        using var blocksSession = store.Read();
        using var now = store.Read();
        using var files = filesSession.DisclosedFiles().GetEnumerator();
        using var blocks = blocksSession.Disclosures().GetEnumerator();
        return new DisclosureCheck(now, blocks).Run(files, stop);
    }

    internal static DateTimeOffset Since(StoreSession session) =>
        session.DisclosuresBegan() is var began && session.DisclosuresKeptSince() is var kept && kept > began ? kept : began;

    internal static OutgoingRow? Find(StoreSession session, FileKey key) =>
        CbeNumber.TryFrom(key.Party, out var party) ? session.Outgoing(party, key.Flow, key.Number) : null;

    private static string? Line(string? deliberations, int basis) =>
        basis == 0 ? null : deliberations?.Split('\n').ElementAtOrDefault(basis - 1);

    internal static FileKey KeyOf(DisclosureRow row) => new() { Party = row.Party, Flow = row.Flow, Number = row.Number };
}
