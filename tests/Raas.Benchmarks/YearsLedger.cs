using System.Globalization;
using Microsoft.Data.Sqlite;
using Raas.Store;

namespace Raas.Benchmarks;

/// <summary>Ten years of history in the store of a DataRoot: filler, by plain inserts into the program's own tables, as the rows of years
/// would be. Numbers go on without a hole, so that the self-check stays green.</summary>
internal sealed class YearsLedger
{
    private const int Nights = 3650;

    /// <summary>Copies, journals of nights and their counts are kept so long.</summary>
    private const int KeptDays = 400;

    private const int FilesOutDays = 30;
    private static readonly (string Flow, int Files)[] Told = [("REPLACEMENT", 1), ("IDENTITY", 8), ("DIMONA", 2)];

    private readonly SqliteConnection connection;
    private readonly string root;
    private readonly IReadOnlyList<string> parties;
    private readonly DateOnly last;
    private readonly bool hasCopyRemoved;
    private readonly Dictionary<(long Party, string Flow), long> numbers = [];
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);
    private long accepted;
    private int copies;

    private YearsLedger(SqliteConnection connection, string root, IReadOnlyList<string> parties, DateOnly last)
    {
        (this.connection, this.root, this.parties, this.last) = (connection, root, parties, last);
        hasCopyRemoved = Scalar("SELECT COUNT(*) FROM pragma_table_info('outgoing_file') WHERE name = 'CopyRemovedAt'") > 0;
    }

    /// <summary>Rows of the tables that grow.</summary>
    public sealed record Size(long Deliveries, long Outgoing, long Notifications, long Nights, int Copies, double Megabytes);

    /// <summary>Fills the store with nights from the day after its last one until <paramref name="last"/>.</summary>
    /// <param name="deliveries">Of all parties together, in all nights.</param>
    /// <param name="notifications">The same for files that tell institutions something.</param>
    /// <param name="copies">Names of files in <c>work/sent</c>.</param>
    public static Size Fill(string root, IReadOnlyList<string> parties, DateOnly last, int deliveries, int notifications, int copies)
    {
        var path = Path.Combine(root, "raas.db");
        using var store = new SqliteConnection($"Data Source={path};Pooling=False");
        store.Open();
        var ledger = new YearsLedger(store, root, parties, last) { copies = copies };
        ledger.Execute("PRAGMA cache_size = -200000");
        ledger.Execute("BEGIN");
        ledger.Write(deliveries, notifications);
        ledger.Execute("COMMIT");
        ledger.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        foreach (var command in ledger.commands.Values)
            command.Dispose();
        return new Size(
            ledger.Scalar("SELECT COUNT(*) FROM delivery"), ledger.Scalar("SELECT COUNT(*) FROM outgoing_file"),
            ledger.Scalar("SELECT COUNT(*) FROM outgoing_file WHERE DeliveryId IS NULL"), ledger.Scalar("SELECT COUNT(*) FROM night_run"),
            parties.Sum(party => Directory.GetFiles(Path.Combine(root, "work", "sent", party)).Length), new FileInfo(path).Length / 1e6);
    }

    private void Write(int deliveries, int notifications)
    {
        foreach (var party in parties)
            Directory.CreateDirectory(Path.Combine(root, "work", "sent", party));
        var first = DateOnly.FromDayNumber((int)Scalar("SELECT MAX(BusinessDate) FROM night_run")).AddDays(1);
        var nights = last.DayNumber - first.DayNumber + 1;
        var (delivered, told) = (0, 0);
        for (var n = 1; n <= nights; n++)
        {
            var day = first.AddDays(n - 1);
            for (var until = (int)((long)deliveries * n / nights); delivered < until; delivered++)
                Delivery(day, delivered);
            Night(day, (int)((long)notifications * n / nights), ref told);
        }
        Actions(first, nights);
    }

    /// <summary>One of ten is refused, one of fifty a duplicate.</summary>
    private void Delivery(DateOnly day, int index)
    {
        var party = parties[index % parties.Count];
        var number = long.Parse(party, CultureInfo.InvariantCulture);
        var decision = index % 10 == 7 ? "REFUSED" : index % 50 == 3 ? "DUPLICATE" : "ACCEPTED";
        var isAccepted = decision == "ACCEPTED";
        var sequence = isAccepted ? Next(number, "SUBSCRIPTION") : Last(number, "SUBSCRIPTION") + (decision == "REFUSED" ? 1 : 0);
        var at = Moment(day, 8 + index % 10, index % 60);
        var count = isAccepted ? 5 : 0;
        Run("""
            INSERT INTO delivery (Party, Flow, VoucherId, FileSequenceNumber, VoucherFileName, DataFileName, Digest, Size, MessageCount,
                Decision, DecidedAt, DuplicateOf, FiledFolder, FiledVoucher, FiledData, FiledAt, ReadCount, Registered, Merged, Unchanged,
                Removed, Shortened, Rejected)
            VALUES ($0, 'SUBSCRIPTION', $1, $2, $3, $4, $5, 2000, 5, $6, $7, NULL, $8, $3, $4, $7, $9, $9, 0, 0, 0, 0, 0)
            """, number, Guid.NewGuid().ToString(), sequence, $"years-{index}.voucher.xml", $"years-{index}.xml", Digest(index), decision,
            at, $"{(decision == "REFUSED" ? "refused" : "archive")}/{party}/{day:yyyy-MM-dd}", count);
        var delivery = Scalar("SELECT last_insert_rowid()");
        if (decision == "REFUSED")
            Run("INSERT INTO delivery_error (DeliveryId, ErrorNumber, Code) VALUES ($0, 1, 'RAA10003')", delivery);
        if (isAccepted)
        {
            Run("INSERT INTO change_set (Cause, DeliveryId, At) VALUES ('DELIVERY', $0, $1)", delivery, at);
            Outgoing(party, "ANSWER", day, at, delivery);
            accepted++;
        }
        Outgoing(party, "RECEIPT", day, at, delivery);
    }

    private void Night(DateOnly day, int until, ref int told)
    {
        var (key, at) = (day.DayNumber, Moment(day, 20, 0));
        Run("""
            INSERT INTO night_run (BusinessDate, State, Step, StartedAt, HeartbeatAt, CompletedAt, Deliveries, Released, Held, Faults)
            VALUES ($0, 'COMPLETE', 'HOUSEKEEPING', $1, $1, $2, 27, 0, 0, 0)
            """, key, at, Moment(day, 20, 1));
        var isKept = last.DayNumber - key < KeptDays;
        foreach (var flow in Told.Select(t => t.Flow))
            Run("""
                INSERT INTO night_flow (BusinessDate, Flow, FromId, ThroughId, ThroughChangeSet, Events, Superseded, Considered)
                SELECT $0, $1, ThroughId, ThroughId, $2, 0, 0, 0 FROM night_flow WHERE Flow = $1 AND BusinessDate = $0 - 1
                """, key, flow, accepted);
        for (var step = 0; isKept && step < 9; step++)
            Run("INSERT INTO night_step (BusinessDate, Step, StartedAt, CompletedAt) VALUES ($0, $1, $2, $2)", key, $"STEP {step}", at);
        foreach (var party in parties)
        {
            var number = long.Parse(party, CultureInfo.InvariantCulture);
            foreach (var (flow, most) in Told)
            {
                var files = 0;
                for (; files < most && told < until; files++, told++)
                    Run("INSERT INTO night_file (BusinessDate, Flow, Party, Number) VALUES ($0, $1, $2, $3)", key, flow, number,
                        Outgoing(party, flow, day, at, null));
                if (isKept)
                    Run("""
                        INSERT INTO night_party (BusinessDate, Flow, Party, Considered, Notified, NotAsked, NotHeld, NotAuthorised,
                            RowsMoved, Files, ChangeSetId, DoneAt)
                        VALUES ($0, $1, $2, $3, $3, 0, 0, 0, 0, $3, NULL, $4)
                        """, key, flow, number, files, at);
            }
        }
    }

    private long Outgoing(string party, string flow, DateOnly day, string at, long? delivery)
    {
        var cbe = long.Parse(party, CultureInfo.InvariantCulture);
        var number = Next(cbe, flow);
        var name = $"{flow}.{party}.{day:yyyyMMdd}.{number:D6}.T.xml";
        var age = last.DayNumber - day.DayNumber;
        Run($"""
            INSERT INTO outgoing_file (Party, Flow, Number, FileName, VoucherId, Digest, Size, MessageCount, PreviousDigest, CreatedAt,
                DeliveryId, PublishedAt, GoneAt, RemovedAt{(hasCopyRemoved ? ", CopyRemovedAt" : "")})
            VALUES ($0, $1, $2, $3, $4, $5, 1500, 1, $5, $6, $7, $6, $8, $9{(hasCopyRemoved ? ", $10" : "")})
            """, cbe, flow, number, name, Guid.NewGuid().ToString(), Digest(number), at, delivery, age < FilesOutDays ? at : null,
            age < FilesOutDays ? null : Moment(day.AddDays(FilesOutDays), 20, 0), hasCopyRemoved && age >= KeptDays ? at : null);
        if (age < KeptDays && copies > 0)
        {
            var stem = Path.Combine(root, "work", "sent", party, name[..^".xml".Length]);
            File.WriteAllText(stem + ".xml", "x");
            File.WriteAllText(stem + ".voucher.xml", "x");
            copies -= 2;
        }
        return number;
    }

    /// <summary>What operators did, what they were warned of, and who looked: twenty things a day.</summary>
    private void Actions(DateOnly first, int nights)
    {
        for (var n = 0; n < nights; n++)
        {
            var at = Moment(first.AddDays(n), 12, 0);
            for (var i = 0; i < 5; i++)
                Run("INSERT INTO operator_action (At, Operator, Action, Reason) VALUES ($0, 'years', 'RETRY', 'filler')", at);
            for (var i = 0; i < 5; i++)
                Run("""
                    INSERT INTO alarm (Kind, Subject, Message, RaisedAt, ClosedAt, RaiseSentAt, CloseSentAt)
                    VALUES ('GAP', $0, 'filler', $1, $1, $1, $1)
                    """, $"{n} {i}", at);
            for (var i = 0; nights - n < KeptDays && i < 5; i++)
                Run("INSERT INTO notice (Kind, Party, Subject, Message, At) VALUES ('PUT-ASIDE', $0, 'x', 'filler', $1)",
                    long.Parse(parties[0], CultureInfo.InvariantCulture), at);
        }
    }

    private long Last(long party, string flow)
    {
        if (!numbers.TryGetValue((party, flow), out var number))
        {
            number = flow == "SUBSCRIPTION"
                ? Scalar($"SELECT COALESCE(MAX(FileSequenceNumber), 0) FROM delivery WHERE Party = {party} AND Decision = 'ACCEPTED'")
                : Scalar($"SELECT COALESCE(MAX(Number), 0) FROM outgoing_file WHERE Party = {party} AND Flow = '{flow}'");
            numbers[(party, flow)] = number;
        }
        return number;
    }

    private long Next(long party, string flow) => numbers[(party, flow)] = Last(party, flow) + 1;

    private static string Moment(DateOnly day, int hour, int minute) =>
        DapperTypes.Iso(new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, minute)), TimeSpan.Zero));

    private static string Digest(long number) => number.ToString("x64", CultureInfo.InvariantCulture);

    private void Run(string text, params object?[] values)
    {
        if (!commands.TryGetValue(text, out var command))
        {
            commands[text] = command = connection.CreateCommand();
            command.CommandText = text;
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private void Execute(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private long Scalar(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
