using System.Data.Common;
using Raas.Domain;
using Raas.Files;
using SQLitePCL;

namespace Raas.Store;

/// <summary>Errors after which the same work may succeed later, by the number or state that the store gives them,
/// and what each says.</summary>
internal static class TransientErrors
{
    /// <summary>Numbers of sys.messages (Microsoft Learn, "Database engine events and errors"), and below 20,000 also what the client
    /// passes on of the operating system:
    /// errors of Windows' sockets and pipes (winerror.h) and of its own network layer (Microsoft Learn, "SqlError.Number"; SqlClient's own
    /// list for reconnecting).</summary>
    public static IReadOnlyDictionary<int, string> SqlServer { get; } = new Dictionary<int, string>
    {
        // The client and the network.
        [-2] = "the client waited too long for an answer",
        [-1] = "no connection could be made",
        [2] = "the server was not found (pipe)",
        [20] = "the server did not answer as one does at the beginning of a connection",
        [35] = "the network layer failed",
        [40] = "no connection could be opened",
        [53] = "the path to the server was not found",
        [64] = "the connection was cut while signing in",
        [121] = "a packet was not answered in time",
        [233] = "nobody is at the other end of the connection",
        [258] = "the wait for the network timed out",
        [10053] = "the connection was given up on this side",
        [10054] = "the connection was reset by the other side",
        [10060] = "the server did not answer in time",
        [10061] = "the server refused the connection: it is not running",
        [11001] = "the name of the server is not known now",
        // Locks and memory.
        [701] = "the server is out of memory for the statement",
        [802] = "the server has no buffers left",
        [845] = "a page was not given in time",
        [1204] = "the server has no more locks to give",
        [1205] = "chosen as the victim of a deadlock",
        [1222] = "another transaction held a lock for longer than may be waited for",
        [8645] = "no memory for the statement came free in time",
        [8651] = "not even the least memory for the statement is there",
        [51222] = "another worker has the rows of this party (lock_party)",
        // Disk and log.
        [1101] = "no page could be allocated: the disk is full",
        [1105] = "the file group is full",
        [9001] = "the log of the database is not available",
        [9002] = "the log of the database is full",
        // The database is not there, not yet, or not for writing.
        [921] = "the database is not recovered yet",
        [922] = "the database is being recovered",
        [924] = "the database has a single user now",
        [927] = "the database is being restored",
        [945] = "the database cannot be opened: files are away, or memory or disk are short",
        [976] = "this replica of the availability group cannot be read",
        [978] = "this replica wants readers only",
        [979] = "this replica cannot be read as asked",
        [983] = "the availability group is changing its primary",
        [3906] = "the database is read only: perhaps a replica that is not primary any more",
        [4060] = "the database cannot be opened for this login",
        [4221] = "a replica that has just come back cannot be read yet",
        // The server as a whole.
        [6005] = "the server is being shut down",
        [17142] = "the server is paused",
        [17187] = "the server is not ready for connections yet",
        [18401] = "the server is being upgraded",
        // Azure SQL (Microsoft Learn, "Troubleshoot transient connection errors").
        [10928] = "the limit of sessions or workers is reached",
        [10929] = "the server is too busy for more than is guaranteed",
        [40143] = "the service could not do it now",
        [40197] = "the service could not do it now",
        [40501] = "the service is busy",
        [40540] = "the service had to break off",
        [40613] = "the database is not available at the moment",
        [49918] = "the service has no resources for it now",
        [49919] = "the service has no resources for it now",
        [49920] = "the service has no resources for it now",
    };

    /// <summary>SQLSTATE of PostgreSQL (its manual, appendix A): of two characters, a class of which all may pass.</summary>
    public static IReadOnlyDictionary<string, string> PostgreSql { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["08"] = "the connection failed",
        ["25006"] = "the server only reads: perhaps a standby that is not promoted yet",
        ["25P03"] = "the transaction was idle for longer than it may be",
        ["3D000"] = "the database is not there, or not yet",
        ["40"] = "the transaction was ended so that others can go on: deadlocks among them",
        ["53"] = "the disk is full, memory is short, or there are too many connections",
        ["55P03"] = "another transaction held a lock for longer than may be waited for",
        ["57"] = "an operator intervened: the server stops, has crashed, or starts",
        ["58"] = "the system under the server failed",
    };

    /// <summary>Result codes of SQLite (sqlite.org, "Result and Error Codes"): the primary one, in the lowest byte of the
    /// extended.</summary>
    public static IReadOnlyDictionary<int, string> Sqlite { get; } = new Dictionary<int, string>
    {
        [raw.SQLITE_BUSY] = "another connection writes",
        [raw.SQLITE_LOCKED] = "another statement of the same connection is at it",
        [raw.SQLITE_NOMEM] = "out of memory",
        [raw.SQLITE_IOERR] = "the disk did not do it",
        [raw.SQLITE_FULL] = "the disk is full",
        [raw.SQLITE_CANTOPEN] = "the file, or one beside it, could not be opened",
        [raw.SQLITE_PROTOCOL] = "others began at the same moment, again and again",
    };
}

/// <summary>All connections that this process may have are busy, and none came free in time. Nothing happened; it may succeed
/// later.</summary>
public sealed class NoConnectionException(Exception inner)
    : DbException("All connections to the store are in use, and none came free in time.", inner)
{
    public override bool IsTransient => true;
}
