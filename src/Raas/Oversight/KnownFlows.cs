using Raas.Domain;
using Raas.Flows;

namespace Raas.Oversight;

/// <summary>The flows by name, as commands and pages offer them.</summary>
public static class KnownFlows
{
    /// <summary>Those in which parties send files.</summary>
    public static IReadOnlyList<string> Incoming => IncomingFlow.Names;

    /// <summary>Those in which parties receive files.</summary>
    public static IReadOnlyList<string> Outgoing { get; } = [FlowName.Receipt, FlowName.Answer, FlowName.Replacement,
        .. NotificationFlow.All.Select(flow => flow.Flow)];
}
