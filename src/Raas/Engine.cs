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
using Raas.Reverts;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas;

/// <summary>The whole of RAAS, wired: opens the stores and hands out the rooms. What can be done stands in the rooms.</summary>
public sealed class Engine : IDisposable
{
    private readonly TimeProvider clock;
    private readonly Func<IntakeContext> context;

    /// <summary>Opens the stores. The embedded one is brought to the schema of this program; a server has to have it.</summary>
    /// <param name="dialect">The store, when it is not the one that the options name.</param>
    /// <param name="looks">Where nobody is to wait for a folder that does not answer.</param>
    /// <exception cref="UnauthorizedAccessException">Another account owns what we need; the message names each.</exception>
    /// <exception cref="MigrationException">The embedded store does not fit this program; the message says what to do.</exception>
    public Engine(
        RaasOptions options, IFileSystem files, TimeProvider clock, ILogger log, Dialect? dialect = null, FolderLooks? looks = null)
    {
        (Options, this.clock) = (options, clock);
        var (disk, folders) = (new Disk(files, looks), new Folders(files, options.DataRoot));
        files.Directory.CreateDirectory(folders.Root);
        Rights.Require(folders.Ours);
        Databases = new Databases(options, folders, clock, dialect, store => NameIndex.EnsureCurrent(store));
        Online = new OnlineRegister(Databases.Online, clock);
        Persons = new PersonSearch(Databases.Online, clock);
        Numbers = new BcssNumbers(Databases.Online, options.SelfNumber, clock);
        Audit = new AuditTrail(Databases.Audit.Dialect);
        SeenMessages = new SeenMessages(Databases.Audit, clock);
        Parties = new Parties(Store, folders, Audit, clock);
        LaneControl = new LaneControl(Store, clock);
        Alarms = new Alarms(Store, clock);
        Notices = new Notices(Store, clock);
        Journal = new OperatorJournal(Store, clock);
        Checkpoint = new Checkpoint(disk, options.CheckpointFile is { } file ? files.Path.GetFullPath(file) : folders.Checkpoint);
        var outgoing = new OutgoingFiles(disk, folders, options.SelfNumber, options.Environment, clock, Notices, Checkpoint);
        Age = new StoreAge(Store, disk, folders, Checkpoint, outgoing);
        Outgoing = new SentChains(Store, disk, folders, outgoing, options.Retention.Out, clock);
        context = () => new IntakeContext(options, disk, folders, Store, outgoing, clock, log)
        {
            BusinessDate = Today, Audit = Audit, Notices = Notices, Flows = Flows, Age = Age,
        };
        Intake = new DropFolders(context, Parties);
        Nights = new NightRunner(context);
        Ledger = new LedgerView(Store, disk, folders, outgoing, options.Retention, clock);
        Fetches = new Fetches(Store, disk, folders, clock);
        FileControl = new FileControl(Outgoing, clock);
        PersonView = new PersonView(Store, Audit, clock);
        Disclosures = new Disclosures(Store);
        PersonFiles = new PersonFiles(Store, Audit, Disclosures, options.Retention.Journal, clock);
        Files = new DeliveryFiles(Store, disk, folders, Audit, clock);
        Expected = new ExpectedFiles(Store, clock);
    }

    public RaasOptions Options { get; }

    /// <summary>What workers work with.</summary>
    internal IntakeContext Context => context();

    /// <summary>The flows that notify institutions, in the order of the night.</summary>
    internal IReadOnlyList<NotificationFlow> Flows { get; init; } = NotificationFlow.All;

    /// <summary>Today in Belgium.</summary>
    public DateOnly Today => BelgianTime.DateOf(clock.GetUtcNow());

    /// <inheritdoc cref="Raas.Store.Databases"/>
    public Databases Databases { get; }

    /// <inheritdoc cref="Databases.Register"/>
    public RegisterStore Store => Databases.Register;

    /// <inheritdoc cref="StoreAge"/>
    public StoreAge Age { get; }

    /// <inheritdoc cref="Raas.Outgoing.Checkpoint"/>
    public Checkpoint Checkpoint { get; }

    // What calls ask.
    /// <inheritdoc cref="OnlineRegister"/>
    public OnlineRegister Online { get; }
    /// <inheritdoc cref="PersonSearch"/>
    public PersonSearch Persons { get; }
    /// <inheritdoc cref="BcssNumbers"/>
    public BcssNumbers Numbers { get; }
    /// <inheritdoc cref="Operations.SeenMessages"/>
    public SeenMessages SeenMessages { get; }

    // What rounds and nights do.
    /// <inheritdoc cref="DropFolders"/>
    public DropFolders Intake { get; }
    /// <inheritdoc cref="NightRunner"/>
    public NightRunner Nights { get; }
    /// <inheritdoc cref="Raas.Nights.SelfCheck"/>
    public SelfCheck SelfCheck => new(Store, Flows, Age);
    /// <inheritdoc cref="SentChains"/>
    public SentChains Outgoing { get; }
    /// <inheritdoc cref="Raas.Outgoing.Fetches"/>
    public Fetches Fetches { get; }

    // What operators do, and see.
    /// <inheritdoc cref="Operations.Parties"/>
    public Parties Parties { get; }
    /// <inheritdoc cref="Operations.LaneControl"/>
    public LaneControl LaneControl { get; }
    /// <inheritdoc cref="DeliveryReverts"/>
    public DeliveryReverts Reverts => new(context());
    /// <inheritdoc cref="Operations.Alarms"/>
    public Alarms Alarms { get; }
    /// <inheritdoc cref="Raas.Store.Notices"/>
    public Notices Notices { get; }
    /// <inheritdoc cref="OperatorJournal"/>
    public OperatorJournal Journal { get; }
    /// <inheritdoc cref="AuditTrail"/>
    public AuditTrail Audit { get; }
    /// <inheritdoc cref="LedgerView"/>
    public LedgerView Ledger { get; }
    /// <inheritdoc cref="Oversight.FileControl"/>
    public FileControl FileControl { get; }
    /// <inheritdoc cref="Oversight.PersonView"/>
    public PersonView PersonView { get; }
    /// <inheritdoc cref="Raas.Outgoing.Disclosures"/>
    public Disclosures Disclosures { get; }
    /// <inheritdoc cref="Oversight.PersonFiles"/>
    public PersonFiles PersonFiles { get; }
    /// <inheritdoc cref="DeliveryFiles"/>
    public DeliveryFiles Files { get; }
    /// <inheritdoc cref="ExpectedFiles"/>
    public ExpectedFiles Expected { get; }
    /// <inheritdoc cref="Oversight.LaneOverview"/>
    public LaneOverview Lanes => new(context());
    /// <inheritdoc cref="Oversight.AlarmRules"/>
    public AlarmRules AlarmRules => new(context());

    /// <summary>Closes what is kept open between calls; what waits to be audited is audited first.</summary>
    public void Dispose()
    {
        Online.Dispose();
        Persons.Dispose();
        Audit.Dispose();
        Databases.Dispose();
    }
}
