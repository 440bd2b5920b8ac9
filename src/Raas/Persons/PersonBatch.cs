using System.Globalization;
using Raas.Domain;
using Raas.Files;
using Raas.Operations;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Persons;

/// <summary>The persons and replacements that a batch of items touches: loaded together, changed in memory, written back
/// together.</summary>
internal sealed class PersonBatch(StoreSession store, CbeNumber source, long changeSetId, DateTimeOffset now)
{
    private readonly Dictionary<long, PersonRow> persons = [];
    private readonly Dictionary<long, PersonRow> stored = [];
    private readonly HashSet<long> changed = [];
    private readonly Dictionary<long, long> fingerprints = [];
    private readonly Dictionary<long, ReplacementRow> replacements = [];
    private readonly HashSet<long> storedReplacements = [];
    private readonly List<PersonChangeRow> changes = [];
    private readonly List<PersonMutationRow> mutations = [];
    private readonly List<DeferredMutationRow> held = [];
    private readonly Dictionary<(long Old, long New), List<long>> waiting = [];
    private readonly List<long> released = [];

    /// <summary>The chains that the batch touches, complete.</summary>
    public Replacements Replacements { get; private set; } = new();

    public void Load(IEnumerable<PersonMutation> items)
    {
        Clear();
        var numbers = new SortedSet<long>();
        var ids = new SortedSet<long>();
        var anyReplacement = false;
        foreach (var item in items)
        {
            numbers.Add(item.Ssin);
            if (item.NewSsin != 0)
                numbers.Add(item.NewSsin);
            anyReplacement |= item.NewSsin != 0;
            ids.Add(item.MutationId);
        }
        var tables = new PersonTables(store, changeSetId);
        tables.Stage(numbers);
        foreach (var (id, fingerprint) in tables.SeenMutations(source, ids))
            fingerprints[id] = fingerprint;
        foreach (var row in tables.Persons())
        {
            persons[row.Ssin] = row;
            stored[row.Ssin] = row;
        }
        if (anyReplacement)
            LoadReplacements(tables);
        foreach (var (heldId, oldSsin, newSsin) in anyReplacement ? tables.HeldReplacements() : [])
        {
            if (!waiting.TryGetValue((oldSsin, newSsin), out var announced))
                waiting.Add((oldSsin, newSsin), announced = []);
            announced.Add(heldId);
        }
        tables.Unstage();
    }

    public long? SeenFingerprint(long mutationId) => fingerprints.TryGetValue(mutationId, out var seen) ? seen : null;

    /// <summary>What is known of a number that the batch touches.</summary>
    public PersonRow? Find(long ssin) => persons.GetValueOrDefault(ssin);

    public PersonState State(long ssin) => persons.TryGetValue(ssin, out var row) ? row.State : PersonState.Unknown;

    public long? ReplacedBy(long ssin) => replacements.TryGetValue(ssin, out var row) ? row.NewSsin : null;

    public void Remember(PersonMutation item, long fingerprint)
    {
        fingerprints[item.MutationId] = fingerprint;
        mutations.Add(new PersonMutationRow(source.Value, item.MutationId, item.Ssin, item.Kind.ToString(), fingerprint, changeSetId));
    }

    /// <summary>Keeps an item for later: the night applies it when its day or its person has come.</summary>
    /// <param name="item">Kept whole.</param>
    /// <param name="isForDay">Until its day; else until its number is known.</param>
    /// <param name="legalContext">Of the delivery: an answer may follow.</param>
    public void Hold(PersonMutation item, bool isForDay, string legalContext)
    {
        using var bytes = new MemoryStream();
        using (var to = new ByteWriter(bytes))
            item.Write(to);
        held.Add(new DeferredMutationRow(
            source.Value, item.MutationId, item.Ssin, item.NewSsin, item.Kind.ToString(), item.DateDay, isForDay, legalContext,
            Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length)));
    }

    /// <summary>Whether a replacement waits.</summary>
    public bool IsWaiting(long oldSsin, long newSsin) =>
        waiting.ContainsKey((oldSsin, newSsin)) || held.Exists(row => IsReplacement(row, oldSsin, newSsin));

    /// <summary>Forgets a replacement that waits, however often it was announced.</summary>
    public void Withdraw(long oldSsin, long newSsin)
    {
        held.RemoveAll(row => IsReplacement(row, oldSsin, newSsin));
        if (waiting.Remove((oldSsin, newSsin), out var announced))
            released.AddRange(announced);
    }

    private static bool IsReplacement(DeferredMutationRow row, long oldSsin, long newSsin) =>
        row.Kind == nameof(PersonMutationKind.Replacement) && row.Ssin == oldSsin && row.NewSsin == newSsin;

    /// <summary>Takes over the identity as given: new, changed in some data groups, or the same.</summary>
    public Outcome Put(PersonMutation item)
    {
        var known = persons.TryGetValue(item.Ssin, out var before);
        var after = RowOf(item, known ? before!.State : PersonState.Active, known ? before!.KnownSince : changeSetId);
        if (known && before == after)
            return Outcome.Unchanged;
        persons[item.Ssin] = after;
        changed.Add(item.Ssin);
        if (!known)
            return Outcome.Registered;
        foreach (var group in DataGroups.All)
            Journal(item, group.Code(), ValueOf(before!, group), ValueOf(after, group));
        return Outcome.Merged;
    }

    public void Replace(PersonMutation item)
    {
        Replacements.Add(item.Ssin, item.NewSsin);
        replacements[item.Ssin] = new ReplacementRow(
            item.Ssin, item.NewSsin, Replacements.Current(item.Ssin), item.Reason, item.DateDay, source.Value, item.MutationId,
            changeSetId);
        Journal(item, NumberEvent.Replaced, null, new Ssin11(item.NewSsin).ToString());
    }

    public void AnnulReplacement(PersonMutation item)
    {
        Replacements.Remove(item.Ssin, item.NewSsin);
        replacements.Remove(item.Ssin);
        Journal(item, NumberEvent.Replaced, new Ssin11(item.NewSsin).ToString(), null);
    }

    public void Cancel(PersonMutation item)
    {
        persons[item.Ssin] = persons[item.Ssin] with { State = PersonState.Cancelled };
        changed.Add(item.Ssin);
        Journal(item, NumberEvent.Cancelled, null, Date(item.DateDay));
    }

    public void Save()
    {
        var tables = new PersonTables(store, changeSetId);
        tables.WritePersons([.. changed.Where(stored.ContainsKey).Order()], [.. changed.Order().Select(ssin => persons[ssin])]);
        SaveNames();
        SaveReplacements(tables);
        tables.InsertPersonChanges(changes);
        tables.InsertPersonMutations(mutations);
        tables.InsertHeld(held, now);
        tables.DeleteHeld([.. released.Order()]);
    }

    /// <summary>Who got another name or birth date is found under that one from now on.</summary>
    private void SaveNames()
    {
        var renamed = changed.Where(ssin => !stored.TryGetValue(ssin, out var before)
            || (before.LastName, before.BirthDate) != (persons[ssin].LastName, persons[ssin].BirthDate)).ToList();
        NameIndex.Change(store, changeSetId, renamed.Where(stored.ContainsKey).SelectMany(ssin => KeysOf(stored[ssin])),
            renamed.SelectMany(ssin => KeysOf(persons[ssin])));
    }

    private static IEnumerable<NameKeyRow> KeysOf(PersonRow row) => NameIndex.RowsOf(row.Ssin, row.LastName, row.BirthDate);

    private void Clear()
    {
        persons.Clear();
        stored.Clear();
        changed.Clear();
        fingerprints.Clear();
        replacements.Clear();
        storedReplacements.Clear();
        changes.Clear();
        mutations.Clear();
        held.Clear();
        waiting.Clear();
        released.Clear();
        Replacements = new Replacements();
    }

    private void LoadReplacements(PersonTables tables)
    {
        foreach (var row in tables.Replacements())
        {
            replacements[row.OldSsin] = row;
            storedReplacements.Add(row.OldSsin);
            Replacements.Load(row.OldSsin, row.NewSsin);
        }
    }

    /// <summary>The current number is kept beside each replacement, so that no reader has to follow a chain.</summary>
    private void SaveReplacements(PersonTables tables)
    {
        var gone = storedReplacements.Where(old => !replacements.ContainsKey(old)).ToList();
        var written = new List<ReplacementRow>();
        foreach (var (old, row) in replacements)
        {
            var current = Replacements.Current(old);
            if (storedReplacements.Contains(old) && row.CurrentSsin == current && row.ChangeSetId != changeSetId)
                continue;
            written.Add(row with { CurrentSsin = current });
            if (storedReplacements.Contains(old))
                gone.Add(old);
        }
        tables.WriteReplacements([.. gone.Order()], [.. written.OrderBy(r => r.OldSsin)]);
    }

    private void Journal(PersonMutation item, string group, string? before, string? after)
    {
        if (before != after)
        {
            changes.Add(new PersonChangeRow(item.Ssin, group, before, after, item.DateDay, source.Value, item.MutationId, changeSetId,
                group == NumberEvent.Replaced ? item.NewSsin : null));
        }
    }

    private static PersonRow RowOf(PersonMutation item, PersonState state, long? knownSince) => new(
        item.Ssin, item.Register!, item.LastName, item.FirstNames, item.BirthDate, item.BirthPlace, item.Gender, item.Nationalities,
        item.CivilState, item.Address, item.DeceaseDay == 0 ? null : item.DeceaseDay, state, knownSince);

    /// <summary>The value of a data group, as it is journalled.</summary>
    public static string? ValueOf(PersonRow row, DataGroup group) => group switch
    {
        DataGroup.Name => Name(row),
        DataGroup.Birth => Birth(row),
        DataGroup.Gender => GenderOf(row),
        DataGroup.Nationality => row.Nationalities,
        DataGroup.CivilState => row.CivilState,
        DataGroup.Address => row.Address,
        DataGroup.Decease => Date(row.DeceaseDay),
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "no data group"),
    };

    private static string Name(PersonRow row) => row.LastName + "\n" + row.FirstNames;

    private static string Birth(PersonRow row) => IncompleteDate.FromPacked(row.BirthDate) + "\n" + row.BirthPlace;

    private static string? GenderOf(PersonRow row) => row.Gender switch { Gender.Male => "M", Gender.Female => "F", _ => null };

    private static string? Date(int? day) =>
        day is { } number ? DateOnly.FromDayNumber(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    /// <summary>Eleven digits of a number, right or not.</summary>
    private readonly record struct Ssin11(long Number)
    {
        public override string ToString() => Number.ToString("D11", CultureInfo.InvariantCulture);
    }
}
