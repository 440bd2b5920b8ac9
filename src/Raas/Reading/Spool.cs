using System.Collections.Concurrent;
using System.IO.Abstractions;
using Raas.Domain;
using Raas.Files;

namespace Raas.Reading;

/// <summary>Scratch of one delivery: its records, read once from XML, in parts by Ssin range, and what was decided on
/// each. On disk, so that memory stays flat whatever the file's size; of a small file in memory. Never trusted after a crash: made again.
/// The parts keep file order within themselves; <c>order</c> holds one byte a record, its part, which is all that is
/// needed to walk records and outcomes in file order again.</summary>
public sealed class Spool : IDisposable
{
    /// <summary>A file of one part that has no more bytes than this leaves nothing on disk. What is spooled is about as long as the
    /// file.</summary>
    public const long MostInMemory = 1 << 18;

    private readonly IFileSystem files;
    private readonly string folder;

    /// <summary>Null: on disk.</summary>
    private readonly ConcurrentDictionary<string, MemoryStream>? inMemory;

    /// <param name="bytes">Size of what is spooled, as XML.</param>
    public Spool(IFileSystem files, string folder, SpoolParts routing, long bytes)
    {
        this.files = files;
        this.folder = folder;
        Routing = routing;
        Clear(files, folder);
        if (routing.Parts == 1 && bytes <= MostInMemory)
            inMemory = new ConcurrentDictionary<string, MemoryStream>(StringComparer.Ordinal);
        else
            files.Directory.CreateDirectory(folder);
    }

    /// <summary>A crash leaves persons' data here: they go as soon as somebody may remove them.</summary>
    public static void Clear(IFileSystem files, string folder)
    {
        if (files.Directory.Exists(folder))
            files.Directory.Delete(folder, recursive: true);
    }

    public SpoolParts Routing { get; }

    public long Count { get; internal set; }

    /// <summary>Writes records to the spool, in file order.</summary>
    public SpoolWriter Write() => new(this);

    /// <summary>The records of a part, in file order.</summary>
    public ByteReader ReadRecords(int part) => new(Open($"records.{part}"));

    /// <summary>The outcomes of a part, in the order of its records.</summary>
    public ByteReader ReadOutcomes(int part) => new(Open($"outcomes.{part}"));

    /// <summary>For each record of the file the part in which it stands.</summary>
    public ByteReader ReadOrder() => new(Open("order"));

    /// <summary>Takes the outcomes of a part.</summary>
    public Stream CreateOutcomes(int part) => Create($"outcomes.{part}");

    internal Stream Create(string name) => inMemory is not null ? inMemory[name] = new MemoryStream()
        : files.FileStream.New(files.Path.Combine(folder, name), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public void Dispose()
    {
        if (inMemory is not null)
            return;
        try
        {
            files.Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Scratch only: the next worker that needs this place clears it.
        }
    }

    private Stream Open(string name) => inMemory is not null ? Written(inMemory[name])
        : files.FileStream.New(files.Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    /// <summary>Also of one that was closed.</summary>
    private static MemoryStream Written(MemoryStream stream) =>
        stream.TryGetBuffer(out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream();
}

/// <summary>Fills a spool, in file order.</summary>
public sealed class SpoolWriter : IDisposable
{
    private readonly Spool spool;
    private readonly Stream[] streams;
    private readonly ByteWriter[] parts;
    private readonly Stream? orderStream;
    private readonly ByteWriter? order;

    internal SpoolWriter(Spool spool)
    {
        this.spool = spool;
        streams = [.. Enumerable.Range(0, spool.Routing.Parts).Select(part => spool.Create($"records.{part}"))];
        parts = [.. streams.Select(stream => new ByteWriter(stream))];
        if (parts.Length > 1)
        {
            orderStream = spool.Create("order");
            order = new ByteWriter(orderStream);
        }
        spool.Count = 0;
    }

    /// <summary>Where the next record of this number is to be written.</summary>
    public ByteWriter Next(long ssin)
    {
        var part = spool.Routing.PartOf(ssin);
        order?.Byte((byte)part);
        spool.Count++;
        return parts[part];
    }

    public void Dispose()
    {
        order?.Dispose();
        orderStream?.Dispose();
        foreach (var part in parts)
            part.Dispose();
        foreach (var stream in streams)
            stream.Dispose();
    }
}
