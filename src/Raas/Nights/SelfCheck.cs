using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Store.Rows;
using Raas.Tracing;

namespace Raas.Nights;

/// <summary>One promise of the register, and how often it is broken.</summary>
public sealed record SelfCheckLine(string Check, long Faults, string Meaning);

public sealed record SelfCheckReport(IReadOnlyList<SelfCheckLine> Lines)
{
    public bool IsGreen => Lines.All(line => line.Faults == 0);
}

/// <summary>Proves what the register promises, from what stands in it: nothing here repairs, nothing is assumed.</summary>
public sealed class SelfCheck
{
    /// <summary>So often, in days, the rows and the journal of an institution that changes are compared themselves; in between, their sums
    /// are.</summary>
    private const int WholeEvery = 7;

    private readonly RegisterStore store;
    private readonly IReadOnlyList<NotificationFlow> flows;
    private readonly StoreAge? age;

    /// <param name="flows">Each counts the entries of its journal again.</param>
    /// <param name="age">Compares the ledger with the files; null: they are not compared.</param>
    internal SelfCheck(RegisterStore store, IReadOnlyList<NotificationFlow> flows, StoreAge? age) =>
        (this.store, this.flows, this.age) = (store, flows, age);

    /// <summary>Everything.</summary>
    public SelfCheckReport Run(CancellationToken stop)
    {
        IReadOnlyList<Party> institutions;
        List<long> following;
        using (var session = store.Read())
            (institutions, following) = (session.Parties(), session.FollowingParties());
        var codes = CodesOf(institutions);
        var rows = institutions.Aggregate(default(RowFaults), (sum, party) => sum + Look(party.Number, codes, stop).Faults);
        long LeftBehind(StoreSession session) => following.Sum(party => session.CountLeftBehind(party, Through(session)));
        return Report(rows, LeftBehind, DateOnly.MinValue, null);
    }

    /// <summary>What was changed and not checked yet, each change set once: also one that began before the last check and was committed
    /// after it, and those of the calls online. Where there are faults, it is checked again the next time. Most nights the sums of rows and
    /// journal are compared, which costs nothing; once a week, and where they differ, rows and journal are. Of the
    /// ledger what was added since the last check is looked at; on Sundays, and while there are faults, all of it.</summary>
    public SelfCheckReport RunChanged(DateOnly businessDate, CancellationToken stop)
    {
        using var phase = Phase.Begin("self-check");
        List<long> changed, following;
        Dictionary<int, string> codes;
        using (var session = store.Read())
            (changed, following, codes) = (session.PartiesToCheck(), session.FollowingParties(), CodesOf(session.Parties()));
        var rows = changed.Aggregate(default(RowFaults), (sum, party) => sum + Check(Number(party), codes, businessDate, stop));
        DateTimeOffset? added;
        using (var session = store.Read())
            added = AddedSince(session, businessDate);
        return Report(rows, session => following.Sum(party => session.CountLeftBehindTonight(party)), businessDate, added);
    }

    /// <summary>From when on the ledger was not checked yet: what was on its way during the last check was decided less than a day before.
    /// Null: all of it is to be checked.</summary>
    private static DateTimeOffset? AddedSince(StoreSession session, DateOnly businessDate) =>
        businessDate.DayOfWeek != DayOfWeek.Sunday
            && session.LatestNights(2).Find(night => night.BusinessDate < businessDate) is { IsComplete: true, Faults: 0 } before
            ? before.StartedAt - LedgerCounts.MayChange : null;

    private RowFaults Check(CbeNumber party, Dictionary<int, string> codes, DateOnly night, CancellationToken stop)
    {
        long through;
        // What is under way for the party is waited for: then all up to here is committed, and what comes has a higher number.
        using (var session = store.Write())
        {
            session.LockRegister(party);
            through = session.LastToCheck(party.Value);
            if (IsEnough(session.RegisterSum(party), night))
            {
                session.SetChecked(party.Value, through);
                session.Commit();
                return default;
            }
        }
        var seen = Look(party, codes, stop);
        if (seen.Faults is not { Overlaps: 0, Unexplained: 0 })
            return seen.Faults;
        using var write = store.Write();
        write.LockRegister(party);
        // What was changed since has its own turn, and the sum of what was read is no longer that of the rows.
        if (write.LastToCheck(party.Value) == through)
            write.SaveRegisterSum(party, seen.Sum, night);
        write.SetChecked(party.Value, through);
        write.Commit();
        return seen.Faults;
    }

    private static bool IsEnough(RegisterSumRow? sum, DateOnly night) =>
        sum is { IsBalanced: true } && night.DayNumber - sum.CheckedOn.DayNumber is >= 0 and < WholeEvery;

    /// <param name="since">The first night that is looked at.</param>
    /// <param name="added">From when on deliveries and outgoing files are looked at; null: all of them.</param>
    private SelfCheckReport Report(RowFaults rows, Func<StoreSession, long> leftBehind, DateOnly since, DateTimeOffset? added)
    {
        using var session = store.Read();
        var last = session.LastNight();
        return new SelfCheckReport(
        [
            new("rows", rows.Overlaps, "rows of one person and dossier type that share a day with another"),
            new("ledger", session.CountUnbalancedDeliveries(added ?? DateTimeOffset.UnixEpoch),
                "accepted deliveries whose counts do not add up"),
            new("sequence", session.CountGapsInSequences(added), "lanes in which an accepted number is missing"),
            new("outgoing", session.CountGapsInOutgoing(added), "flows in which a sent number is missing"),
            new("files", age?.Look().Count ?? 0, "flows and folders that have more than the ledger: the store is older than its files"),
            new("journal", rows.Unexplained, "persons and dossier types whose rows are not what the journal says"),
            new("sums", rows.Sums, "institutions whose sum, kept with each change, was not that of their rows"),
            new("replaced", leftBehind(session), "replaced numbers under which inscriptions were left behind"),
            new("nights", session.CountBrokenNightChain(since) + (last is null ? 0 : Miscounted(session, last)),
                "journals of which a night told entries twice, or never"),
            new("told", session.CountUnbalancedNights(since), "institutions for which a night told neither everything nor why not"),
        ]);
    }

    /// <summary>Flows of which a night took another number of entries than their journal has, or lost some on the way.</summary>
    private long Miscounted(StoreSession session, NightRow night) =>
        session.CountMiscountedNight(night.BusinessDate)
        + session.Flows(night.BusinessDate).Count(taken => flows.FirstOrDefault(flow => flow.Flow == taken.Flow)
            ?.CountEntries(session, taken.FromId, taken.ThroughId) is { } entries && entries != taken.Events);

    private static long Through(StoreSession session) =>
        session.LastNight() is { IsComplete: true } night
            ? session.Flows(night.BusinessDate).Find(f => f.Flow == FlowName.Replacement)?.ThroughChangeSet ?? 0 : 0;

    /// <summary>Rows and journal are read by two statements, each as the store was when it began. What is committed in between is no
    /// fault: so where there seems to be one, both are read again while nobody changes rows of the party.</summary>
    private Seen Look(CbeNumber party, Dictionary<int, string> codes, CancellationToken stop)
    {
        using (var session = store.Read())
        {
            var before = session.RegisterSum(party);
            if (Compare(party, codes, before, stop) is { } seen && seen.Faults == default)
                return seen;
        }
        using var alone = store.Write();
        alone.LockRegister(party);
        return Compare(party, codes, alone.RegisterSum(party), stop);
    }

    /// <summary>Repeats the journal key by key, beside the rows themselves: one pass over both, nothing kept but one key.</summary>
    private Seen Compare(CbeNumber party, Dictionary<int, string> codes, RegisterSumRow? kept, CancellationToken stop)
    {
        var (overlaps, unexplained, sums) = (0L, 0L, new RowSums());
        using var rowSession = store.Read();
        using var journalSession = store.Read();
        using var rows = new KeyCursor<InscriptionRow>(rowSession.RegisterOfParty(party.Value), row => (row.Ssin, row.DossierTypeId));
        using var journal = new KeyCursor<JournalledChange>(
            journalSession.RegisterJournalOfParty(party.Value), line => (line.Ssin, line.DossierTypeId));
        var replayed = new List<Period>();
        var stored = new List<Period>();
        while (!rows.AtEnd || !journal.AtEnd)
        {
            stop.ThrowIfCancellationRequested();
            var key = rows.AtEnd ? journal.Key : journal.AtEnd || rows.Key.CompareTo(journal.Key) < 0 ? rows.Key : journal.Key;
            replayed.Clear();
            stored.Clear();
            var consistent = true;
            for (; !journal.AtEnd && journal.Key == key; journal.Next())
                consistent &= Replay(journal.Row, replayed);
            for (; !rows.AtEnd && rows.Key == key; rows.Next())
            {
                var row = Period.FromDays(rows.Row.BeginDay, rows.Row.EndDay);
                if (stored.Count > 0 && stored[^1].EndDay >= row.BeginDay)
                    overlaps++;
                stored.Add(row);
                sums.Add(rows.Row.Ssin, codes.GetValueOrDefault(rows.Row.DossierTypeId, ""), row, 1, 0);
            }
            replayed.Sort((a, b) => a.BeginDay.CompareTo(b.BeginDay));
            if (!consistent || !replayed.SequenceEqual(stored))
                unexplained++;
        }
        var sum = sums.Take().Rows;
        var isKept = kept is null || (kept.IsBalanced && kept.RowsSum == sum.ToString());
        return new Seen(new RowFaults(overlaps, unexplained, isKept ? 0 : 1), sum);
    }

    private static Dictionary<int, string> CodesOf(IReadOnlyList<Party> parties) =>
        parties.SelectMany(party => party.Types).ToDictionary(type => type.Id, type => type.Code);

    private static CbeNumber Number(long party) =>
        CbeNumber.TryFrom(party, out var number)
            ? number : throw new InvalidDataException($"Party {party} in the store is not a CBE number.");

    /// <param name="Sum">Of the rows; also of the journal, where it explains them.</param>
    private readonly record struct Seen(RowFaults Faults, RegisterSum Sum);

    private readonly record struct RowFaults(long Overlaps, long Unexplained, long Sums)
    {
        public static RowFaults operator +(RowFaults one, RowFaults other) =>
            new(one.Overlaps + other.Overlaps, one.Unexplained + other.Unexplained, one.Sums + other.Sums);
    }

    private static bool Replay(JournalledChange line, List<Period> rows)
    {
        var consistent = line.Before is not { } before || rows.Remove(before);
        if (line.After is { } after)
            rows.Add(after);
        return consistent;
    }

    /// <summary>Rows in the order of (Ssin, dossier type).</summary>
    private sealed class KeyCursor<T> : IDisposable
    {
        private readonly IEnumerator<T> rows;
        private readonly Func<T, (long Ssin, int Type)> keyOf;

        public KeyCursor(IEnumerable<T> ordered, Func<T, (long Ssin, int Type)> keyOf)
        {
            (rows, this.keyOf) = (ordered.GetEnumerator(), keyOf);
            Next();
        }

        public bool AtEnd { get; private set; }

        public (long Ssin, int Type) Key { get; private set; }

        public T Row => rows.Current;

        public void Next()
        {
            AtEnd = !rows.MoveNext();
            if (!AtEnd)
                Key = keyOf(Row);
        }

        public void Dispose() => rows.Dispose();
    }
}
