using Raas.Configuration;
using Raas.Inscriptions;

namespace Raas.Tests;

/// <summary>Calls that a test waits for, one after the other.</summary>
internal static class OnlineCalls
{
    /// <param name="beforeCommit">Called when all is decided, before it becomes true.</param>
    public static DecidedRecord Change(
        this OnlineRegister register, Party party, InscriptionCall call, Action<DecidedRecord> beforeCommit) =>
        Task.Run(() => register.Change(party, call, decided =>
        {
            beforeCommit(decided);
            return Task.CompletedTask;
        }, CancellationToken.None)).GetAwaiter().GetResult();
}
