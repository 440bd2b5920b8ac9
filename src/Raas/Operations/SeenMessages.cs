using System.Security.Cryptography;
using Raas.Store;

namespace Raas.Operations;

/// <summary>The signed messages that any host has received, as long as they are in date: none passes twice, not after a restart, not at
/// another host. They stand where the audit stands, so that a question is answered while a large delivery has the register's only
/// writer.</summary>
public sealed class SeenMessages(RegisterStore store, TimeProvider clock)
{
    /// <summary>Longer than a message is in date: clocks of hosts differ.</summary>
    private static readonly TimeSpan KeptBeyond = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan TidiedEvery = TimeSpan.FromMinutes(1);

    private long tidiedAt;

    /// <summary>True once for each message; what it answers is on disk.</summary>
    /// <param name="expires">When it is out of date, and refused for that.</param>
    public async Task<bool> IsNew(byte[] signature, DateTimeOffset expires)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(signature));
        using var session = await store.WriteAsync();
        Tidy(session);
        try
        {
            session.InsertSeenMessage(digest, expires);
        }
        catch (Exception e) when (store.Dialect.IsUniqueViolation(e))
        {
            return false;
        }
        session.Commit();
        return true;
    }

    private void Tidy(StoreSession session)
    {
        var now = clock.GetUtcNow();
        var last = Interlocked.Read(ref tidiedAt);
        if (now.UtcTicks - last >= TidiedEvery.Ticks && Interlocked.CompareExchange(ref tidiedAt, now.UtcTicks, last) == last)
            session.DeleteSeenMessages(now - KeptBeyond);
    }
}
