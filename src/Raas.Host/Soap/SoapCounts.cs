using System.Collections.Concurrent;
using Raas.Domain;

namespace Raas.Host.Soap;

/// <summary>Calls that this host answered, for the monitoring.</summary>
internal sealed class SoapCounts
{
    private readonly ConcurrentDictionary<(string Operation, string Code), (long Calls, double Seconds)> counts = new();

    /// <summary>As they are at one moment: LINQ's own copy fails when a call is counted meanwhile.</summary>
    public IReadOnlyList<KeyValuePair<(string Operation, string Code), (long Calls, double Seconds)>> All =>
        [.. counts.ToArray().OrderBy(c => c.Key)];

    /// <param name="operation">Of the WSDL, or the service when it was none.</param>
    public void Add(string operation, string code, TimeSpan took) =>
        counts.AddOrUpdate((operation, code), (1, took.TotalSeconds), (_, known) => (known.Calls + 1, known.Seconds + took.TotalSeconds));
}
