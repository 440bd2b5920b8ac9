using Raas.Domain;
using Raas.Store;

namespace Raas.Recovery;

/// <summary>What is not as it was when it is made again, a line each; each is told.</summary>
internal sealed class Differences(Notices notices)
{
    private readonly List<string> all = [];

    /// <summary>In the order in which they were found.</summary>
    public IReadOnlyList<string> All => all;

    /// <param name="party">Whom it concerns; ourselves when it concerns nobody else.</param>
    public void Add(CbeNumber party, string what)
    {
        all.Add(what);
        notices.Add(Notices.Restored, party, $"{party} {all.Count}", $"After a restore: {what}");
    }
}
