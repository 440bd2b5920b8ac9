using System.IO.Abstractions;
using System.Xml;
using System.Xml.Linq;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Xml;

namespace Raas.Intake;

/// <summary>What the <c>status.xml</c> of a party says to whoever is about to send something.</summary>
/// <param name="NextExpected">By flow: the number that comes next.</param>
public sealed record SendersStatus(string Path, string Party, string Environment, IReadOnlyDictionary<string, long> NextExpected);

/// <summary>Makes the voucher of a data file from what the file says of itself (contract §3). Needs the folder only, so that an institution
/// can use it.</summary>
public sealed class NewVoucher(IFileSystem files, TimeProvider clock)
{
    private const int MaxStatusBytes = 10_000_000;

    /// <summary>Reads a data file to its end, as RAAS would.</summary>
    /// <param name="environment">T, A or P.</param>
    /// <returns>What its voucher has to say; null when the file would be refused, whatever its voucher said, and why.</returns>
    public (Voucher? Voucher, IReadOnlyList<FileError> Errors) Describe(string path, string environment, CancellationToken stop)
    {
        var (errors, name) = (new FileErrors(), files.Path.GetFileName(path));
        if (!SafeName.IsDataFile(name))
            errors.Add(Admission.NameNotAllowed(name));
        var (_, flow) = EnvelopePeek.Look(files, path, errors);
        if (flow is null)
        {
            if (!errors.Any)
                errors.Add(new FileError(Codes.File.DataNotValid, 1, null,
                    ("expected", "one of " + string.Join(", ", IncomingFlow.Names.Select(one => Schemas.Root(one).Name)) + " as root")));
            return (null, errors.All);
        }
        var reader = new Reader(flow, errors);
        using (var file = files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.Read))
            reader.Read(file, stop);
        if (errors.Any)
            return (null, errors.All);
        var envelope = reader.Envelope;
        return (new Voucher(Guid.NewGuid().ToString(), environment, flow, envelope.Sender, envelope.Receiver, envelope.SequenceNumber ?? 0,
            name, reader.Size, reader.Digest, reader.ItemCount), []);
    }

    /// <summary>Writes it beside its data file, in one step.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">There is one already.</exception>
    public string Write(string dataPath, Voucher voucher)
    {
        var folder = files.Path.GetDirectoryName(files.Path.GetFullPath(dataPath))!;
        var path = files.Path.Combine(folder, SafeName.VoucherOf(voucher.DataFileName));
        // A name with a point in front is left alone by RAAS, should it look at this folder.
        var part = files.Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            new Disk(files).WriteNew(part, stream => VoucherWriter.Write(stream, new OutgoingRow
            {
                Party = voucher.Receiver!.Value.Value, Flow = voucher.Flow, Number = voucher.FileSequenceNumber,
                FileName = voucher.DataFileName, VoucherId = voucher.VoucherId, Digest = voucher.Digest, Size = voucher.Size,
                MessageCount = voucher.MessageCount, CreatedAt = clock.GetUtcNow(),
            }, voucher.Sender!.Value, voucher.Environment, null));
            files.File.Move(part, path, overwrite: false);
        }
        finally
        {
            files.File.Delete(part);
        }
        return path;
    }

    /// <summary>The <c>status.xml</c> beside a data file or in the folder above; null when there is none of ours.</summary>
    public SendersStatus? StatusOf(string dataPath)
    {
        var folder = files.Path.GetDirectoryName(files.Path.GetFullPath(dataPath));
        for (var looks = 0; looks < 2 && folder is not null; looks++, folder = files.Path.GetDirectoryName(folder))
        {
            var path = files.Path.Combine(folder, Folders.StatusName);
            if (files.File.Exists(path) && ReadStatus(path) is { } status)
                return status;
        }
        return null;
    }

    private SendersStatus? ReadStatus(string path)
    {
        try
        {
            using var file = files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = SafeXml.Read(file, MaxStatusBytes);
            var root = XElement.Load(reader);
            var expected = Schemas.Root(Schemas.Status);
            return root.Name != XName.Get(expected.Name, expected.Namespace) ? null : new SendersStatus(
                path, (string?)root.Element("party") ?? "", (string?)root.Element("environment") ?? "",
                root.Elements("lane").ToDictionary(
                    lane => (string?)lane.Element("flow") ?? "", lane => (long?)lane.Element("nextExpected") ?? 1, StringComparer.Ordinal));
        }
        catch (Exception e) when (e is XmlException or ForbiddenXmlException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Validates and counts; what the records say does not matter here.</summary>
    private sealed class Reader(string flow, FileErrors errors) : DataFileReader(errors)
    {
        protected override string Kind => flow;

        protected override void BeginItem(string name, XmlReader reader)
        {
        }

        protected override void Field(string name, string? inner, string value)
        {
        }

        protected override void EndItem()
        {
        }
    }
}
