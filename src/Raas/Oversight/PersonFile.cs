using Raas.Domain;
using Raas.Inscriptions;
using Raas.Outgoing;
using Raas.Operations;
using Raas.Store.Rows;

namespace Raas.Oversight;

/// <summary>Everything that we know of one person, and whom we told: the answer to a citizen who asks.</summary>
public sealed record PersonFile
{
    /// <summary>The current number first, then those that it replaced.</summary>
    public required IReadOnlyList<long> Numbers { get; init; }

    /// <summary>In the authentic source.</summary>
    public required PersonState State { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The only party that was asked about; null: all.</summary>
    public CbeNumber? Only { get; init; }

    /// <summary>What institutions registered; those that never had anything are not there.</summary>
    public required IReadOnlyList<PersonAtInstitution> Institutions { get; init; }

    /// <summary>Where files of ours name the person, in the order in which they were made.</summary>
    public required IReadOnlyList<DisclosureTo> Disclosures { get; init; }

    /// <summary>What was sent before is not accounted for, or no longer.</summary>
    public required DateTimeOffset DisclosuresSince { get; init; }

    /// <summary>Times since then of which it is not known either.</summary>
    public required IReadOnlyList<LostDisclosures> DisclosuresLost { get; init; }

    /// <summary>Calls and looks that concerned the person.</summary>
    public required IReadOnlyList<LookAt> Looks { get; init; }

    /// <summary>Our copy as it is; null: we have none, or one party only was asked about.</summary>
    public PersonRow? Person { get; init; }

    /// <summary>How our copy came to be what it is, the oldest first.</summary>
    public required IReadOnlyList<PersonChangeEntry> Changes { get; init; }

    /// <summary>What changed in our copy before is kept no longer.</summary>
    public required DateOnly ChangesSince { get; init; }

    /// <summary>Names of the parties that are meant, by their numbers.</summary>
    public required IReadOnlyDictionary<long, string> Names { get; init; }
}

/// <summary>The rows of a person at an institution, and what led to them.</summary>
public sealed record PersonAtInstitution(
    CbeNumber Party, IReadOnlyList<ExplainedRow> Rows, IReadOnlyList<ExplainedChange> Changes);

/// <summary>A person was told of in a file.</summary>
/// <param name="What">Under one of the numbers.</param>
/// <param name="Ssins">The numbers by which the item names the person.</param>
/// <param name="Receipt">The number of the receipt of the delivery that the file answers; it names no person.</param>
public sealed record DisclosureTo(Disclosure What, IReadOnlyList<long> Ssins, long? Receipt);

/// <summary>A call, or a look by an operator.</summary>
/// <param name="Deliberations">By which data of the person may have been in the answer to a call, by the configuration of that moment;
/// null: none was needed, or there was none.</param>
public sealed record LookAt(ChainedEntry Entry, string? Deliberations);
