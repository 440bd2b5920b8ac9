using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using System.Xml;
using Raas.Domain;
using Raas.Files;
using Raas.Reading;
using Raas.Store;

namespace Raas.Flows.Dimona;

/// <summary>One declaration of a DIMONA as it stands in the file. One object is used again for every declaration.</summary>
public sealed class Declaration : ISpooledItem
{
    public int Number { get; set; }

    public long DeclarationId { get; set; }

    public int HistoryNumber { get; set; }

    /// <summary>IN, OUT, UPDATE or CANCEL.</summary>
    public string Type { get; set; } = "";

    public long Ssin { get; set; }

    public string? NssoNumber { get; set; }

    public string? CbeNumber { get; set; }

    public string WorkerType { get; set; } = "";

    public string? JointCommittee { get; set; }

    public int BeginDay { get; set; }

    /// <summary>0 = not known.</summary>
    public int EndDay { get; set; }

    public void Clear()
    {
        (DeclarationId, HistoryNumber, Ssin, BeginDay, EndDay) = (0, 0, 0, 0, 0);
        (Type, WorkerType) = ("", "");
        NssoNumber = CbeNumber = JointCommittee = null;
    }

    public void Write(ByteWriter to)
    {
        to.Int32(Number);
        to.Int64(DeclarationId);
        to.Int32(HistoryNumber);
        to.Int64(Ssin);
        to.Int32(BeginDay);
        to.Int32(EndDay);
        foreach (var text in Texts())
            to.Text(text);
    }

    public void Read(ByteReader from)
    {
        Number = from.Int32();
        DeclarationId = from.Int64();
        HistoryNumber = from.Int32();
        Ssin = from.Int64();
        BeginDay = from.Int32();
        EndDay = from.Int32();
        Type = from.Text() ?? "";
        NssoNumber = from.Text();
        CbeNumber = from.Text();
        WorkerType = from.Text() ?? "";
        JointCommittee = from.Text();
    }

    /// <summary>Tells the same content from other content under the same history number.</summary>
    public long Fingerprint()
    {
        Span<byte> numbers = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, Ssin);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[8..], BeginDay);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[12..], EndDay);
        var hash = new XxHash64();
        hash.Append(numbers);
        foreach (var text in Texts())
        {
            hash.Append(Encoding.UTF8.GetBytes(text ?? "\0"));
            hash.Append([0xff]);
        }
        return (long)hash.GetCurrentHashAsUInt64();
    }

    private IEnumerable<string?> Texts() => [Type, NssoNumber, CbeNumber, WorkerType, JointCommittee];
}
