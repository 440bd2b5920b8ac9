using Raas.Domain;

namespace Raas.Inscriptions;

/// <summary>What the rules need of a record that registers or unregisters, whether it came in a file or by a call.</summary>
public readonly struct RecordRequest
{
    /// <summary>The dossier type is not defined for the institution.</summary>
    public const int NoType = -1;

    /// <summary>As it was given: eleven digits, not yet checked.</summary>
    public long Ssin { get; init; }

    /// <summary>Position in the file, from 1; 1 for a call.</summary>
    public int Number { get; init; }

    /// <summary>Index into the institution's dossier types, or <see cref="NoType"/>.</summary>
    public int Type { get; init; }

    /// <summary>First day of the period, as a day number; without meaning where there is no period.</summary>
    public int BeginDay { get; init; }

    /// <summary>Last day of the period, or <see cref="Period.OpenEnd"/>.</summary>
    public int EndDay { get; init; }

    /// <summary>False only where everything is unregistered.</summary>
    public bool HasPeriod { get; init; }

    /// <summary>What is asked for.</summary>
    public RequestAction Action { get; init; }
}
