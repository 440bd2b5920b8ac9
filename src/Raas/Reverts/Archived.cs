using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Intake;
using Raas.Operations;
using Raas.Reading;

namespace Raas.Reverts;

/// <summary>The data file of a delivery that was accepted, read once more.</summary>
internal static class Archived
{
    /// <param name="scratch">Which scratch of the party's it takes.</param>
    /// <exception cref="OperatorException">It is no longer there, or is another one than what was accepted.</exception>
    public static DataFile Read(
        IntakeContext tools, Party party, long deliveryId, string folder, string? name, string? digest, string scratch,
        CancellationToken stop)
    {
        var path = name is null ? null : tools.Disk.Files.Path.Combine(tools.Folders.Absolute(folder), name);
        if (path is null || !tools.Disk.IsRegularFile(path))
            throw new OperatorException(
                $"The data file of delivery {deliveryId} is not in {folder}: it was filed there, and Raas:Retention may have taken it "
                    + "away. Put it back from a backup: without it nobody can say what it asked for.");
        var errors = new FileErrors();
        var content = DataFile.Read(
            tools, path, Folders.RevertSpool(party.Number, scratch), SpoolParts.One, party, FlowName.Subscription, errors, null, stop);
        if (content.Digest == digest && !errors.Any)
            return content;
        content.Dispose();
        throw new OperatorException(
            $"The data file of delivery {deliveryId} in {folder} is not what was accepted: its digest is another one. Put it back from a "
                + "backup.");
    }
}
