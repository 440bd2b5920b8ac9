using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Operations;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Intake;

/// <summary>The folders in which parties drop files: looked at, emptied, and asked what there is to do.</summary>
public sealed class DropFolders
{
    private readonly Func<IntakeContext> context;
    private readonly Parties parties;

    /// <param name="context">Asked at each call: the day may have changed.</param>
    internal DropFolders(Func<IntakeContext> context, Parties parties) => (this.context, this.parties) = (context, parties);

    /// <summary>One look at one party's folder: what the worker does every few seconds.</summary>
    /// <exception cref="InvalidOperationException">There is no such party.</exception>
    public IntakeReport Take(CbeNumber party, IProgress<DeliveryProgress>? progress, CancellationToken stop) =>
        Take(parties.All().First(p => p.Number == party), progress, () => false, stop);

    /// <inheritdoc cref="Take(CbeNumber, IProgress{DeliveryProgress}, CancellationToken)"/>
    /// <param name="isEnough">Asked between two deliveries: what is left waits for the next look.</param>
    /// <exception cref="Outgoing.StoreOlderException">The store does not know what has left already.</exception>
    public IntakeReport Take(Party party, IProgress<DeliveryProgress>? progress, Func<bool> isEnough, CancellationToken stop)
    {
        var tools = context() with { Progress = progress };
        tools.Age.Require();
        return new PartyIntake(tools, party) { IsEnough = isEnough }.Run(stop);
    }

    /// <summary>What a file would do, found out without doing it.</summary>
    /// <param name="file">A data file or its voucher, anywhere.</param>
    /// <param name="rejected">How many of the records that would be rejected are named.</param>
    public CheckReport Preview(string file, IProgress<DeliveryProgress>? progress, CancellationToken stop, int rejected = 0) =>
        new Preview(context() with { Progress = progress }, rejected).Run(file, stop);

    /// <summary>Derives the answer to an accepted delivery again, and compares it with what was sent.</summary>
    public AnswerProof Prove(LedgerRow delivery, CancellationToken stop) => new ProveAnswer(context()).Run(delivery, stop);

    /// <summary>How many bytes lie in the folder of each party, or were taken from there and are not decided; null: a look would find
    /// nothing to do. A folder that cannot be looked at stops nobody else: its own worker finds out, and says so.</summary>
    public IReadOnlyList<long?> Work(IReadOnlyList<CbeNumber> of) => context().Disk.Walk(of, party =>
    {
        try
        {
            return Work(party);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    });

    private long? Work(CbeNumber party)
    {
        var (disk, folders) = (context().Disk, context().Folders);
        var files = disk.Files;
        var inbox = folders.In(party);
        var places = LaneWorker.Lanes.Select(lane => folders.Absolute(Folders.Taken(party, lane))).Where(files.Directory.Exists).ToList();
        var has = disk.Look(inbox, () => !files.Directory.Exists(inbox) || files.Directory.EnumerateFileSystemEntries(inbox).Any())
            || places.Any(place => files.Directory.EnumerateDirectories(place).Any())
            || LaneWorker.Lanes.Any(lane => files.Directory.Exists(folders.Spool($"{party}.{lane}")));
        if (!has)
            return null;
        var claims = places.SelectMany(files.Directory.EnumerateDirectories).ToList();
        return claims.Append(inbox).Where(files.Directory.Exists)
            .Sum(folder => new PartyFolder(disk, folder).Entries().Sum(entry => entry.Size));
    }

    /// <summary>Parties of which something was decided that their folders may not show yet.</summary>
    public IReadOnlyList<long> Unfinished()
    {
        using var session = context().Store.Read();
        return session.PartiesWithUnfiled();
    }

    /// <summary>Folders of parties in which we cannot do our work, each with the reason.</summary>
    public IReadOnlyList<string> Denied()
    {
        var (disk, folders) = (context().Disk, context().Folders);
        return
        [
            .. parties.All().SelectMany(party => new[] { folders.In(party.Number), folders.Out(party.Number) })
                .Select(folder => disk.KindOf(folder) switch
            {
                null => null,
                EntryKind.Folder => Rights.Fault(folder),
                _ => $"{folder} is not a folder",
            }).OfType<string>(),
        ];
    }
}
