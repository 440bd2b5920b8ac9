using System.Text.Json;
using Raas.Files;
using Raas.Outgoing;

namespace Raas.Recovery;

/// <summary>A file of a backup.</summary>
/// <param name="Path">Below DataRoot, with slashes.</param>
/// <param name="Digest">SHA-256 of what was written, 64 lower-case hex digits.</param>
/// <param name="WrittenAt">When the original was last written: what is kept for a time is counted from there.</param>
public sealed record BackedUpFile(string Path, long Size, string Digest, DateTimeOffset WrittenAt);

/// <summary>A backup cannot be made, or is not what its manifest says; the message says why, and what holds.</summary>
public sealed class BackupException(string message) : Exception(message);

/// <summary>What a backup holds: <c>manifest.json</c> beside its folder <c>data</c>. A folder without it is no backup.</summary>
public sealed record BackupManifest
{
    /// <summary>Its name in the folder of the backup.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The folder that has the files.</summary>
    public const string Data = "data";

    private const int Format = 1;

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>Version of the program that made it.</summary>
    public required string Version { get; init; }

    /// <summary>Number of the last migration in its store.</summary>
    public required int Schema { get; init; }

    /// <summary>T, A or P.</summary>
    public required string Environment { get; init; }

    /// <summary>Our CBE number.</summary>
    public required string Self { get; init; }

    /// <summary>Null: the databases are among the files. Else where the backup of the server has to be put back to, in words.</summary>
    public string? Server { get; init; }

    /// <summary>The last change set of the store; 0: none.</summary>
    public required long LastChangeSet { get; init; }

    /// <summary>The highest numbers of the store.</summary>
    public required Checkpointed Numbers { get; init; }

    /// <summary>In the order of their paths.</summary>
    public required IReadOnlyList<BackedUpFile> Files { get; init; }

    /// <summary>Writes it into the folder of a backup.</summary>
    internal void Write(Disk disk, string folder) => disk.WriteNew(disk.Files.Path.Combine(folder, FileName), stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteString("begunAt", BegunAt);
        json.WriteString("version", Version);
        json.WriteNumber("schema", Schema);
        json.WriteString("environment", Environment);
        json.WriteString("self", Self);
        if (Server is not null)
            json.WriteString("server", Server);
        json.WriteNumber("lastChangeSet", LastChangeSet);
        Numbers.Write(json);
        json.WriteStartArray("files");
        foreach (var (path, size, digest, writtenAt) in Files)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteNumber("size", size);
            json.WriteString("digest", digest);
            json.WriteString("writtenAt", writtenAt);
            json.WriteEndObject();
            json.Flush();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Reads that of a backup.</summary>
    /// <exception cref="BackupException">There is none, or it cannot be understood.</exception>
    public static BackupManifest Read(Disk disk, string folder)
    {
        var path = disk.Files.Path.Combine(folder, FileName);
        if (!disk.IsRegularFile(path))
            throw new BackupException($"{folder} is no backup: it has no {FileName}.");
        try
        {
            using var stream = disk.Read(path);
            using var json = JsonDocument.Parse(stream);
            var root = json.RootElement;
            if (root.GetProperty("format").GetInt32() is var format && format != Format)
                throw new BackupException($"{path} has the format {format}: it was made by a newer version. Run that one.");
            return new BackupManifest
            {
                BegunAt = root.GetProperty("begunAt").GetDateTimeOffset(),
                Version = root.GetProperty("version").GetString()!,
                Schema = root.GetProperty("schema").GetInt32(),
                Environment = root.GetProperty("environment").GetString()!,
                Self = root.GetProperty("self").GetString()!,
                Server = root.TryGetProperty("server", out var server) ? server.GetString() : null,
                LastChangeSet = root.GetProperty("lastChangeSet").GetInt64(),
                Numbers = Checkpointed.Read(root),
                Files =
                [
                    .. root.GetProperty("files").EnumerateArray().Select(file => new BackedUpFile(
                        SafePath(file.GetProperty("path").GetString()!), file.GetProperty("size").GetInt64(),
                        file.GetProperty("digest").GetString()!, file.GetProperty("writtenAt").GetDateTimeOffset())),
                ],
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BackupException($"{path} cannot be understood: {e.Message}");
        }
    }

    /// <summary>What is put back stays below DataRoot.</summary>
    private static string SafePath(string path) =>
        path.Split('/').All(part => part is not ("" or "." or "..") && !part.Contains('\\', StringComparison.Ordinal)) ? path
            : throw new FormatException($"the path '{path}' leads elsewhere");
}
