using Raas.Configuration;
using Raas.Domain;
using Raas.Store.Rows;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Inscriptions;

/// <summary>One call to register or unregister: what a record of a file says.</summary>
/// <param name="Ssin">Eleven digits, not yet checked.</param>
/// <param name="BeginDay">First day of the period; null only where everything is unregistered.</param>
/// <param name="EndDay">Last day, or <see cref="Period.OpenEnd"/>.</param>
public sealed record InscriptionCall(RequestAction Action, long Ssin, string DossierType, int? BeginDay, int EndDay = Period.OpenEnd,
    PersonIdentity? Given = null);

/// <summary>A row that was asked for.</summary>
/// <param name="Ssin">The number under which it stands.</param>
public sealed record ConsultedRow(long Ssin, string DossierType, Period Period);

/// <param name="Current">The person's number now, or at the moment that was asked about.</param>
/// <param name="State">Of that number, likewise.</param>
public sealed record Consultation(long Current, PersonState State, IReadOnlyList<ConsultedRow> Rows);

/// <summary>The register online: the rules of the files, one record at a time.</summary>
public sealed class OnlineRegister : IDisposable
{
    /// <summary>What the journal calls a change that came online.</summary>
    private const string Cause = "ONLINE";

    private readonly RegisterStore store;
    private readonly TimeProvider clock;
    private readonly ReadSessions sessions;
    private readonly OnlineChanges changes;

    public OnlineRegister(RegisterStore store, TimeProvider clock)
    {
        (this.store, this.clock, sessions) = (store, clock, new ReadSessions(store, clock));
        changes = new OnlineChanges(store, Decide);
    }

    public void Dispose() => sessions.Dispose();

    /// <summary>Registers or unregisters, beside others of the same party, and without a thread while it waits.</summary>
    /// <param name="note">Begins to write what it leaves in the audit, once it is decided, and is done when that stands on disk; when it
    /// cannot be written, nothing has happened.</param>
    /// <param name="stop">Nobody waits for it any longer: nothing happens, unless it is being done already.</param>
    /// <returns>What a record of a file would be answered.</returns>
    /// <exception cref="WriterBusyException">Its turn to write did not come in time.</exception>
    public Task<DecidedRecord> Change(Party party, InscriptionCall call, Func<DecidedRecord, Task> note, CancellationToken stop) =>
        changes.Change(party, call, note, stop);

    /// <inheritdoc cref="OnlineChanges.Deciding"/>
    private (DecidedRecord Decided, bool HasChanged) Decide(
        StoreSession session, Party party, InscriptionCall call, ref long? freeChangeSet)
    {
        using var phase = Phase.Begin("decide");
        var changeSet = freeChangeSet ??= session.NewChangeSet(Cause, null, clock.GetUtcNow(), party.Number);
        using var lookup = session.Dialect.NewLookup(session, party.Number, changeSet);
        var keys = new List<StagedKey> { new(call.Ssin, call.Given is not null) };
        var mayTake = party.Settings.AutoReplace && call.Action == RequestAction.Unregister;
        var way = RowsOnTheWay.Of(session, party.Number, mayTake, changeSet);
        way?.Load([call.Ssin]);
        var person = lookup.Persons(keys)[0];
        var also = new SortedSet<long>(way?.Holders ?? []) { person.Current };
        var rows = lookup.Rows(keys, [.. also.Where(ssin => ssin != call.Ssin).Select(ssin => new StagedKey(ssin, false))]);
        var changed = new DecidedChanges();
        var decider = new RecordDecider(party.Types, party.Settings.MergeAdjacent, party.Settings.AutoReplace, way);
        decider.Begin(rows, changed);
        var decided = decider.Decide(Request(party, call), person, call.Given);
        decider.End();
        if (changed.IsEmpty)
            return (decided, false);
        changed.Write(session, party.Number, changeSet);
        freeChangeSet = null;
        return (decided, true);
    }

    /// <summary>The party's own rows of a person, under every number of the person.</summary>
    /// <param name="dossierType">Only of this one; null: of all.</param>
    /// <param name="period">Only rows that have a day in common with it; null: whatever their period.</param>
    /// <param name="asOf">Of which day, and as of when; null: as the register is.</param>
    public Consultation Consult(CbeNumber party, Ssin ssin, string? dossierType, Period? period, AsOf? asOf = null)
    {
        using var phase = Phase.Begin("consult");
        var found = sessions.Use(session => asOf?.KnownOn is { } moment
            ? Then(session, party, ssin, moment) : RowsOfPerson.Now(session, party, ssin));
        return found with
        {
            Rows = [.. found.Rows.Where(row => (dossierType is null || row.DossierType == dossierType)
                && (period is not { } asked || row.Period.Overlaps(asked)) && asOf?.Includes(row.Period) != false)],
        };
    }

    /// <summary>Whether a moment is asked about that has not been yet.</summary>
    public bool IsToCome(AsOf asOf) => asOf.IsToCome(clock.GetUtcNow());

    private static Consultation Then(StoreSession session, CbeNumber party, Ssin ssin, DateTimeOffset moment)
    {
        var person = new RegisterThen(session, party, moment).Of(ssin);
        return new Consultation(person.Current, person.State, person.Rows);
    }

    /// <summary>The decisions on a delivery of a party, the latest first.</summary>
    public IReadOnlyList<DeliveryDetails> Deliveries(CbeNumber party, Guid? voucherId, string? flow, long? fileSequenceNumber)
    {
        List<long> ids;
        using (var session = store.Read())
        {
            ids = voucherId is { } id
                ? session.DeliveriesOfVoucher(party, id)
                : session.DeliveriesOfNumber(party, flow, fileSequenceNumber);
        }
        return [.. ids.Select(id => new ShowDelivery(store).Find(id.ToString(System.Globalization.CultureInfo.InvariantCulture))!)];
    }

    private static RecordRequest Request(Party party, InscriptionCall call)
    {
        var type = RecordRequest.NoType;
        for (var i = 0; i < party.Types.Count; i++)
        {
            if (party.Types[i].Code == call.DossierType)
                type = i;
        }
        return new RecordRequest
        {
            Ssin = call.Ssin,
            Number = 1,
            Type = type,
            BeginDay = call.BeginDay ?? 0,
            EndDay = call.EndDay,
            HasPeriod = call.BeginDay is not null,
            Action = call.Action,
        };
    }
}
