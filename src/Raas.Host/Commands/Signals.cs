using System.Runtime.InteropServices;

namespace Raas.Host.Commands;

/// <summary>SIGTERM and Ctrl+C: the first stops the work, every further one changes nothing, however soon it comes. Until somebody asks for
/// it the process ends as any other does.</summary>
internal static class Signals
{
    private static readonly CancellationTokenSource Stopping = new();

    /// <summary>Never disposed: a signal during the last instructions of the process must not change how it ends.</summary>
    private static readonly Lazy<PosixSignalRegistration[]> Registered = new(() =>
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Take), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take)]);

    /// <summary>Cancelled by the first signal.</summary>
    public static CancellationToken Stop()
    {
        _ = Registered.Value;
        return Stopping.Token;
    }

    private static void Take(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _ = Stopping.CancelAsync();
    }
}
