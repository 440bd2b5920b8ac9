using Raas.Flows;
using Raas.Nights;

namespace Raas.Oversight;

/// <summary>The flows by name, as commands and pages offer them.</summary>
public static class KnownFlows
{
    /// <summary>Those in which parties send files.</summary>
    public static IReadOnlyList<string> Incoming => IncomingFlow.Names;

    /// <summary>Those in which parties receive files.</summary>
    public static IReadOnlyList<string> Outgoing { get; } = ["RECEIPT", "ANSWER", ReplacementRun.Flow,
        .. Service.All.Select(service => service.Flow)];
}
