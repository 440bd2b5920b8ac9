using System.Data.Common;
using System.IO.Abstractions;
using Raas.Domain;
using Raas.Files;
using Raas.Host.Commands;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Tests.Crash;

/// <summary>The power goes at a step: that step fails, half done where it can be, and so does every step after it.</summary>
public sealed class PowerCut
{
    private int steps;

    /// <summary>The step at which it happens, from 1; never by default.</summary>
    public int At { get; init; } = int.MaxValue;

    /// <summary>Steps taken so far.</summary>
    public int Steps => steps;

    public string? Where { get; private set; }

    public bool IsOut => steps >= At;

    /// <summary>One more step; throws when the power is out.</summary>
    /// <param name="half">What a step may have done when it is cut in the middle.</param>
    public void Step(string name, Action? half = null)
    {
        var step = Interlocked.Increment(ref steps);
        if (step < At)
            return;
        if (step == At)
        {
            Where = name;
            half?.Invoke();
        }
        throw new IOException($"Power cut at step {At}, {Where}");
    }
}

/// <summary>The real file system, in which every change is a step.</summary>
public sealed class FaultyFiles : RealFiles
{
    public FaultyFiles(PowerCut power)
    {
        File = new Files(Real, power);
        Directory = new Folders(Real, power);
        FileStream = new Streams(Real, power);
    }

    public override IFile File { get; }
    public override IDirectory Directory { get; }
    public override IFileStreamFactory FileStream { get; }

    private sealed class Files(FileSystem real, PowerCut power) : FileWrapper(real)
    {
        public override void Move(string sourceFileName, string destFileName, bool overwrite)
        {
            power.Step($"before move to {destFileName}");
            base.Move(sourceFileName, destFileName, overwrite);
            power.Step($"after move to {destFileName}");
        }

        public override void Copy(string sourceFileName, string destFileName, bool overwrite)
        {
            power.Step($"copying to {destFileName}", half: () => System.IO.File.WriteAllBytes(destFileName,
                System.IO.File.ReadAllBytes(sourceFileName).AsSpan(0, (int)(new FileInfo(sourceFileName).Length / 2)).ToArray()));
            base.Copy(sourceFileName, destFileName, overwrite);
        }

        public override void Delete(string path)
        {
            power.Step($"before delete of {path}");
            base.Delete(path);
        }
    }

    private sealed class Folders(FileSystem real, PowerCut power) : DirectoryWrapper(real)
    {
        public override void Move(string sourceDirName, string destDirName)
        {
            power.Step($"before move to {destDirName}");
            base.Move(sourceDirName, destDirName);
            power.Step($"after move to {destDirName}");
        }

        public override IDirectoryInfo CreateDirectory(string path)
        {
            if (!Exists(path))
                power.Step($"before creation of folder {path}");
            return base.CreateDirectory(path);
        }

        public override void Delete(string path, bool recursive)
        {
            power.Step($"before delete of folder {path}", half: () =>
            {
                if (EnumerateFiles(path).FirstOrDefault() is { } one)
                    System.IO.File.Delete(one);
            });
            base.Delete(path, recursive);
        }
    }

    private sealed class Streams(FileSystem real, PowerCut power) : IFileStreamFactory
    {
        private readonly IFileStreamFactory inner = real.FileStream;

        public IFileSystem FileSystem => real;

        public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share) => New(path, mode, access, share, 4096);

        public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize)
        {
            if (access == FileAccess.Read)
            {
                if (power.IsOut)
                    power.Step($"reading {path}");
                return inner.New(path, mode, access, share, bufferSize);
            }
            power.Step($"before creation of {path}");
            return new Cut(inner.New(path, mode, access, share, bufferSize), path, power);
        }

        public FileSystemStream New(Microsoft.Win32.SafeHandles.SafeFileHandle handle, FileAccess access) =>
            throw new NotSupportedException();
        public FileSystemStream New(Microsoft.Win32.SafeHandles.SafeFileHandle handle, FileAccess access, int bufferSize)
        {
            if (power.IsOut)
                power.Step("reading");
            return inner.New(handle, access, bufferSize);
        }

        public FileSystemStream New(Microsoft.Win32.SafeHandles.SafeFileHandle handle, FileAccess access, int bufferSize, bool isAsync) =>
            throw new NotSupportedException();
        public FileSystemStream New(string path, FileMode mode) => throw new NotSupportedException();
        public FileSystemStream New(string path, FileMode mode, FileAccess access) => throw new NotSupportedException();
        public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, bool useAsync) =>
            throw new NotSupportedException();
        public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options) =>
            throw new NotSupportedException();
        public FileSystemStream New(string path, FileStreamOptions options) => throw new NotSupportedException();
        public FileSystemStream Wrap(FileStream fileStream) => throw new NotSupportedException();
    }

    /// <summary>A write that is cut leaves half of its bytes.</summary>
    private sealed class Cut(FileSystemStream inner, string name, PowerCut power) : FileSystemStream(inner, name, isAsync: false)
    {
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var half = buffer[..(buffer.Length / 2)].ToArray();
            power.Step($"writing {inner.Name}", half: () => inner.Write(half));
            inner.Write(buffer);
        }

        public override void Flush(bool flushToDisk)
        {
            power.Step($"flushing {inner.Name}");
            inner.Flush(flushToDisk);
        }
    }
}

/// <summary>A real store, in which every statement, bulk load and commit is a step.</summary>
public sealed class FaultyStore(Dialect real, PowerCut power) : Dialect
{
    public override string Name => real.Name;

    public override string Place => real.Place;

    public override bool IsEmbedded => real.IsEmbedded;

    public override WriterQueue? Writers => real.Writers;

    public override TimeSpan LockTimeout => real.LockTimeout;

    public override bool ReadsBesideWriter => real.ReadsBesideWriter;

    public override Dialect WithLockTimeout(TimeSpan most) => new FaultyStore(real.WithLockTimeout(most), power);

    public override DbConnection Open() => real.Open();

    public override int Day(DbDataReader reader, int ordinal) => real.Day(reader, ordinal);

    public override bool IsUniqueViolation(Exception exception) => real.IsUniqueViolation(exception);

    protected override bool IsTransientHere(Exception exception) => real.IsTransient(exception);

    public override StoreLock? TryAttend(bool alone) => real.TryAttend(alone);

    public override void MakeStage(DbConnection connection, DbTransaction transaction, string table) =>
        real.MakeStage(connection, transaction, table);

    public override string EmptyingOf(string table, bool isSmall) => real.EmptyingOf(table, isSmall);

    public override string? LeaseFolder => real.LeaseFolder;

    public override object? Arguments(string statement, object? arguments) => real.Arguments(statement, arguments);

    public override bool IsDeadlock(Exception exception) => real.IsDeadlock(exception);

    public override StoreFacts Facts(DbConnection connection) => real.Facts(connection);

    public override RegisterLookup NewLookup(StoreSession store, CbeNumber party, long batchId) => real.NewLookup(store, party, batchId);

    public override string Sql(string name)
    {
        power.Step($"before statement {name}");
        return real.Sql(name);
    }

    public override DbTransaction? BeginLook(DbConnection connection) => real.BeginLook(connection);

    public override DbTransaction BeginWrite(DbConnection connection)
    {
        power.Step("before begin");
        return real.BeginWrite(connection);
    }

    public override void BulkLoad(DbConnection connection, DbTransaction transaction, BulkRows rows)
    {
        power.Step($"before bulk load of {rows.Table}");
        real.BulkLoad(connection, transaction, rows);
        power.Step($"after bulk load of {rows.Table}");
    }

    public override void DeleteRows(StoreSession store, CbeNumber party, long batchId, IReadOnlyList<InscriptionRow> rows)
    {
        power.Step("before delete of rows");
        real.DeleteRows(store, party, batchId, rows);
        power.Step("after delete of rows");
    }

    public override void DeletePieces(StoreSession store, CbeNumber party, long batchId, IReadOnlyList<(long Holder, int Type)> keys)
    {
        power.Step("before delete of pieces");
        real.DeletePieces(store, party, batchId, keys);
        power.Step("after delete of pieces");
    }

    public override void Commit(DbTransaction transaction)
    {
        power.Step("before commit");
        real.Commit(transaction);
        power.Step("after commit");
    }
}
