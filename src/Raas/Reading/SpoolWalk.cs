using System.Text;
using Raas.Files;

namespace Raas.Reading;

/// <summary>Walks the parts of a spool in file order.</summary>
internal sealed class SpoolWalk : IDisposable
{
    private readonly ByteReader[] records;
    private readonly ByteReader[] outcomes;
    private readonly ByteReader? order;
    private long left;

    public SpoolWalk(Spool spool)
    {
        var parts = Enumerable.Range(0, spool.Routing.Parts).ToList();
        records = [.. parts.Select(spool.ReadRecords)];
        outcomes = [.. parts.Select(spool.ReadOutcomes)];
        order = parts.Count > 1 ? spool.ReadOrder() : null;
        left = spool.Count;
    }

    public bool Next(out ByteReader record, out ByteReader outcome)
    {
        var part = left > 0 && order is not null ? order.Byte() : 0;
        record = records[part];
        outcome = outcomes[part];
        return left-- > 0;
    }

    public void Dispose()
    {
        foreach (var reader in records.Concat(outcomes))
            reader.Dispose();
        order?.Dispose();
    }
}
