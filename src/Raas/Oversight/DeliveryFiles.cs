using Raas.Domain;
using Raas.Files;
using Raas.Operations;
using Raas.Store;

namespace Raas.Oversight;

/// <summary>A file of a delivery, as it lies with us.</summary>
/// <param name="What">What it is: the voucher, the data file, or the flow in which it went out.</param>
/// <param name="Size">Null: it is not there, or no longer.</param>
public sealed record DeliveryFile(string Name, string What, long? Size);

/// <summary>The files of a delivery: what the party sent, and what went out because of it. They name persons: whoever downloads one says
/// why, is audited and journalled before a byte leaves, and gets nothing where that cannot be done.</summary>
public sealed class DeliveryFiles(RegisterStore store, Disk disk, Folders folders, AuditTrail audit, TimeProvider clock)
{
    /// <summary>What there is, or was.</summary>
    public IReadOnlyList<DeliveryFile> Of(DeliveryDetails delivery) =>
        [.. Paths(delivery).Select(file => new DeliveryFile(file.Name, file.What, SizeOf(file.Path)))];

    /// <summary>Opens one of them for somebody to read.</summary>
    /// <exception cref="OperatorException">The delivery has no such file, or it is no longer there.</exception>
    public Stream Open(DeliveryDetails delivery, string name, Operator who)
    {
        var path = Paths(delivery).FirstOrDefault(file => file.Name == name).Path;
        if (path is null || SizeOf(path) is null)
            throw new OperatorException("That file is not there, or no longer: the retention may have taken it away.");
        var (row, at) = (delivery.Delivery, clock.GetUtcNow());
        CbeNumber? party = CbeNumber.TryFrom(row.Party, out var number) ? number : null;
        audit.AppendNow(new AuditEntry
        {
            At = at, Channel = "DASHBOARD", Caller = who.Name, Party = party, Operation = "download",
            Outcome = Codes.Record.Ok.Wire, Reason = $"{name}: {who.Reason}",
        });
        using (var session = store.Write())
        {
            session.Journal(at, who, "DOWNLOAD", party, row.Flow, row.FileSequenceNumber);
            session.Commit();
        }
        return disk.Files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    private IEnumerable<(string Name, string What, string Path)> Paths(DeliveryDetails delivery)
    {
        var row = delivery.Delivery;
        var filed = folders.Absolute(row.FiledFolder);
        if (row.FiledVoucher is { } voucher)
            yield return (voucher, "voucher", disk.Files.Path.Combine(filed, voucher));
        if (row.FiledData is { } data)
            yield return (data, "data file", disk.Files.Path.Combine(filed, data));
        foreach (var sent in delivery.Outgoing)
        {
            if (!CbeNumber.TryFrom(sent.Party, out var party))
                continue;
            yield return (sent.FileName, sent.Flow, disk.Files.Path.Combine(folders.Sent(party), sent.FileName));
            if (sent.RejectedFileName is { } rejected)
                yield return (rejected, "rejected records", disk.Files.Path.Combine(folders.Sent(party), rejected));
        }
    }

    private long? SizeOf(string path) => disk.KindOf(path) == EntryKind.File ? disk.Files.FileInfo.New(path).Length : null;
}
