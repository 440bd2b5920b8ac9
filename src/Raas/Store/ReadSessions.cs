using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;

namespace Raas.Store;

/// <summary>Sessions that only look, kept open from one call to the next: opening one costs more than most questions.</summary>
internal sealed class ReadSessions(RegisterStore store, TimeProvider clock) : IDisposable
{
    private const int Most = 16;

    /// <summary>So long at most: a database that was put in the place of another is soon the one that answers.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentBag<(StoreSession Session, DateTimeOffset OpenedAt)> idle = [];

    public T Use<T>(Func<StoreSession, T> question)
    {
        while (idle.TryTake(out var kept))
        {
            if (kept.Session.Connection.State != ConnectionState.Open || clock.GetUtcNow() - kept.OpenedAt > Kept)
            {
                kept.Session.Dispose();
                continue;
            }
            try
            {
                return Ask(kept.Session, kept.OpenedAt, question);
            }
            catch (DbException e) when (store.Dialect.IsTransient(e))
            {
                // The server may have gone and come back since: a new session tells.
            }
        }
        return Ask(store.Read(), clock.GetUtcNow(), question);
    }

    public void Dispose()
    {
        while (idle.TryTake(out var kept))
            kept.Session.Dispose();
    }

    private T Ask<T>(StoreSession session, DateTimeOffset openedAt, Func<StoreSession, T> question)
    {
        var isSound = false;
        try
        {
            var answer = question(session);
            isSound = true;
            return answer;
        }
        finally
        {
            if (isSound && idle.Count < Most)
                idle.Add((session, openedAt));
            else
                session.Dispose();
        }
    }
}
