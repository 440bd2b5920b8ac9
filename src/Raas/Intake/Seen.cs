using Raas.Domain;
using Raas.Files;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Intake;

/// <summary>An entry of a party's folder, and what we remember of it.</summary>
internal sealed record Seen(FolderEntry Entry, SeenFile Memory)
{
    public string Name => Entry.Name;

    public bool IsFile => Entry.Kind == EntryKind.File;
}

/// <summary>When we first saw what stands in a party's folder, and when it last changed. Read once a round, written once a round and only
/// when something else stands there; what came and went within the round was never there.</summary>
internal sealed class SeenFolder
{
    /// <summary>A file can change once more within a tick of the file system's clock: what was read of one that is younger is not relied
    /// upon.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly IntakeContext tools;
    private readonly CbeNumber party;
    private readonly Lazy<List<SeenFile>> kept;
    private Dictionary<string, SeenFile>? memories;
    private readonly DateTimeOffset now;

    /// <param name="lanes">What was asked of all lanes before.</param>
    public SeenFolder(IntakeContext tools, CbeNumber party, KnownLanes? lanes = null)
    {
        (this.tools, this.party) = (tools, party);
        var at = tools.Clock.GetUtcNow();
        now = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));      // as the store keeps it
        // Most folders are empty: then the store is not asked.
        kept = new Lazy<List<SeenFile>>(lanes is null ? Read : () => lanes.Seen(party));
    }

    private Dictionary<string, SeenFile> Memories => memories ??= kept.Value.ToDictionary(m => m.Name, StringComparer.Ordinal);

    private List<SeenFile> Read()
    {
        using var session = tools.Store.Read();
        return session.SeenFiles(party);
    }

    public Seen Look(FolderEntry entry)
    {
        var name = FileNames.Fit(entry.Name);
        if (!Memories.TryGetValue(name, out var memory) || memory.FileId != entry.FileId)
            memory = new SeenFile { Name = name, FileId = entry.FileId, FirstSeenAt = now, ChangedAt = now };
        var content = entry.Content;
        if (memory.Content != content || memory.ChangeTime != entry.ChangedAt)
        {
            var changedAt = memory.Content == content ? memory.ChangedAt : now;
            memory = memory with { Content = content, ChangeTime = entry.ChangedAt, ChangedAt = changedAt };
            memory = memory with { Flow = null, FileSequenceNumber = null };
        }
        Memories[name] = memory;
        return new Seen(entry, memory);
    }

    /// <summary>What a voucher says that is right in itself.</summary>
    public void Remember(Seen voucher, string flow, long number)
    {
        if (now - voucher.Memory.ChangedAt >= Settled)
            Memories[voucher.Memory.Name] = voucher.Memory with { Flow = flow, FileSequenceNumber = number };
    }

    /// <summary>Its party has been told, or the log has, and is not told again.</summary>
    public void Tell(Seen seen) => Memories[seen.Memory.Name] = seen.Memory with { Told = 1 };

    /// <summary>Keeps what stands there now.</summary>
    public void Keep(IEnumerable<Seen> present)
    {
        var wanted = present.Select(seen => Memories[seen.Memory.Name]).DistinctBy(file => file.Name, StringComparer.Ordinal).ToList();
        if (IsKept(kept.Value, wanted))
            return;
        using var write = tools.Store.Write();
        write.LockFolder(party);
        // A lane may have told its party of a file in the meantime.
        var told = write.SeenFiles(party).Where(file => file.Told != 0)
            .ToDictionary(file => file.Name, file => file.FileId, StringComparer.Ordinal);
        var files = wanted.ConvertAll(file => told.GetValueOrDefault(file.Name) == file.FileId ? file with { Told = 1 } : file);
        write.ReplaceSeenFiles(party, files);
        write.Commit();
    }

    private static bool IsKept(List<SeenFile> kept, List<SeenFile> wanted)
    {
        if (kept.Count != wanted.Count)
            return false;
        var byName = kept.ToDictionary(file => file.Name, StringComparer.Ordinal);
        return wanted.TrueForAll(file => byName.TryGetValue(file.Name, out var before) && before with { Told = file.Told } == file
            && before.Told >= file.Told);
    }
}
