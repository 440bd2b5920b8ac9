using System.IO.Abstractions;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Oversight;
using Raas.Persons;
using Raas.Store;
using Raas.Store.Sqlite;

namespace Raas;

/// <summary>The whole of RAAS, wired: what the commands, and later the worker and the services, call.</summary>
public sealed class Engine : IDisposable
{
    private readonly RaasOptions options;
    private readonly Folders folders;
    private readonly Disk disk;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Dialect auditStore;
    private readonly Attendance attendance;
    private readonly MigrationReport? migrated;
    private readonly LedgerTotals totals;
    private readonly RegisterStore online;
    private static readonly TimeSpan OnlinePatience = TimeSpan.FromSeconds(10);

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    /// <param name="dialect">The store, when it is not the one that the options name.</param>
    /// <param name="looks">Where nobody is to wait for a folder that does not answer.</param>
    public Engine(
        RaasOptions options, IFileSystem files, TimeProvider clock, ILogger log, Dialect? dialect = null, FolderLooks? looks = null)
    {
        (this.options, this.clock, this.log) = (options, clock, log);
        disk = new Disk(files, looks);
        folders = new Folders(files, options.DataRoot);
        files.Directory.CreateDirectory(folders.Root);
        CheckRights();
        Store = new RegisterStore(dialect ?? Stores.Open(options.Store, options.ConnectionString, folders.Database));
        auditStore = Store.Dialect.IsEmbedded ? new SqliteDialect(folders.AuditDatabase) : Store.Dialect;
        Audit = new AuditTrail(auditStore);
        SeenMessages = new SeenMessages(new RegisterStore(auditStore), clock);
        totals = new LedgerTotals(Store, clock);
        attendance = new Attendance([.. Migrators().Select(migrator => (migrator.Dialect, migrator))]);
        if (Store.Dialect.IsEmbedded)
        {
            migrated = MigrateStore();
            attendance.Check();
        }
        // A call waits for a large delivery, but not longer than its caller would.
        online = new RegisterStore(dialect ?? Store.Dialect.WithPatience(OnlinePatience));
        (Online, Persons, Numbers) = (new OnlineRegister(online, clock), new PersonSearch(online, clock), new BcssNumbers(online, options.SelfNumber, clock));
    }

    /// <inheritdoc cref="RegisterStore.TakeTurn"/>
    public Task<WriterTurn> TakeTurn(long lockOf, CancellationToken stop) => online.TakeTurn(lockOf, stop);

    /// <summary>Another account may have made what we need: each is named with its account, rather than the first that fails.</summary>
    private void CheckRights()
    {
        var faults = folders.Ours.Select(Rights.Fault).OfType<string>().ToList();
        if (faults.Count > 0)
            throw new UnauthorizedAccessException(
                $"{string.Join("; ", faults)}. Run every command as one account, or give it these (chown).");
    }

    /// <summary>Folders of parties in which we cannot do our work, each with the reason.</summary>
    public IReadOnlyList<string> DeniedFolders() =>
    [
        .. Parties().SelectMany(party => new[] { folders.In(party.Number), folders.Out(party.Number) })
            .Select(folder => disk.KindOf(folder) switch
        {
            null => null,
            EntryKind.Folder => Rights.Fault(folder),
            _ => $"{folder} is not a folder",
        }).OfType<string>(),
    ];

    /// <summary>Closes what is kept open between calls; what waits to be audited is audited first.</summary>
    public void Dispose()
    {
        Online.Dispose();
        Persons.Dispose();
        Audit.Dispose();
        attendance.Dispose();
    }

    public RaasOptions Options => options;

    public RegisterStore Store { get; }

    /// <summary>The register on line.</summary>
    public OnlineRegister Online { get; }

    /// <summary>Persons on line.</summary>
    public PersonSearch Persons { get; }

    /// <summary>Numbers of BCSS on line.</summary>
    public BcssNumbers Numbers { get; }

    /// <summary>Who looked at whom.</summary>
    public AuditTrail Audit { get; }

    /// <summary>Signed messages that were received.</summary>
    public SeenMessages SeenMessages { get; }

    /// <summary>The flows in which parties receive files.</summary>
    public static IReadOnlyList<string> OutgoingFlows { get; } = ["RECEIPT", "ANSWER", ReplacementRun.Flow, .. Service.All.Select(service => service.Flow)];

    /// <summary>The flows in which parties send files.</summary>
    public static IReadOnlyList<string> IncomingFlows => IncomingFlow.Names;

    /// <summary>Today in Belgium.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);

    /// <summary>Brings the store to the schema of this program. The embedded store has been brought there when it was opened: what was
    /// done then is told.</summary>
    /// <exception cref="MigrationException">It cannot be done; the message says why, and what to do.</exception>
    public MigrationReport Migrate() => migrated ?? MigrateStore();

    /// <summary>To be called at each start, and from time to time: the store has the schema of this program, and keeps it as long as this
    /// process works.</summary>
    /// <exception cref="MigrationException">It has another one; the message says what to do.</exception>
    public void CheckStore() => attendance.Check();

    private MigrationReport MigrateStore()
    {
        var reports = Migrators().ConvertAll(migrator => migrator.Run(clock.GetUtcNow()));
        NameIndex.Bring(Store);
        return new MigrationReport([.. reports.SelectMany(report => report.Applied)], reports[0].Version);
    }

    private List<Migrator> Migrators() => auditStore == Store.Dialect
        ? [new Migrator(Store.Dialect)]
        : [new Migrator(Store.Dialect, MigrationSet.Register), new Migrator(auditStore, MigrationSet.Audit)];

    /// <exception cref="NightDateException">No night can be run for this date.</exception>
    public NightReport Night(DateOnly? businessDate, IProgress<DeliveryProgress>? progress, CancellationToken stop) =>
        new Night(date => Tools(progress, date), Today).Run(businessDate ?? Today, stop);

    /// <summary>An operator says which night is the next one to run, because the clock was wrong or too many nights were missed.</summary>
    /// <exception cref="OperatorException">It makes no sense; the message says why.</exception>
    public void AcceptNightDate(DateOnly date, Operator who)
    {
        using var lease = LaneLease.TryTake(Store, options.SelfNumber, "NIGHT", options.LeaseFor)
            ?? throw new OperatorException("Another worker is busy with the night: wait until it has ended.");
        NightDates.Accept(Store, date, Today, who, clock.GetUtcNow());
    }

    /// <summary>Why no night is run although deliveries are taken; null when nothing stands against it.</summary>
    public string? NightProblem() => NightDates.Problem(LastNight(), Today, Today, options.Night.MaxCatchUp);

    /// <summary>Checks the files of a flow that stand in a party's <c>out</c>; what housekeeping removed from there is no fault.</summary>
    public ChainReport VerifyChain(CbeNumber party, string flow)
    {
        using var session = Store.Read();
        var limit = clock.GetUtcNow() - options.Retention.Out;
        return new ChainCheck(disk)
            .Run(folders.Out(party), party, flow, number => session.Outgoing(party, flow, number)?.PublishedAt < limit);
    }

    /// <summary>Publishes a file that was sent before, the same bytes.</summary>
    /// <returns>Where it stands.</returns>
    /// <exception cref="ResendException">It was never sent, or our copy is gone or damaged.</exception>
    public string Resend(CbeNumber party, string flow, long number)
    {
        OutgoingRow? row;
        using (var look = Store.Read())
            row = look.Outgoing(party, flow, number);
        Outgoing.Resend(row, party, flow, number);
        using var session = Store.Write();
        session.MarkPublished(row!, clock.GetUtcNow());
        session.Commit();
        return disk.Files.Path.Combine(folders.Out(party), row!.FileName);
    }

    /// <summary>What operators do to lanes and nights.</summary>
    /// <param name="flow">Null: every flow of the party.</param>
    /// <exception cref="OperatorException">It makes no sense here; the message says why.</exception>
    public void Hold(CbeNumber party, string? flow, Operator who) => new LaneControl(Store, clock).Hold(party, flow, who);

    /// <inheritdoc cref="Hold"/>
    public void Release(CbeNumber party, string? flow, Operator who) => new LaneControl(Store, clock).Release(party, flow, who);

    /// <inheritdoc cref="Hold"/>
    public void PauseNight(Operator who) => new LaneControl(Store, clock).PauseNight(who);

    /// <inheritdoc cref="Hold"/>
    public void ResumeNight(Operator who) => new LaneControl(Store, clock).ResumeNight(who);

    /// <summary>Raises and closes alarms.</summary>
    /// <param name="dueNight">The night that must be complete by now; null: no schedule.</param>
    /// <param name="failures">What the worker could not do in its last round.</param>
    public void Watch(DateOnly? dueNight, IReadOnlyList<string> failures) => new Watch(Tools(null), Outgoing).Run(dueNight, failures);

    /// <summary>The last notice that there is; see <see cref="NoticesAfter"/>.</summary>
    public long LastNotice()
    {
        using var session = Store.Read();
        return session.Scalar<long?>("last_notice") ?? 0;
    }

    /// <summary>What was dealt with since, but somebody should know of.</summary>
    public IReadOnlyList<Notice> NoticesAfter(long noticeId)
    {
        using var session = Store.Read();
        return session.Query<Notice>("notices_after", new { NoticeId = noticeId });
    }

    public IReadOnlyList<Alarm> OpenAlarms()
    {
        using var session = Store.Read();
        return session.OpenAlarms();
    }

    /// <summary>Alarms that are over, the latest first.</summary>
    public IReadOnlyList<Alarm> PastAlarms(int most)
    {
        using var session = Store.Read();
        return session.Query<Alarm>("latest_alarms", new { Most = most });
    }

    /// <summary>Alarms whose beginning, or end, nobody outside has been told yet.</summary>
    public IReadOnlyList<Alarm> UnsentAlarms()
    {
        using var session = Store.Read();
        return session.Query<Alarm>("unsent_alarms");
    }

    public void MarkSent(Alarm alarm)
    {
        using var session = Store.Write();
        if (alarm.RaiseSentAt is null)
            session.Execute("mark_alarm_raise_sent", new { alarm.AlarmId, At = clock.GetUtcNow() });
        if (alarm.ClosedAt is not null)
            session.Execute("mark_alarm_close_sent", new { alarm.AlarmId, At = clock.GetUtcNow() });
        session.Commit();
    }

    /// <summary>The journal of operators, the latest first.</summary>
    public IReadOnlyList<OperatorAction> LatestActions(int most)
    {
        using var session = Store.Read();
        return session.Query<OperatorAction>("latest_actions", new { Most = most });
    }

    /// <summary>Set while the schedule starts no night.</summary>
    public Hold? NightPause()
    {
        using var session = Store.Read();
        return session.Holds().Find(h => h.Flow == Operations.Hold.Night && h.Party == 0);
    }

    /// <summary>One look at one party's folder; what the worker does every few seconds.</summary>
    public IntakeReport Intake(CbeNumber party, IProgress<DeliveryProgress>? progress, CancellationToken stop) =>
        Intake(Parties().First(p => p.Number == party), progress, () => false, stop);

    /// <inheritdoc cref="Intake(CbeNumber, IProgress{DeliveryProgress}, CancellationToken)"/>
    /// <param name="isEnough">Asked between two deliveries: what is left waits for the next look.</param>
    public IntakeReport Intake(Party party, IProgress<DeliveryProgress>? progress, Func<bool> isEnough, CancellationToken stop) =>
        new PartyIntake(Tools(progress), party) { IsEnough = isEnough }.Run(stop);

    /// <returns>The parties that were added or changed.</returns>
    public IReadOnlyList<Party> ImportConfiguration(PartiesFile file)
    {
        using (var session = Store.Write())
        {
            RequirePublishedCodes(session.Parties(), file.Parties);
            try
            {
                foreach (var party in file.Parties)
                    session.Save(party);
            }
            catch (Exception e) when (Store.Dialect.IsUniqueViolation(e))
            {
                throw new PartiesFileException(["$.parties: a credential (the name of a secret, or a certificate) belongs to another party already"]);
            }
            session.Commit();
        }
        foreach (var party in file.Parties)
            folders.Prepare(party.Number);
        return file.Parties;
    }

    /// <summary>What a party gets new here follows the published patterns. What it has stays, and a party that is new may bring codes
    /// that it uses elsewhere.</summary>
    private static void RequirePublishedCodes(IReadOnlyList<Party> known, IReadOnlyList<Party> imported)
    {
        var faults = from party in imported
                     join before in known on party.Number equals before.Number
                     from code in PartiesFile.Unpublished(party).Except(PartiesFile.Unpublished(before))
                     select $"$.parties: {party.Number}: '{code}' is new, and not as the published CommonV3 has it: "
                         + "two characters or more, and no hyphen in a dossier type";
        if (faults.ToList() is { Count: > 0 } all)
            throw new PartiesFileException(all);
    }

    public PartiesFile ExportConfiguration() => new(Parties());

    public IReadOnlyList<Party> Parties()
    {
        using var session = Store.Read();
        return session.Parties();
    }

    /// <summary>For a first look: the sample parties, and two nights of sample deliveries, as if the first had been yesterday. Where there has been a night
    /// already, all deliveries come in this one.</summary>
    public NightReport SampleNights(string samples, DateOnly? businessDate, IProgress<DeliveryProgress>? progress, CancellationToken stop)
    {
        ImportSamples(samples);
        var today = businessDate ?? Today;
        bool isFirst;
        using (var session = Store.Read())
            isFirst = session.LastNight() is null;
        NightReport? first = null;
        foreach (var deliveries in disk.Files.Directory.EnumerateDirectories(disk.Files.Path.Combine(samples, "deliveries")).Order(StringComparer.Ordinal))
        {
            Drop(deliveries);
            if (isFirst)
                first = Night(today.AddDays(-1), progress, stop);
            isFirst = false;
        }
        var second = Night(today, progress, stop);
        return first is null
            ? second
            : second with { Elapsed = first.Elapsed + second.Elapsed, Deliveries = [.. first.Deliveries, .. second.Deliveries], Nights = [.. first.Nights, .. second.Nights], Failures = [.. first.Failures, .. second.Failures] };
    }

    /// <summary>The sample parties.</summary>
    public void ImportSamples(string samples) => ImportConfiguration(PartiesFile.Parse(disk.Files.File.ReadAllText(disk.Files.Path.Combine(samples, "parties.json"))));

    /// <summary>Puts sample deliveries where their parties would.</summary>
    private void Drop(string deliveries)
    {
        foreach (var folder in disk.Files.Directory.EnumerateDirectories(deliveries).Order(StringComparer.Ordinal))
        {
            using var inbox = Files.OutFolder.Open(disk, folders.In(CbeNumber.Parse(disk.Files.Path.GetFileName(folder))));
            foreach (var file in disk.Files.Directory.EnumerateFiles(folder).OrderBy(SafeName.IsVoucher).ThenBy(f => f, StringComparer.Ordinal))
            {
                using var content = disk.Read(file);
                inbox.Write(disk.Files.Path.GetFileName(file), content.CopyTo);
            }
        }
    }

    /// <inheritdoc cref="OperatorView.Deliveries"/>
    public IReadOnlyList<LedgerRow> Deliveries(LedgerSearch search) => View.Deliveries(search);

    public IReadOnlyList<SentFile> SentFiles(LedgerSearch search) => View.Outgoing(search);

    /// <inheritdoc cref="OperatorView.Rejected"/>
    public RejectedCodes Rejected(DeliveryDetails delivery) => View.Rejected(delivery);

    /// <summary>Nights and their steps, the latest first.</summary>
    public (IReadOnlyList<NightRow> Nights, ILookup<DateOnly, NightStepRow> Steps) Nights(int most) => View.Nights(most);

    public NightRow? LastNight()
    {
        using var session = Store.Read();
        return session.LastNight();
    }

    /// <summary>The date of the first night of the ledger; null: there has been none.</summary>
    public DateOnly? FirstNight()
    {
        using var session = Store.Read();
        return session.LastNight() is null ? null : session.First<NightRow>("first_night")!.BusinessDate;
    }

    public IReadOnlyList<NightPartyRow> Told(DateOnly businessDate) => View.Told(businessDate);

    public IReadOnlyList<RegisterCount> RegisterCounts(CbeNumber party) => View.RegisterCounts(party);

    /// <summary>Decisions on deliveries, and files that went out by flow, from midnight of a day on.</summary>
    public (IReadOnlyDictionary<string, long> Decisions, IReadOnlyDictionary<string, long> Outgoing) Since(DateOnly day) => View.Since(day);

    public Totals Totals() => totals.Now();

    /// <inheritdoc cref="OperatorView.Consult"/>
    public Explanation Consult(CbeNumber party, Ssin ssin, Operator who)
    {
        Audit.AppendNow(new AuditEntry { At = clock.GetUtcNow(), Channel = "DASHBOARD", Caller = who.Name, Party = party, Operation = "consult", Ssin = ssin, Outcome = Codes.Record.Ok.Wire, Reason = who.Reason });
        return View.Consult(party, ssin, who);
    }

    /// <inheritdoc cref="OperatorView.Work"/>
    public long? Work(CbeNumber party) => View.Work(party);

    /// <inheritdoc cref="OperatorView.Unfinished"/>
    public IReadOnlyList<long> Unfinished() => View.Unfinished();

    /// <summary>Publishes a file again on behalf of an operator; see <see cref="Resend(CbeNumber, string, long)"/>.</summary>
    public string Resend(CbeNumber party, string flow, long number, Operator who)
    {
        var path = Resend(party, flow, number);
        using var session = Store.Write();
        session.Journal(clock.GetUtcNow(), who, "RESEND", party, flow, number);
        session.Commit();
        return path;
    }

    /// <summary>Notes in the journal of operators what was started elsewhere.</summary>
    public void Journal(Operator who, string action)
    {
        using var session = Store.Write();
        session.Journal(clock.GetUtcNow(), who, action, null, null, null);
        session.Commit();
    }

    private OperatorView View => new(Tools(null));

    public CheckReport Check(string file, IProgress<DeliveryProgress>? progress, CancellationToken stop) => new Preview(Tools(progress)).Run(file, stop);

    public IReadOnlyList<LaneStatus> Status(CbeNumber? party) => new Lanes(Tools(null)).Status(party);

    /// <param name="delivery">A delivery's number in the ledger, or the id of its voucher.</param>
    public DeliveryDetails? Show(string delivery) => new ShowDelivery(Store).Find(delivery);

    /// <summary>Why each row of a person is there; audited before it is shown.</summary>
    /// <param name="caller">The account of who asks.</param>
    public Explanation Explain(CbeNumber party, Ssin ssin, string caller)
    {
        Audit.AppendNow(new AuditEntry { At = clock.GetUtcNow(), Channel = "COMMAND", Caller = caller, Party = party, Operation = "explain", Ssin = ssin, Outcome = Codes.Record.Ok.Wire });
        return new Explain(Store).Run(party, ssin);
    }

    /// <summary>The store about itself, and by how much its clock is ahead of ours; null when it has none.</summary>
    public (StoreFacts Facts, TimeSpan? ClockAhead) StoreFacts()
    {
        using var session = Store.Read();
        var (asked, before) = (clock.GetTimestamp(), clock.GetUtcNow());
        var facts = session.Dialect.Facts(session.Connection);
        // It answered half-way between the question and the answer, as far as anybody can know.
        return (facts, facts.Clock - (before + (clock.GetElapsedTime(asked) / 2)));
    }

    public SelfCheckReport SelfCheck(CancellationToken stop) => new SelfCheck(Store).Run(stop);

    /// <summary>Where an outgoing file of this party stands.</summary>
    public string OutFolder(CbeNumber party) => folders.Out(party);

    private OutgoingFiles Outgoing => new(disk, folders, options.SelfNumber, options.Environment, zone, clock, Notices);

    private Notices Notices => new(Store, clock);

    private IntakeContext Tools(IProgress<DeliveryProgress>? progress, DateOnly? businessDate = null) =>
        new(options, disk, folders, Store, Outgoing, clock, zone, log) { Progress = progress, BusinessDate = businessDate ?? Today,
            Audit = Audit, Notices = Notices };
}
