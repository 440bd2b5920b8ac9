using System.Globalization;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Takes deliveries out of a party's folder before they are read, into a folder of ours: what lies there is what is applied,
/// answered and filed, and a file that comes under the same name is another delivery. The data file goes first: a claim is whole when it
/// has its voucher.</summary>
internal sealed class Claims(IntakeContext tools, CbeNumber party, string lane)
{
    private const string Moment = "yyyyMMddHHmmssfff";
    private readonly Disk disk = tools.Disk;

    private string Relative => Folders.Taken(party, lane);

    private string Absolute => tools.Folders.Absolute(Relative);

    /// <summary>Whether something of this lane was taken and is not filed.</summary>
    public bool Any => disk.Files.Directory.Exists(Absolute) && disk.Files.Directory.EnumerateDirectories(Absolute).Any();

    /// <summary>What was taken and waits, the earliest first. Looks only.</summary>
    public List<Candidate> All()
    {
        if (!disk.Files.Directory.Exists(Absolute))
            return [];
        var names = disk.Files.Directory.EnumerateDirectories(Absolute).Select(path => disk.Files.Path.GetFileName(path))
            .Order(StringComparer.Ordinal);
        return [.. names.Select(Find).OfType<Candidate>()];
    }

    /// <summary>Moves the files of a delivery to a folder of their own, what stands in the voucher's place last.</summary>
    /// <returns>Null: nothing was taken, because it is gone, or because it is no file and cannot be moved.</returns>
    public Candidate? Take(Candidate next)
    {
        var name = $"{next.ChangedAt.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture)}-{Guid.NewGuid():N}";
        var folder = disk.Files.Path.Combine(Absolute, name);
        disk.Files.Directory.CreateDirectory(folder);
        Disk.SyncFolder(Absolute);
        foreach (var seen in new[] { next.Data, next.Voucher }.OfType<Seen>())
            TryMove(next.Folder, seen.Entry, folder);
        Disk.SyncFolder(folder);
        if (Find(name) is { } taken && (taken.Voucher is null) == (next.Voucher is null))
        {
            var own = Own(taken);
            return own with { IsCancelled = next.IsCancelled, VoucherFileName = next.VoucherFileName, DataFileName = next.DataFileName };
        }
        Repair(name);
        return null;
    }

    /// <summary>A party that kept another name of a file could still write to it: then ours becomes a copy.</summary>
    public Candidate Own(Candidate taken)
    {
        var shared = new[] { taken.Data, taken.Voucher }.OfType<Seen>().Where(seen => seen is { IsFile: true, Entry.Names: > 1 }).ToList();
        foreach (var seen in shared)
            MakeOwn(taken.Folder, seen.Entry);
        return shared.Count == 0 ? taken : Find(NameOf(taken))! with { IsCancelled = taken.IsCancelled };
    }

    /// <summary>A claim without voucher was cut in the middle: its data file goes back, unless something else has its name by
    /// now.</summary>
    /// <returns>Something went back.</returns>
    public bool Repair()
    {
        if (!disk.Files.Directory.Exists(Absolute))
            return false;
        var wentBack = false;
        foreach (var path in disk.Files.Directory.EnumerateDirectories(Absolute).Order(StringComparer.Ordinal).ToList())
            wentBack |= Find(disk.Files.Path.GetFileName(path)) is not { Voucher: not null } && Repair(disk.Files.Path.GetFileName(path));
        return wentBack;
    }

    /// <summary>Puts back what was taken too early.</summary>
    public void GiveBack(Candidate taken) => Repair(NameOf(taken));

    /// <summary>Its voucher says another flow than the one that was looked at: that lane takes it.</summary>
    public void PassOn(Candidate taken, string otherLane)
    {
        var name = NameOf(taken);
        var target = tools.Folders.Absolute(Folders.Taken(party, otherLane));
        disk.Move(disk.Files.Path.Combine(Absolute, name), disk.Files.Path.Combine(target, name));
    }

    /// <summary>Nothing where another worker has filed it in this moment.</summary>
    private List<FolderEntry> Entries(PartyFolder folder)
    {
        try
        {
            return folder.Entries();
        }
        catch (IOException) when (!disk.Files.Directory.Exists(folder.Path))
        {
            return [];
        }
    }

    /// <summary>The lane by which a delivery was taken.</summary>
    public static string LaneOf(string takenFolder) => takenFolder.Split('/')[^2];

    private static string NameOf(Candidate taken) => taken.TakenFolder![(taken.TakenFolder!.LastIndexOf('/') + 1)..];

    private bool Repair(string name)
    {
        PartyFolder.Make(disk, tools.Folders.In(party));
        var claim = new PartyFolder(disk, disk.Files.Path.Combine(Absolute, name));
        var wentBack = false;
        foreach (var entry in claim.Entries())
        {
            if (IsUnfinished(entry))
            {
                disk.Delete(claim.PathOf(entry));
                continue;
            }
            if (PartyFolder.Kind(disk.Files, disk.Files.Path.Combine(tools.Folders.In(party), entry.Name)) is null)
                PutBack(claim, entry);
            else
                Strangers.PutAside(tools, party, claim, entry);
            wentBack = true;
        }
        disk.Files.Directory.Delete(claim.Path, recursive: false);
        return wentBack;
    }

    /// <summary>Never in the place of what has come meanwhile. To another volume it goes under a name that nobody can guess, then under
    /// its own.</summary>
    private void PutBack(PartyFolder claim, FolderEntry entry)
    {
        var folder = tools.Folders.In(party);
        try
        {
            claim.Return(entry, disk.Files.Path.Combine(folder, entry.Name));
        }
        catch (IOException) when (entry.Kind == EntryKind.File && claim.Again(entry) is not null)
        {
            var aside = $".returned-{Guid.NewGuid():N}";
            using (var file = claim.OpenRead(entry))
                disk.Write(disk.Files.Path.Combine(folder, aside), file.CopyTo);
            var copy = new PartyFolder(disk, folder);
            copy.Return(copy.Find(aside)!, disk.Files.Path.Combine(folder, entry.Name));
            disk.Delete(claim.PathOf(entry));
        }
    }

    /// <summary>A copy that was not finished: nothing of a party is taken whose name begins with a point.</summary>
    private static bool IsUnfinished(FolderEntry entry) => entry.Name.StartsWith('.');

    private Candidate? Find(string name)
    {
        var folder = new PartyFolder(disk, disk.Files.Path.Combine(Absolute, name));
        var isDated = DateTimeOffset.TryParseExact(
            name.Split('-')[0], Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at);
        var since = isDated ? at : tools.Clock.GetUtcNow();
        var entries = Entries(folder).Where(entry => !IsUnfinished(entry))
            .Select(entry => new Seen(entry, new SeenFile { FirstSeenAt = since, ChangedAt = since })).ToList();
        var voucher = entries.Find(seen => SafeName.IsLikeVoucher(seen.Name));
        var data = entries.Find(seen => seen != voucher);
        if (voucher is null && data is null)
            return null;
        var dataName = voucher is null ? data!.Name : SafeName.DataFileOf(voucher.Name);
        var reading = voucher is null ? null : VoucherReading.Of(folder, voucher.Entry);
        var said = reading?.Voucher;
        return new Candidate(
            folder, voucher?.Name ?? SafeName.VoucherOf(dataName), dataName, false, said?.Flow, said?.FileSequenceNumber)
        {
            Voucher = voucher,
            Data = data,
            Reading = reading,
            TakenFolder = $"{Relative}/{name}",
        };
    }

    /// <summary>What its owner took away in this moment, and what is no file and cannot be moved, stays out.</summary>
    private void TryMove(PartyFolder from, FolderEntry entry, string folder)
    {
        try
        {
            MoveOut(from, entry, disk.Files.Path.Combine(folder, FileNames.Fit(entry.Name)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            && (entry.Kind != EntryKind.File || from.Again(entry) is null))
        {
            tools.Log.LogDebug(e, "An entry of {Party} stays where it is", party);
        }
    }

    /// <summary>On another volume what lies there is copied, and then taken away only if it still is what was copied.</summary>
    private void MoveOut(PartyFolder from, FolderEntry entry, string target)
    {
        try
        {
            from.Move(entry, target);
        }
        catch (IOException) when (entry.Kind == EntryKind.File && from.Again(entry) is not null && !disk.Exists(target))
        {
            CopyOut(from, entry, target);
        }
    }

    private void CopyOut(PartyFolder from, FolderEntry entry, string target)
    {
        using (var file = from.OpenRead(entry))
            disk.Write(target, file.CopyTo);
        // Out of everybody's way first: its name may be used again at any moment.
        var aside = disk.Files.Path.Combine(from.Path, $".taken-{Guid.NewGuid():N}");
        try
        {
            from.Move(entry, aside);
        }
        catch
        {
            disk.Delete(target);
            throw;
        }
        var found = from.Find(disk.Files.Path.GetFileName(aside));
        if (found is not null && found.FileId == entry.FileId && found.Content == entry.Content)
        {
            disk.Delete(aside);
            return;
        }
        disk.Delete(target);
        if (found is not null && PartyFolder.Kind(disk.Files, from.PathOf(entry)) is null)
            from.Move(found, from.PathOf(entry));
        throw new IOException($"{entry.Name} changed while it was taken; the next round takes it.");
    }

    private void MakeOwn(PartyFolder claim, FolderEntry entry)
    {
        try
        {
            using var file = claim.OpenRead(entry);
            disk.Write(claim.PathOf(entry), file.CopyTo);
        }
        catch (UnauthorizedAccessException e)
        {
            // It will be refused: we cannot read it.
            tools.Log.LogDebug(e, "A file of {Party} has more names and cannot be read", party);
        }
    }
}
