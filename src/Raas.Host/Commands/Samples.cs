using System.IO.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;

namespace Raas.Host.Commands;

/// <summary>The samples, for a first look.</summary>
/// <param name="folder">Where they are: <c>parties.json</c> and <c>deliveries</c>, a folder for each night.</param>
internal sealed class Samples(Engine engine, IFileSystem files, string folder)
{
    /// <summary>Those that come with the program.</summary>
    public static Samples OfProgram(Engine engine) => new(engine, new FileSystem(), Path.Combine(AppContext.BaseDirectory, "samples"));

    /// <summary>The sample parties.</summary>
    public void ImportParties() =>
        engine.Parties.Import(files.File.ReadAllText(files.Path.Combine(folder, "parties.json")), isReplacing: false,
            new Operator(Environment.UserName, "the samples"));

    /// <summary>The sample parties, and two nights of sample deliveries, as if the first had been yesterday. Where there has been a night
    /// already, all deliveries come in this one.</summary>
    public NightReport RunNights(DateOnly? businessDate, IProgress<DeliveryProgress>? progress, CancellationToken stop)
    {
        ImportParties();
        var today = businessDate ?? engine.Today;
        var isFirst = engine.Nights.Last() is null;
        NightReport? first = null;
        foreach (var deliveries in files.Directory.EnumerateDirectories(files.Path.Combine(folder, "deliveries"))
            .Order(StringComparer.Ordinal))
        {
            Drop(deliveries);
            if (isFirst)
                first = engine.Nights.Run(today.AddDays(-1), progress, stop);
            isFirst = false;
        }
        var second = engine.Nights.Run(today, progress, stop);
        return first is null ? second : second with
        {
            Elapsed = first.Elapsed + second.Elapsed,
            Deliveries = [.. first.Deliveries, .. second.Deliveries],
            Nights = [.. first.Nights, .. second.Nights],
            Failures = [.. first.Failures, .. second.Failures],
        };
    }

    /// <summary>Puts sample deliveries where their parties would.</summary>
    private void Drop(string deliveries)
    {
        var (disk, folders) = (new Disk(files), new Folders(files, engine.Options.DataRoot));
        foreach (var sender in files.Directory.EnumerateDirectories(deliveries).Order(StringComparer.Ordinal))
        {
            using var inbox = OutFolder.Open(disk, folders.In(CbeNumber.Parse(files.Path.GetFileName(sender))));
            foreach (var file in files.Directory.EnumerateFiles(sender).OrderBy(SafeName.IsVoucher).ThenBy(f => f, StringComparer.Ordinal))
            {
                using var content = disk.Read(file);
                inbox.Write(files.Path.GetFileName(file), content.CopyTo);
            }
        }
    }
}
