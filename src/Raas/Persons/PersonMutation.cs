using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Raas.Domain;
using Raas.Files;
using Raas.Reading;
using Raas.Store;

namespace Raas.Persons;

public enum PersonMutationKind : byte
{
    Person,
    Replacement,
    ReplacementAnnulled,
    Cancellation,
}

/// <summary>One item of a PERSON-MUTATION as it stands in the file. One object is used again for every item.</summary>
public sealed class PersonMutation : ISpooledItem
{
    public int Number { get; set; }

    public PersonMutationKind Kind { get; set; }

    /// <summary>Unique per source.</summary>
    public long MutationId { get; set; }

    public int DateDay { get; set; }

    /// <summary>The person's number; the old one of a replacement.</summary>
    public long Ssin { get; set; }

    /// <summary>The new number of a replacement, else 0.</summary>
    public long NewSsin { get; set; }

    public string? Reason { get; set; }

    public string? Register { get; set; }

    public string? LastName { get; set; }

    /// <summary>Up to three, separated by line feeds.</summary>
    public string? FirstNames { get; set; }

    public int BirthDate { get; set; }

    public string? BirthPlace { get; set; }

    public Gender Gender { get; set; }

    /// <summary>Codes, separated by commas.</summary>
    public string? Nationalities { get; set; }

    public string? CivilState { get; set; }

    /// <summary>As <see cref="PostalAddress"/> has it; null when there is none.</summary>
    public string? Address { get; set; }

    /// <summary>0 = alive, as far as known.</summary>
    public int DeceaseDay { get; set; }

    public void Clear()
    {
        (MutationId, DateDay, Ssin, NewSsin, BirthDate, DeceaseDay, Gender) = (0, 0, 0, 0, 0, 0, Gender.Unknown);
        Reason = Register = LastName = FirstNames = BirthPlace = Nationalities = CivilState = Address = null;
    }

    public void Write(ByteWriter to)
    {
        to.Int32(Number);
        to.Byte((byte)((int)Kind | (int)Gender << 2));
        to.Int64(MutationId);
        to.Int32(DateDay);
        to.Int64(Ssin);
        to.Int64(NewSsin);
        to.Int32(BirthDate);
        to.Int32(DeceaseDay);
        foreach (var text in Texts())
            to.Text(text);
    }

    public void Read(ByteReader from)
    {
        Number = from.Int32();
        var flags = from.Byte();
        Kind = (PersonMutationKind)(flags & 3);
        Gender = (Gender)(flags >> 2);
        MutationId = from.Int64();
        DateDay = from.Int32();
        Ssin = from.Int64();
        NewSsin = from.Int64();
        BirthDate = from.Int32();
        DeceaseDay = from.Int32();
        Reason = from.Text();
        Register = from.Text();
        LastName = from.Text();
        FirstNames = from.Text();
        BirthPlace = from.Text();
        Nationalities = from.Text();
        CivilState = from.Text();
        Address = from.Text();
    }

    /// <summary>Tells the same content from other content under the same mutation id.</summary>
    public long Fingerprint()
    {
        Span<byte> numbers = stackalloc byte[34];
        numbers[0] = (byte)Kind;
        numbers[1] = (byte)Gender;
        BinaryPrimitives.WriteInt32LittleEndian(numbers[2..], DateDay);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[6..], Ssin);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[14..], NewSsin);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[22..], BirthDate);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[26..], DeceaseDay);
        var hash = new XxHash64();
        hash.Append(numbers);
        foreach (var text in Texts())
        {
            hash.Append(Encoding.UTF8.GetBytes(text ?? "\0"));
            hash.Append([0xff]);
        }
        return (long)hash.GetCurrentHashAsUInt64();
    }

    private IEnumerable<string?> Texts() => [Reason, Register, LastName, FirstNames, BirthPlace, Nationalities, CivilState, Address];
}
