using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>Keeps notices, each in a transaction of its own: what it speaks of has happened, whatever becomes of the work at
/// hand.</summary>
public sealed class Notices(RegisterStore store, TimeProvider clock)
{
    /// <summary>Something stood where we write in a party's folder.</summary>
    public const string PutAside = "PUT-ASIDE";

    /// <summary>Our copy of a file that we sent is missing or damaged.</summary>
    public const string LostCopy = "LOST-COPY";

    /// <summary>A restore could not make everything again as it was.</summary>
    public const string Restored = "RESTORED";

    private const int MaxSubject = 200;
    private const int MaxMessage = 1000;

    public void Add(string kind, CbeNumber party, string subject, string message)
    {
        using var session = store.Write();
        session.InsertNotice(kind, party, Cut(subject, MaxSubject), Cut(message, MaxMessage), clock.GetUtcNow());
        session.Commit();
    }

    /// <summary>The number of the last notice; 0 when there is none.</summary>
    public long Last()
    {
        using var session = store.Read();
        return session.LastNotice();
    }

    /// <summary>Notices after one, by its number; see <see cref="Last"/>.</summary>
    public IReadOnlyList<Notice> After(long noticeId)
    {
        using var session = store.Read();
        return session.NoticesAfter(noticeId);
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}

/// <summary>The table of notices.</summary>
internal static class NoticeTable
{
    public static void InsertNotice(
        this StoreSession store, string kind, CbeNumber party, string subject, string message, DateTimeOffset at) =>
        store.Execute("insert_notice", new { Kind = kind, Party = party.Value, Subject = subject, Message = message, At = at });

    /// <summary>The last notice; 0: there is none.</summary>
    public static long LastNotice(this StoreSession store) => store.Scalar<long?>("last_notice") ?? 0;

    /// <summary>Notices after this one, in their order.</summary>
    public static List<Notice> NoticesAfter(this StoreSession store, long noticeId) =>
        store.Query<Notice>("notices_after", new { NoticeId = noticeId });

    public static List<Notice> NoticesSince(this StoreSession store, DateTimeOffset since) =>
        store.Query<Notice>("notices_since", new { Since = since });

    public static void DeleteNotices(this StoreSession store, DateTimeOffset before) =>
        store.Execute("delete_notices", new { Before = before });
}
