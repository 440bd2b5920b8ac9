using System.Globalization;
using Raas.Domain;
using Raas.Files;
using Raas.Reading;
using Raas.Store;

namespace Raas.Outgoing;

/// <summary>Something that was sent or accepted, and that the ledger does not know.</summary>
/// <param name="Party">With whom.</param>
/// <param name="What">In words: what the ledger has, what is there, and where.</param>
public sealed record AheadOfLedger(CbeNumber Party, string What);

/// <summary>Whether the store is the last one of its files: the ledger knows every number that <c>work/sent</c>, <c>out</c>, the
/// archive and <see cref="Checkpoint"/> show. A store that does not (put back from a backup, copied while it worked, a standby that was
/// behind, an empty one) would give numbers a second time, so nothing is done with it.
/// <para>Only names are looked at, and of the archive only the last day of each party. What a party may write itself, in
/// <c>out</c>, counts where it is a file of our account with a voucher of ours.</para></summary>
public sealed class StoreAge(RegisterStore store, Disk disk, Folders folders, Checkpoint checkpoint, OutgoingFiles outgoing)
{
    /// <summary>A party may put any number of names there.</summary>
    private const int MostLooksInOut = 100;

    private readonly Lock gate = new();
    private volatile bool isRight;
    private volatile bool isNoted;

    /// <summary>What the last look found, and what to do; null: nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>To be called before anything is decided with this store. Once all is right it costs nothing.</summary>
    /// <exception cref="StoreOlderException">The store does not know what has left already; the message says what to do.</exception>
    public void Require()
    {
        if (isNoted && isRight && !checkpoint.WasContradicted)
            return;
        if (Check() is { } problem)
            throw new StoreOlderException(problem);
        checkpoint.CatchUp(Ledger(checkpoint.Read()));
        isNoted = true;
    }

    /// <summary>The highest numbers that the ledger has: of the chains that are noted or have a file in <c>work/sent</c>, and of each lane.
    /// When the power went after a commit, the first file of a chain may still have the name of a draft.</summary>
    internal Checkpointed Ledger(Checkpointed noted)
    {
        var chains = Parties("work/sent")
            .SelectMany(party => new[] { folders.Sent(party), folders.Drafts(party) }.Where(disk.Files.Directory.Exists)
                .SelectMany(folder => Highest(party, folder).Keys).Select(flow => (party, flow)))
            .Concat(noted.Sent.Select(line => (line.Party, line.Flow))).Distinct().ToList();
        using var session = store.Read();
        var sent = chains.Select(chain => session.LastOutgoing(chain.Item1, chain.Item2) is { } last
            ? new HighestNumber(chain.Item1, chain.Item2, last.Number, last.Digest) : null).OfType<HighestNumber>().ToList();
        var lanes = session.Parties().SelectMany(party => party.Flows.Select(flow => (party.Number, Flow: flow))).ToList();
        var accepted = lanes.Select(lane => session.ExpectedNumber(lane.Number, lane.Flow) - 1 is > 0 and var number
            && session.FindAccepted(lane.Number, lane.Flow, number) is { } last
            ? new HighestNumber(lane.Number, lane.Flow, number, last.Digest) : null).OfType<HighestNumber>().ToList();
        return new Checkpointed(sent, accepted);
    }

    /// <summary>The same for who only shows: looks again unless all is right.</summary>
    /// <returns>What is wrong, and what to do; null: nothing.</returns>
    public string? Check()
    {
        lock (gate)
        {
            if (checkpoint.TakeContradiction())
                isRight = false;
            if (isRight)
                return null;
            try
            {
                Problem = Words(Look());
            }
            catch (StoreOlderException e)
            {
                Problem = e.Message;
            }
            isRight = Problem is null;
            return Problem;
        }
    }

    /// <summary>All that the files show and the ledger does not know, one line for each chain, lane and file.</summary>
    /// <exception cref="StoreOlderException">The checkpoint cannot be understood.</exception>
    public IReadOnlyList<AheadOfLedger> Look()
    {
        // First the files, then the ledger: what is committed meanwhile is known there before it has a name here.
        var noted = checkpoint.Read();
        var sent = Parties("work/sent").Select(party => (Party: party, Numbers: Highest(party, folders.Sent(party)))).ToList();
        var left = Parties("parties").Select(party => (Party: party, Numbers: NumbersIn(folders.Out(party), party))).ToList();
        var archived = Parties("archive").Select(party => (Party: party, Last: LastArchived(party))).ToList();
        using var session = store.Read();
        var found = new List<AheadOfLedger>();
        foreach (var (party, flow, number) in sent.SelectMany(s => InOrder(s.Numbers).Select(n => (s.Party, n.Key, n.Value))))
            Compare(session, party, flow, number, "in work/sent", found);
        foreach (var (party, numbers) in left)
        {
            foreach (var (flow, those) in InOrder(numbers))
            {
                var last = session.LastOutgoing(party, flow)?.Number ?? 0;
                if (OursAfter(party, flow, last, those) is { } number && !found.Exists(f => f.Party == party && Is(f, flow)))
                    Compare(session, party, flow, number, "in out", found);
            }
        }
        foreach (var line in noted.Sent)
            Compare(session, line, found);
        foreach (var line in noted.Accepted)
            CompareAccepted(session, line, found);
        foreach (var (party, last) in archived)
            CompareArchive(session, party, last, found);
        return found;
    }

    private static IOrderedEnumerable<KeyValuePair<string, T>> InOrder<T>(Dictionary<string, T> byFlow) =>
        byFlow.OrderBy(of => of.Key, StringComparer.Ordinal);

    private static bool Is(AheadOfLedger found, string flow) => found.What.StartsWith(flow + " ", StringComparison.Ordinal);

    private static void Compare(StoreSession session, CbeNumber party, string flow, long number, string where, List<AheadOfLedger> found)
    {
        var last = session.LastOutgoing(party, flow)?.Number ?? 0;
        // Before a gap that the next file is behind, numbers may have been given of which nothing is known.
        if (number > last && !(session.RestartFrom(party, flow, last + 1)?.FirstNumber > number))
            found.Add(new AheadOfLedger(party, $"{flow} to {party} ends at number {last} in the store, at {number} {where}"));
    }

    private void Compare(StoreSession session, HighestNumber line, List<AheadOfLedger> found)
    {
        if (session.Outgoing(line.Party, line.Flow, line.Number) is not { } row)
        {
            if (!found.Exists(f => f.Party == line.Party && Is(f, line.Flow)))
                Compare(session, line.Party, line.Flow, line.Number, $"in {checkpoint.Path}", found);
        }
        else if (row.Digest != line.Digest)
        {
            found.Add(new AheadOfLedger(line.Party, $"{line.Flow} to {line.Party}, number {line.Number}, is another file in the store than "
                + $"in {checkpoint.Path}"));
        }
    }

    private void CompareAccepted(StoreSession session, HighestNumber line, List<AheadOfLedger> found)
    {
        var last = session.ExpectedNumber(line.Party, line.Flow) - 1;
        if (last < line.Number)
            found.Add(new AheadOfLedger(line.Party, $"{line.Flow} of {line.Party} was accepted up to number {last} in the store, up to "
                + $"{line.Number} in {checkpoint.Path}"));
        else if (session.FindAccepted(line.Party, line.Flow, line.Number)?.Digest != line.Digest)
            found.Add(new AheadOfLedger(line.Party, $"{line.Flow} of {line.Party}, number {line.Number}, is another delivery in the store "
                + $"than in {checkpoint.Path}"));
    }

    private static void CompareArchive(
        StoreSession session, CbeNumber party, (string Folder, List<string> Vouchers)? last, List<AheadOfLedger> found)
    {
        if (last is not var (folder, vouchers) || vouchers.Count == 0)
            return;
        var known = session.FiledVouchers(party, folder).ToHashSet(StringComparer.Ordinal);
        var unknown = vouchers.Where(name => !known.Contains(name)).ToList();
        if (unknown.Count > 0)
            found.Add(new AheadOfLedger(party, $"{unknown.Count} deliveries of {party} in {folder} are not in the store, such as "
                + unknown[0]));
    }

    private string? Words(IReadOnlyList<AheadOfLedger> found)
    {
        if (found.Count == 0)
            return null;
        bool isEmpty;
        using (var session = store.Read())
            isEmpty = session.Parties().Count == 0;
        var more = found.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and {found.Count - 1} more)") : "";
        return $"The store ({store.Dialect.Place}) is {(isEmpty ? "empty" : "older")} {(isEmpty ? "beside" : "than")} its files: "
            + $"{found[0].What}{more}. {Advice}";
    }

    /// <summary>What to do with a store that does not know its files.</summary>
    public const string Advice = "Nothing is done, so that no number is given twice. Put the store back that belongs to these files; see "
        + "Back up and restore on the page of operators.";

    /// <summary>Whether files of ours are there that a store must know: without a store beside them it was lost.</summary>
    /// <param name="checkpoint">The file of the checkpoint.</param>
    /// <returns>What there is; null: nothing.</returns>
    public static string? Remains(Disk disk, Folders folders, string checkpoint)
    {
        if (disk.Exists(checkpoint))
            return checkpoint;
        foreach (var root in new[] { folders.Absolute("work/sent"), folders.Absolute("archive") }.Where(disk.Files.Directory.Exists))
        {
            if (disk.Files.Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Any())
                return root;
        }
        return null;
    }

    /// <summary>The parties that have a folder there, by name.</summary>
    internal List<CbeNumber> Parties(string root)
    {
        var folder = folders.Absolute(root);
        return !disk.Files.Directory.Exists(folder) ? []
            : [.. disk.Files.Directory.EnumerateDirectories(folder).Select(path => disk.Files.Path.GetFileName(path)!)
                .Order(StringComparer.Ordinal).Select(name => CbeNumber.TryParse(name, out var party) && party.ToString() == name
                    ? party : (CbeNumber?)null).OfType<CbeNumber>()];
    }

    /// <summary>The highest number of each flow, by the names in a folder of ours: there may be hundreds of thousands.</summary>
    private Dictionary<string, long> Highest(CbeNumber party, string folder)
    {
        var highest = new Dictionary<string, long>(StringComparer.Ordinal);
        var byFlow = highest.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var path in disk.Files.Directory.EnumerateFiles(folder))
        {
            if (OutgoingName.TryParse(disk.Files.Path.GetFileName(path.AsSpan()), party, out var flow, out var number)
                && (!byFlow.TryGetValue(flow, out var before) || before < number))
                byFlow[flow] = number;
        }
        return highest;
    }

    /// <summary>The numbers that names in a party's folder show, by flow. A folder that cannot be looked at shows none: who works there
    /// says so.</summary>
    private Dictionary<string, SortedSet<long>> NumbersIn(string folder, CbeNumber party)
    {
        var numbers = new Dictionary<string, SortedSet<long>>(StringComparer.Ordinal);
        try
        {
            disk.Look(folder, () =>
            {
                if (disk.KindOf(folder) != EntryKind.Folder)
                    return;
                foreach (var path in disk.Files.Directory.EnumerateFiles(folder))
                {
                    if (!OutgoingName.TryParse(disk.Files.Path.GetFileName(path.AsSpan()), party, out var flow, out var number))
                        continue;
                    if (!numbers.TryGetValue(flow.ToString(), out var those))
                        numbers.Add(flow.ToString(), those = []);
                    those.Add(number);
                }
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            numbers.Clear();
        }
        return numbers;
    }

    /// <summary>The highest number after one of which a file of ours stands in <c>out</c>; null: none.</summary>
    private long? OursAfter(CbeNumber party, string flow, long last, SortedSet<long> numbers)
    {
        var folder = folders.Out(party);
        try
        {
            return disk.Look(folder, () => numbers.Reverse().TakeWhile(number => number > last).Take(MostLooksInOut)
                .Cast<long?>().FirstOrDefault(number => disk.Files.Directory
                    .EnumerateFiles(folder, $"{flow}.{party}.*.{number:D6}.*{SafeName.VoucherSuffix}")
                    .Any(path => !OutgoingName.IsCompanion(path) && IsOurs(path, party, flow, number!.Value))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private bool IsOurs(string path, CbeNumber party, string flow, long number)
    {
        if (!disk.IsRegularFile(path) || !Rights.IsOurs(path))
            return false;
        using var stream = disk.Read(path);
        return VoucherReader.Read(stream, new FileErrors()) is { } voucher && voucher.FileSequenceNumber == number && voucher.Flow == flow
            && voucher.Sender == outgoing.Self && voucher.VoucherId == outgoing.Vouchers.IdOf(flow, party, number);
    }

    /// <summary>The vouchers of the last day on which something of a party was filed: they come there after the commit that names
    /// them.</summary>
    private (string Folder, List<string> Vouchers)? LastArchived(CbeNumber party)
    {
        var days = disk.Files.Directory.EnumerateDirectories(folders.Absolute($"archive/{party}"))
            .Select(path => disk.Files.Path.GetFileName(path)!)
            .Where(name => DateOnly.TryParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            .Order(StringComparer.Ordinal).ToList();
        if (days.Count == 0)
            return null;
        var folder = $"archive/{party}/{days[^1]}";
        return (folder, [.. disk.Files.Directory.EnumerateFiles(folders.Absolute(folder)).Select(path => disk.Files.Path.GetFileName(path)!)
            .Where(name => name[0] != '.' && SafeName.IsVoucher(name)).Order(StringComparer.Ordinal)]);
    }
}
