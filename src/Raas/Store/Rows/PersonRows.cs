using Raas.Domain;

namespace Raas.Store.Rows;

/// <summary>A person as our copy of the authentic source knows it.</summary>
/// <param name="BirthDate"><see cref="IncompleteDate.Packed"/>.</param>
/// <param name="DeceaseDay">Day number, null when alive as far as known.</param>
/// <param name="KnownSince">The change set with which the number became known; null: nobody noted it.</param>
public sealed record PersonRow(
    long Ssin, string Register, string? LastName, string? FirstNames, int BirthDate, string? BirthPlace, Gender Gender,
    string? Nationalities,
    string? CivilState, string? Address, int? DeceaseDay, PersonState State, long? KnownSince = null);

/// <summary>A number that gave way to another.</summary>
/// <param name="NewSsin">The one that came in its place.</param>
/// <param name="CurrentSsin">The one that stands for both now.</param>
public sealed record ReplacementRow(
    long OldSsin, long NewSsin, long CurrentSsin, string? Reason, int Day, long Source, long MutationId, long ChangeSetId);

/// <summary>One data group of a person that changed.</summary>
/// <param name="NewSsin">The new number of a replacement, made or annulled; null for everything else.</param>
public sealed record PersonChangeRow(
    long Ssin, string DataGroup, string? Before, string? After, int Day, long Source, long MutationId, long ChangeSetId, long? NewSsin);

/// <summary>One data group of a person that changed, with where it came from.</summary>
public sealed record PersonChangeEntry
{
    public long PersonChangeId { get; init; }
    public long Ssin { get; init; }
    public string DataGroup { get; init; } = "";
    public string? BeforeValue { get; init; }
    public string? AfterValue { get; init; }

    /// <summary>On which it happened, as the source says.</summary>
    public DateOnly Date { get; init; }
    public long Source { get; init; }

    /// <summary>By which the source knows it.</summary>
    public long MutationId { get; init; }

    /// <summary>The delivery of the source; null: it came by a call.</summary>
    public long? DeliveryId { get; init; }

    /// <summary>When it was taken over.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>One item of a source that was taken over: told again, it changes nothing.</summary>
public sealed record PersonMutationRow(long Source, long MutationId, long Ssin, string Kind, long Fingerprint, long ChangeSetId);

/// <summary>One data group of a person that changed, in its place in the journal.</summary>
internal readonly record struct JournalledPersonChange(
    long PersonChangeId, long Ssin, string DataGroup, string? Before, string? After, int Day, long Source, long MutationId);

/// <summary>One sound of the name of a person. The birth date stands beside it, because nobody searches without one.</summary>
public readonly record struct NameKeyRow(string NameKey, int BirthDate, long Ssin);

internal sealed class MutationIdRows(long batchId, IReadOnlyList<long> ids) : BulkList<MutationIdRows, long>(Loaded, ids)
{
    private static readonly BulkTable<MutationIdRows> Loaded = new BulkTable<MutationIdRows>("stage_mutation")
        .Int64("BatchId", r => r.batchId)
        .Int64("MutationId", r => r.Row);

    private readonly long batchId = batchId;
}

internal sealed class PersonRows(IReadOnlyList<PersonRow> rows) : BulkList<PersonRows, PersonRow>(Loaded, rows)
{
    private static readonly BulkTable<PersonRows> Loaded = new BulkTable<PersonRows>("person")
        .Int64("Ssin", r => r.Row.Ssin)
        .Text("Register", r => r.Row.Register)
        .Text("LastName", r => r.Row.LastName)
        .Text("FirstNames", r => r.Row.FirstNames)
        .Int32("BirthDate", r => r.Row.BirthDate)
        .Text("BirthPlace", r => r.Row.BirthPlace)
        .Int32("Gender", r => (int)r.Row.Gender)
        .Text("Nationalities", r => r.Row.Nationalities)
        .Text("CivilState", r => r.Row.CivilState)
        .Text("Address", r => r.Row.Address)
        .Day("DeceaseDate", r => r.Row.DeceaseDay)
        .Int32("State", r => (int)r.Row.State)
        .Int64("KnownSince", r => r.Row.KnownSince);
}

/// <summary>A person, read from a statement that selects the whole row.</summary>
internal readonly struct PersonColumns(RowReader rows)
{
    private readonly RowColumn ssin = rows.Column("Ssin");
    private readonly RowColumn register = rows.Column("Register");
    private readonly RowColumn lastName = rows.Column("LastName");
    private readonly RowColumn firstNames = rows.Column("FirstNames");
    private readonly RowColumn birthDate = rows.Column("BirthDate");
    private readonly RowColumn birthPlace = rows.Column("BirthPlace");
    private readonly RowColumn gender = rows.Column("Gender");
    private readonly RowColumn nationalities = rows.Column("Nationalities");
    private readonly RowColumn civilState = rows.Column("CivilState");
    private readonly RowColumn address = rows.Column("Address");
    private readonly RowColumn deceaseDate = rows.Column("DeceaseDate");
    private readonly RowColumn state = rows.Column("State");
    private readonly RowColumn knownSince = rows.Column("KnownSince");

    public string LastName => lastName.Text;

    public string? FirstNames => firstNames.OptionalText;

    public int BirthDate => birthDate.Int32;

    public Gender Gender => (Gender)gender.Int32;

    public PersonRow Row => new(
        ssin.Int64, register.Text, lastName.OptionalText, FirstNames, BirthDate, birthPlace.OptionalText, Gender,
        nationalities.OptionalText,
        civilState.OptionalText, address.OptionalText, deceaseDate.OptionalDay, (PersonState)state.Int32,
        knownSince.OptionalInt64);
}

internal sealed class ReplacementRows(IReadOnlyList<ReplacementRow> rows) : BulkList<ReplacementRows, ReplacementRow>(Loaded, rows)
{
    private static readonly BulkTable<ReplacementRows> Loaded = new BulkTable<ReplacementRows>("replacement")
        .Int64("OldSsin", r => r.Row.OldSsin)
        .Int64("NewSsin", r => r.Row.NewSsin)
        .Int64("CurrentSsin", r => r.Row.CurrentSsin)
        .Text("Reason", r => r.Row.Reason)
        .Day("Date", r => r.Row.Day)
        .Int64("Source", r => r.Row.Source)
        .Int64("MutationId", r => r.Row.MutationId)
        .Int64("ChangeSetId", r => r.Row.ChangeSetId);
}

/// <summary>A replacement, read from a statement that selects the whole row.</summary>
internal readonly struct ReplacementColumns(RowReader rows)
{
    private readonly RowColumn oldSsin = rows.Column("OldSsin");
    private readonly RowColumn newSsin = rows.Column("NewSsin");
    private readonly RowColumn currentSsin = rows.Column("CurrentSsin");
    private readonly RowColumn reason = rows.Column("Reason");
    private readonly RowColumn date = rows.Column("Date");
    private readonly RowColumn source = rows.Column("Source");
    private readonly RowColumn mutationId = rows.Column("MutationId");
    private readonly RowColumn changeSetId = rows.Column("ChangeSetId");

    public ReplacementRow Row => new(
        oldSsin.Int64, newSsin.Int64, currentSsin.Int64, reason.OptionalText, date.Day, source.Int64, mutationId.Int64, changeSetId.Int64);
}

internal sealed class PersonChangeRows(IReadOnlyList<PersonChangeRow> rows) : BulkList<PersonChangeRows, PersonChangeRow>(Loaded, rows)
{
    private static readonly BulkTable<PersonChangeRows> Loaded = new BulkTable<PersonChangeRows>("person_change")
        .Int64("Ssin", r => r.Row.Ssin)
        .Text("DataGroup", r => r.Row.DataGroup)
        .Text("BeforeValue", r => r.Row.Before)
        .Text("AfterValue", r => r.Row.After)
        .Day("Date", r => r.Row.Day)
        .Int64("Source", r => r.Row.Source)
        .Int64("MutationId", r => r.Row.MutationId)
        .Int64("ChangeSetId", r => r.Row.ChangeSetId)
        .Int64("NewSsin", r => r.Row.NewSsin);
}

internal sealed class PersonMutationRows(IReadOnlyList<PersonMutationRow> rows)
    : BulkList<PersonMutationRows, PersonMutationRow>(Loaded, rows)
{
    private static readonly BulkTable<PersonMutationRows> Loaded = new BulkTable<PersonMutationRows>("person_mutation")
        .Int64("Source", r => r.Row.Source)
        .Int64("MutationId", r => r.Row.MutationId)
        .Int64("Ssin", r => r.Row.Ssin)
        .Text("Kind", r => r.Row.Kind)
        .Int64("Fingerprint", r => r.Row.Fingerprint)
        .Int64("ChangeSetId", r => r.Row.ChangeSetId);
}

internal sealed class NameKeyRows(IReadOnlyList<NameKeyRow> rows) : BulkList<NameKeyRows, NameKeyRow>(Loaded, rows)
{
    private static readonly BulkTable<NameKeyRows> Loaded = new BulkTable<NameKeyRows>("person_name_key")
        .Text("NameKey", r => r.Row.NameKey)
        .Int32("BirthDate", r => r.Row.BirthDate)
        .Int64("Ssin", r => r.Row.Ssin);
}

internal sealed class StagedNameKeyRows(long batchId, IReadOnlyList<NameKeyRow> rows)
    : BulkList<StagedNameKeyRows, NameKeyRow>(Loaded, rows)
{
    private static readonly BulkTable<StagedNameKeyRows> Loaded = new BulkTable<StagedNameKeyRows>("stage_name_key")
        .Int64("BatchId", r => r.batchId)
        .Text("NameKey", r => r.Row.NameKey)
        .Int32("BirthDate", r => r.Row.BirthDate)
        .Int64("Ssin", r => r.Row.Ssin);

    private readonly long batchId = batchId;
}
