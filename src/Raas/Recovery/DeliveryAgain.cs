using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Intake;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Recovery;

/// <summary>A delivery that was decided on, and is decided on again.</summary>
/// <param name="receipt">The file that told its party.</param>
/// <param name="said">What that file says.</param>
internal sealed class DeliveryAgain(
    IntakeContext tools, Disk disk, Folders folders, Differences differences, Party party, FormerFile receipt, Receipted said)
{
    private readonly string what = $"{said.Voucher} of {party.Number} ({said.Decision} on {receipt.CreatedAt:yyyy-MM-dd HH:mm:ss}Z)";
    private readonly string filed = said.Decision is "ACCEPTED" or "DUPLICATE"
        ? Folders.Archive(party.Number, BelgianTime.DateOf(receipt.CreatedAt))
        : Folders.Refused(party.Number, BelgianTime.DateOf(receipt.CreatedAt));

    /// <returns>Whether it was decided, and as it was then.</returns>
    public bool Run(CancellationToken stop)
    {
        long before;
        using (var session = tools.Store.Read())
            before = session.CountFiled(party.Number, filed, said.Voucher, said.Data);
        var suffix = before == 0 ? "" : $".{before + 1}";
        var (lane, taken, isCopy) = Take(suffix);
        if (taken.Length == 0)
        {
            differences.Add(party.Number, $"{what} is not in {filed} any more: it was not decided again");
            return false;
        }
        using var lease = LaneLease.TryTake(tools.Store, party.Number, lane, tools.Options.LeaseFor)
            ?? throw new BackupException($"Another worker is busy with {lane} of {party.Number}.");
        var claims = new Claims(tools, party.Number, lane);
        // Who holds a lane now did not hold it then.
        var worker = new LaneWorker(tools, party, lane, lease, new LaneLedger(tools.Store, party, known: []));
        var candidate = claims.All().Find(claim => claim.TakenFolder == taken);
        var report = candidate is null ? null : worker.Take(candidate with { IsCancelled = said.Decision == "CANCELLED" }, stop);
        if (report?.Decision.ToString().ToUpperInvariant() == said.Decision)
            return true;
        if (report is null && isCopy && disk.Files.Directory.Exists(folders.Absolute(taken)))
            disk.Files.Directory.Delete(folders.Absolute(taken), recursive: true);
        PutAside(FileNames.Fit(said.Voucher, suffix), FileNames.Fit(said.Data, suffix));
        differences.Add(party.Number, $"{what} {(report is null ? "was not decided again: "
            + string.Join("; ", worker.Waiting.Select(w => w.Reason.ToString())) : $"is {report.Decision} now")}");
        return false;
    }

    /// <summary>Puts copies of its files where a lane takes them.</summary>
    /// <returns>No folder: they are nowhere. Not a copy: it was decided and not filed yet.</returns>
    private (string Lane, string Taken, bool IsCopy) Take(string suffix)
    {
        var lane = Lane(suffix);
        var taken = $"{Folders.Taken(party.Number, lane)}/{Moment(receipt.CreatedAt)}-{Guid.NewGuid():N}";
        if (TryTake(said.Data, suffix, taken) | TryTake(said.Voucher, suffix, taken))
            return (lane, taken, true);
        return LaneWorker.Lanes.SelectMany(l => new Claims(tools, party.Number, l).All().Select(claim => (l, claim)))
            .Where(found => found.claim.VoucherFileName == said.Voucher)
            .Select(found => (found.l, found.claim.TakenFolder!, false)).FirstOrDefault((lane, "", false));
    }

    /// <summary>What the ledger does not know does not lie among what it knows.</summary>
    private void PutAside(params string[] names)
    {
        var aside = folders.Absolute(Folders.Unknown(party.Number, BelgianTime.DateOf(tools.Clock.GetUtcNow())));
        HashSet<string> known;
        using (var session = tools.Store.Read())
            known = session.FiledVouchers(party.Number, filed).ToHashSet(StringComparer.Ordinal);
        if (known.Contains(names[0]))
            return;
        foreach (var path in names.Select(name => disk.Files.Path.Combine(folders.Absolute(filed), name)).Where(disk.IsRegularFile))
        {
            disk.Files.Directory.CreateDirectory(aside);
            disk.Move(path, disk.Free(aside, disk.Files.Path.GetFileName(path)));
        }
    }

    /// <summary>It was its turn then, and it had waited long enough for whatever it waited for.</summary>
    private string Moment(DateTimeOffset at) => (at - tools.Options.Intake.IncompleteAfter - IntakeContext.UnreadableGrace
        - TimeSpan.FromMinutes(1)).UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    private string Lane(string suffix)
    {
        var folder = new PartyFolder(disk, folders.Absolute(filed));
        return disk.Files.Directory.Exists(folder.Path) && folder.Find(FileNames.Fit(said.Voucher, suffix)) is { } entry
            ? LaneWorker.LaneOf(VoucherReading.Of(folder, entry).Voucher?.Flow) : LaneWorker.NoFlow;
    }

    private bool TryTake(string name, string suffix, string taken)
    {
        var path = disk.Files.Path.Combine(folders.Absolute(filed), FileNames.Fit(name, suffix));
        if (!disk.IsRegularFile(path))
            return false;
        disk.Copy(path, disk.Files.Path.Combine(folders.Absolute(taken), FileNames.Fit(name)));
        return true;
    }
}
