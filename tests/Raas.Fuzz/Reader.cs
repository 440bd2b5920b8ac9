using System.IO.Abstractions;
using Raas.Domain;
using Raas.Flows.Dimona;
using Raas.Flows.PersonMutations;
using Raas.Flows.Subscriptions;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Fuzz;

/// <summary>The verdict of our own readers, as intake uses them.</summary>
internal sealed class Reader(string folder) : IDisposable
{
    private static readonly DossierType[] Types =
    [
        new(1, "HEALTH", Period.FromDays(0, Period.OpenEnd), "", "", ""),
        new(2, "LIVING-WAGE", Period.FromDays(0, Period.OpenEnd), "", "", ""),
        new(3, "A", Period.FromDays(0, Period.OpenEnd), "", "", ""),
    ];

    private readonly FileSystem files = new();

    /// <summary>The first error, null when the file is valid.</summary>
    /// <exception cref="InvalidOperationException">The fast reader took what the other one does not, or read it differently.</exception>
    public FileError? Judge(string kind, byte[] bytes)
    {
        var errors = new FileErrors();
        if (kind == Schemas.Voucher)
        {
            VoucherReader.Read(new MemoryStream(bytes), errors);
            return errors.All.Count > 0 ? errors.All[0] : null;
        }
        var slow = Read(kind, bytes, errors);
        if (kind == Schemas.Subscription && Plain(bytes) is { } fast && (errors.Any || !fast.AsSpan().SequenceEqual(slow)))
            throw new InvalidOperationException($"the fast reader {(errors.Any ? "took what is not valid" : "read something else")}");
        return errors.All.Count > 0 ? errors.All[0] : null;
    }

    private byte[] Read(string kind, byte[] bytes, FileErrors errors)
    {
        using var spool = new Spool(files, Path.Combine(folder, "slow"), SpoolParts.One, long.MaxValue);
        using (var writer = spool.Write())
        {
            DataFileReader reader = kind switch
            {
                Schemas.Subscription => new SubscriptionReader(errors, Types, writer),
                Schemas.PersonMutation => new PersonMutationReader(errors, writer),
                _ => new DimonaReader(errors, writer),
            };
            reader.Read(new MemoryStream(bytes), CancellationToken.None);
        }
        return File.ReadAllBytes(Path.Combine(folder, "slow", "records.0"));
    }

    private byte[]? Plain(byte[] bytes)
    {
        using var spool = new Spool(files, Path.Combine(folder, "fast"), SpoolParts.One, long.MaxValue);
        var frame = new FileErrors();
        bool taken;
        using (var writer = spool.Write())
        {
            using var plain = new PlainSubscription(new MemoryStream(bytes), Types, writer);
            taken = plain.TryRead(CancellationToken.None);
            if (taken)
                new SubscriptionReader(frame, Types, writer).Read(new MemoryStream(plain.Frame), CancellationToken.None);
        }
        return taken && !frame.Any ? File.ReadAllBytes(Path.Combine(folder, "fast", "records.0")) : null;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
