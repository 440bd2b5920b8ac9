using System.Runtime.CompilerServices;
using System.Text.Json;
using Raas.Domain;
using Raas.Files;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Outgoing;

/// <summary>The highest number of one chain that was committed: of files that we sent to a party, or of deliveries that we
/// accepted from it.</summary>
/// <param name="Digest">That of the file, or of the data file accepted.</param>
public sealed record HighestNumber(CbeNumber Party, string Flow, long Number, string Digest)
{
    /// <summary>Instead of a digest, where a number may have been given and nothing is known of it.</summary>
    internal static readonly string NoDigest = new('0', 64);

    /// <summary>Whether another one is of the same chain.</summary>
    internal bool IsOf(HighestNumber other) => Party == other.Party && Flow == other.Flow;
}

/// <summary>What a checkpoint says.</summary>
/// <param name="Sent">Chains of files that we sent.</param>
/// <param name="Accepted">Lanes of deliveries that we accepted.</param>
public sealed record Checkpointed(IReadOnlyList<HighestNumber> Sent, IReadOnlyList<HighestNumber> Accepted)
{
    /// <summary>Those of a store.</summary>
    internal static Checkpointed Of(StoreSession store) => new(Lines(store.HighestSent()), Lines(store.HighestAccepted()));

    private static List<HighestNumber> Lines(List<Store.Rows.HighestRow> rows) =>
    [
        .. rows.Select(row => new HighestNumber(CbeNumber.TryFrom(row.Party, out var party) ? party : default, row.Flow, row.Number,
            row.Digest)),
    ];

    /// <summary>As two members of an object.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        Write(json, "sent", Sent);
        Write(json, "accepted", Accepted);
    }

    /// <summary>What <see cref="Write(Utf8JsonWriter)"/> wrote.</summary>
    /// <exception cref="FormatException">A number of a party is none. What is missing or of another kind throws what JSON
    /// throws.</exception>
    internal static Checkpointed Read(JsonElement from) => new(Read(from, "sent"), Read(from, "accepted"));

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<HighestNumber> lines)
    {
        json.WriteStartArray(name);
        foreach (var (party, flow, number, digest) in lines)
        {
            json.WriteStartObject();
            json.WriteString("party", party.ToString());
            json.WriteString("flow", flow);
            json.WriteNumber("number", number);
            json.WriteString("digest", digest);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static List<HighestNumber> Read(JsonElement from, string name) =>
    [
        .. from.GetProperty(name).EnumerateArray().Select(line => new HighestNumber(
            CbeNumber.Parse(line.GetProperty("party").GetString()!), line.GetProperty("flow").GetString()!,
            line.GetProperty("number").GetInt64(), line.GetProperty("digest").GetString()!)),
    ];
}

/// <summary>A store that does not know what has left by it already: older than its files, empty, or another one. Nothing is done with
/// it.</summary>
public sealed class StoreOlderException(string message) : Exception(message);

/// <summary><c>RAAS.checkpoint</c>: the highest numbers that were given, kept outside the store (<c>Raas:CheckpointFile</c>), so that a
/// store that was put back from an earlier day is known for what it is. Written after each commit that gave numbers and before a file of
/// that commit leaves: it is never ahead of the store that it belongs to. Several processes and hosts write it one after the other, each
/// adding to what it finds.</summary>
/// <param name="path">The file; its lock stands beside it.</param>
public sealed class Checkpoint(Disk disk, string path)
{
    private static readonly TimeSpan WaitsForOthers = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LooksAgain = TimeSpan.FromMilliseconds(5);

    private readonly Lock gate = new();
    private readonly Lock writing = new();
    private readonly ConditionalWeakTable<StoreSession, Numbers> open = [];
    private Numbers? known;
    private long noted, written;

    /// <summary>What this process wrote last, all of which is known: while it stands there, nobody else has added anything.</summary>
    private byte[]? last;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Why the last numbers could not be written; null: they stand there.</summary>
    public string? Fault { get; private set; }

    /// <summary>A number was about to be given a second time since this was last asked: the store has become another one.</summary>
    internal bool WasContradicted { get; private set; }

    /// <summary>What stands in the file now; nothing where there is none.</summary>
    /// <exception cref="StoreOlderException">It cannot be understood: nobody knows what it warned of.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Checkpointed Read() => Load().Lines;

    /// <summary>The last thing before a number is given: nobody had it before.</summary>
    /// <exception cref="StoreOlderException">It was given already, by a store that knew more than this one.</exception>
    internal void RequireNew(CbeNumber party, string flow, long number)
    {
        lock (gate)
        {
            known ??= Load();
            if (!known.Sent.TryGetValue((party, flow), out var last) || last.Number < number)
                return;
            WasContradicted = true;
            throw new StoreOlderException($"The store would give number {number} of {flow} to {party}, but {last.Number} was given already "
                + $"({path}): it is older than what was sent.");
        }
    }

    /// <summary>A file that we send: noted when its transaction is committed.</summary>
    internal void Sent(StoreSession store, CbeNumber party, string flow, long number, string digest) =>
        Of(store).Raise(numbers => numbers.Sent, new HighestNumber(party, flow, number, digest));

    /// <summary>A delivery that we accept: noted when its transaction is committed.</summary>
    internal void Accepted(StoreSession store, CbeNumber party, string flow, long number, string digest) =>
        Of(store).Raise(numbers => numbers.Accepted, new HighestNumber(party, flow, number, digest));

    /// <summary>The power went between a commit and its note, or the store is older than this file: what the ledger has is noted.</summary>
    internal void CatchUp(Checkpointed ledger)
    {
        var numbers = Of(ledger);
        lock (gate)
        {
            var there = known ?? Load();
            if (numbers.Sent.Values.All(line => there.Sent.GetValueOrDefault((line.Party, line.Flow))?.Number >= line.Number)
                && numbers.Accepted.Values.All(line => there.Accepted.GetValueOrDefault((line.Party, line.Flow))?.Number >= line.Number))
                return;
        }
        Save(numbers);
    }

    /// <summary>After a restore: the lanes go on from what the ledger has, and what is missing was named. Numbers that were given stay
    /// given.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Accept(Checkpointed ledger)
    {
        lock (writing)
        {
            using var alone = Alone();
            var numbers = Of(ledger);
            numbers.Add(Of(Load().Lines with { Accepted = [] }));
            var bytes = Write(numbers.Lines);
            lock (gate)
                (known, last) = (numbers, bytes);
        }
    }

    /// <summary>Whether the store has become another one since this was last asked.</summary>
    internal bool TakeContradiction()
    {
        lock (gate)
        {
            var was = WasContradicted;
            WasContradicted = false;
            if (was)
                (known, last) = (null, null);
            return was;
        }
    }

    private static Numbers Of(Checkpointed lines)
    {
        var numbers = new Numbers();
        foreach (var line in lines.Sent)
            numbers.Raise(n => n.Sent, line);
        foreach (var line in lines.Accepted)
            numbers.Raise(n => n.Accepted, line);
        return numbers;
    }

    private Numbers Of(StoreSession store)
    {
        if (open.TryGetValue(store, out var numbers))
            return numbers;
        open.Add(store, numbers = new Numbers());
        store.AfterCommit(() => Save(numbers));
        return numbers;
    }

    /// <summary>Who comes while another writes is written by the next one together with all that came meanwhile.</summary>
    private void Save(Numbers committed)
    {
        long mine;
        lock (gate)
        {
            // What cannot be read is said below, and is not written over.
            (known ??= new Numbers()).Add(committed);
            mine = ++noted;
        }
        lock (writing)
        {
            if (written >= mine)
                return;
            using var phase = Phase.Begin("checkpoint");
            try
            {
                using var alone = Alone();
                Numbers all;
                Checkpointed lines;
                long through;
                lock (gate)
                {
                    all = known ??= new Numbers();
                    if (!IsAsWritten())
                        all.Add(Load());
                    all.Add(committed);
                    (lines, through) = (all.Lines, noted);
                }
                var bytes = Write(lines);
                lock (gate)
                    last = known == all ? bytes : null;
                (written, Fault) = (through, null);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreOlderException)
            {
                Fault = $"{path} could not be written: {e.Message} The numbers of the last commits stand in the store only.";
            }
        }
    }

    private byte[] Write(Checkpointed numbers)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            numbers.Write(json);
            json.WriteEndObject();
        }
        var content = bytes.ToArray();
        disk.Write(path, stream => stream.Write(content));
        return content;
    }

    /// <summary>With many parties it takes longer to understand it than to see that it is the same.</summary>
    private bool IsAsWritten()
    {
        if (last is null || !disk.Exists(path))
            return false;
        using var stream = disk.Read(path);
        if (stream.Length != last.Length)
            return false;
        var there = new byte[last.Length];
        stream.ReadExactly(there);
        return there.AsSpan().SequenceEqual(last);
    }

    private Numbers Load()
    {
        if (!disk.Exists(path))
            return new Numbers();
        try
        {
            using var stream = disk.Read(path);
            using var json = JsonDocument.Parse(stream);
            return Of(Checkpointed.Read(json.RootElement));
        }
        catch (FileNotFoundException)
        {
            return new Numbers();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new StoreOlderException($"{path} cannot be understood ({e.Message}). It says which numbers were given; put it back. "
                + "Only if you know that the store is the one that worked last, remove it.");
        }
    }

    private FileStream Alone()
    {
        disk.Files.Directory.CreateDirectory(disk.Files.Path.GetDirectoryName(path)!);
        var until = DateTime.UtcNow + WaitsForOthers;
        while (true)
        {
            if (FileLock.TryOpen(path + ".lock", alone: true) is { } taken)
                return taken;
            if (DateTime.UtcNow > until)
                throw new IOException($"another process has had {path}.lock for {WaitsForOthers.TotalSeconds:0} seconds.");
            Thread.Sleep(LooksAgain);
        }
    }

    /// <summary>The highest number of each chain, and of each lane.</summary>
    private sealed class Numbers
    {
        public Dictionary<(CbeNumber, string), HighestNumber> Sent { get; } = [];

        public Dictionary<(CbeNumber, string), HighestNumber> Accepted { get; } = [];

        public void Raise(Func<Numbers, Dictionary<(CbeNumber, string), HighestNumber>> of, HighestNumber line)
        {
            var key = (line.Party, line.Flow);
            if (!of(this).TryGetValue(key, out var before) || before.Number <= line.Number)
                of(this)[key] = line;
        }

        /// <summary>The higher of each, from now on.</summary>
        public void Add(Numbers others)
        {
            foreach (var line in others.Sent.Values)
                Raise(numbers => numbers.Sent, line);
            foreach (var line in others.Accepted.Values)
                Raise(numbers => numbers.Accepted, line);
        }

        public Checkpointed Lines => new(InOrder(Sent), InOrder(Accepted));

        private static List<HighestNumber> InOrder(Dictionary<(CbeNumber, string), HighestNumber> lines) =>
            [.. lines.Values.OrderBy(line => line.Party).ThenBy(line => line.Flow, StringComparer.Ordinal)];
    }
}
