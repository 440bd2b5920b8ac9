namespace Raas.Store;

/// <summary>A lock on a store that lasts as long as this process, unless it is given back before.</summary>
public abstract class StoreLock : IDisposable
{
    /// <summary>Whether it still has it: a connection may have been lost, and the lock with it.</summary>
    public abstract bool IsHeld { get; }

    public abstract void Dispose();
}

/// <summary>That this process works with its stores. As long as it does, nobody changes their schema; and it does not begin, nor go on
/// after its server was away, when they have another one.</summary>
public sealed class Attendance(params IReadOnlyList<(Dialect Dialect, Migrator Migrator)> stores) : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<StoreLock> locks = [];

    /// <summary>To be called at each start, and from time to time.</summary>
    /// <exception cref="MigrationException">Their schema is not the one of this program, or is being changed now.</exception>
    public void Check()
    {
        lock (gate)
        {
            if (locks.Count > 0 && locks.TrueForAll(l => l.IsHeld))
                return;
            Leave();
            try
            {
                foreach (var (dialect, migrator) in stores)
                {
                    locks.Add(dialect.TryAttend(alone: false) ?? throw new MigrationException(
                        "Another process is changing the schema of this store. Start again when it is done."));
                    migrator.RequireCurrent();
                }
            }
            catch
            {
                Leave();
                throw;
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
            Leave();
    }

    private void Leave()
    {
        locks.ForEach(l => l.Dispose());
        locks.Clear();
    }
}

/// <summary>The embedded store: a file beside the database, locked by the operating system, which gives the lock back when the process
/// ends.</summary>
internal sealed class FileLock : StoreLock
{
    /// <summary>EAGAIN on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows: another has the lock.</summary>
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    public override bool IsHeld => true;

    /// <returns>Null: another process has it.</returns>
    public static FileLock? TryTake(string path, bool alone) => TryOpen(path, alone) is { } opened ? new FileLock(opened) : null;

    /// <summary>The file, made when it is not there, locked as long as it is open.</summary>
    /// <returns>Null: another has it.</returns>
    public static FileStream? TryOpen(string path, bool alone)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, alone ? FileShare.None : FileShare.ReadWrite);
        }
        catch (IOException e) when (Held.Contains(e.HResult))
        {
            return null;
        }
    }

    public override void Dispose() => file.Dispose();
}

/// <summary>A server: a lock of the session, on a connection that is kept open for it.</summary>
internal sealed class SessionLock(System.Data.Common.DbConnection connection, string release) : StoreLock
{
    public override bool IsHeld
    {
        get
        {
            try
            {
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT 1";
                command.ExecuteScalar();
                return true;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    /// <summary>The connection goes back to a pool, and would keep the lock there.</summary>
    public override void Dispose()
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = release;
            command.ExecuteNonQuery();
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
        {
            // It was lost, and the lock with it.
        }
        connection.Dispose();
    }
}
