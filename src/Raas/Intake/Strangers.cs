using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Files that no voucher speaks for.</summary>
internal static class Strangers
{
    /// <summary>Moves an entry to <c>unknown</c>, under a name that fits and that nothing has yet.</summary>
    public static void PutAside(IntakeContext tools, CbeNumber party, PartyFolder from, FolderEntry entry)
    {
        var day = BelgianTime.DateOf(tools.Clock.GetUtcNow());
        var folder = tools.Folders.Absolute(Folders.Unknown(party, day));
        var target = tools.Disk.Files.Path.Combine(folder, FileNames.Fit(entry.Name));
        for (var n = 2; tools.Disk.Exists(target); n++)
            target = tools.Disk.Files.Path.Combine(folder, FileNames.Fit(entry.Name, $".{n}"));
        if (entry.Raw is null)
        {
            tools.Disk.Move(from.PathOf(entry), target);
        }
        else
        {
            tools.Disk.Files.Directory.CreateDirectory(folder);
            from.Move(entry, target);
        }
        tools.Log.LogWarning("{Name} of {Party}, which no voucher names, was put aside in {Folder}", entry.Name, party,
            Folders.Unknown(party, day));
    }
}
