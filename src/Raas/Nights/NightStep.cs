using Raas.Flows;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Nights;

/// <summary>A step of the night, by the name that the ledger has. The list is closed: a night goes on only in a step that this version
/// knows. What another version had still to do, this one cannot tell.</summary>
internal sealed record NightStep
{
    public static readonly NightStep Due = new("DUE");
    public static readonly NightStep Take = new("TAKE");
    public static readonly NightStep Held = new("HELD");
    public static readonly NightStep Collect = new("COLLECT");
    public static readonly NightStep Replacements = new("REPLACEMENTS");
    public static readonly NightStep SelfCheck = new("SELF-CHECK");
    public static readonly NightStep Housekeeping = new("HOUSEKEEPING");

    /// <summary>As long as the ledger's column.</summary>
    private const int MaxName = 16;

    private NightStep(string name) => Name = name.Length <= MaxName ? name
        : throw new ArgumentException($"A step of the night has a name of at most {MaxName} characters: {name}.", nameof(name));

    /// <summary>As in the ledger: it never changes, or a night that was begun before the change could not go on.</summary>
    public string Name { get; }

    /// <summary>The step that notifies the institutions of one flow.</summary>
    public static NightStep Of(NotificationFlow flow) => new(flow.Flow);

    /// <summary>All steps, in the order of the night.</summary>
    public static IReadOnlyList<NightStep> InOrder(IReadOnlyList<NotificationFlow> flows) =>
        [Due, Take, Held, Collect, Replacements, .. flows.Select(Of), SelfCheck, Housekeeping];

    /// <summary>The step of the ledger in which a night goes on.</summary>
    /// <exception cref="NightStepException">This version does not know it; the message says what to do.</exception>
    public static NightStep Of(NightRow night, IReadOnlyList<NotificationFlow> flows) =>
        Find(night, flows) ?? throw new NightStepException(Problem(night, flows)!);

    /// <summary>Why the last night cannot go on here; null when it can, or is complete.</summary>
    public static string? Problem(NightRow? last, IReadOnlyList<NotificationFlow> flows) =>
        last is null or { IsComplete: true } || Find(last, flows) is not null ? null
        : $"The night of {last.Date:yyyy-MM-dd} stopped in the step {last.Step}, which this version does not know: another version began "
            + $"the night. This one knows {string.Join(", ", InOrder(flows).Select(step => step.Name))}. Nothing is done until the night "
            + "is complete: finish it with the version that began it, then change versions.";

    private static NightStep? Find(NightRow night, IReadOnlyList<NotificationFlow> flows) =>
        InOrder(flows).FirstOrDefault(step => step.Name == night.Step);
}

/// <summary>The ledger names a step of the night that this version does not know; the message says what to do.</summary>
public sealed class NightStepException(string message) : Exception(message);
