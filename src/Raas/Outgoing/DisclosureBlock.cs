using Raas.Domain;

namespace Raas.Outgoing;

/// <summary>A number of a person in a file of ours.</summary>
/// <param name="Ssin">As the file has it, right or not.</param>
/// <param name="Item">Its place in the file, from 1; in an answer the number of the record.</param>
/// <param name="Basis">The line of the file's deliberations by which it was told; 0: none.</param>
internal readonly record struct NamedPerson(long Ssin, long Item, int Basis);

/// <summary>How numbers and their places are packed: in the order of the numbers, each as the difference to the one before, so that most
/// take six bytes. First stands the basis of all of them plus one, or 0: then it follows each. Numbers are in the usual form of seven bits
/// a byte, the lowest first, the highest bit of all but the last set.</summary>
internal static class DisclosureBlock
{
    /// <summary>At most as many are unpacked to find one.</summary>
    public const int MostEntries = 1024;

    private const int FewestEntries = 64;

    /// <summary>Into as many blocks a file is cut at least, as long as they are not too small: of a hundred files that are small, a search
    /// reads little too.</summary>
    private const int Blocks = 16;

    private const int MostBytesOfNumber = 10;
    private const int BitsOfByte = 7;
    private const byte More = 0x80;

    /// <summary>How many go into a block, of so many that are sorted together.</summary>
    public static int EntriesOf(int run) => Math.Clamp((run + Blocks - 1) / Blocks, FewestEntries, MostEntries);

    /// <summary>The bytes that so many may take at most.</summary>
    public static int Room(int entries) => MostBytesOfNumber * ((3 * entries) + 1);

    /// <param name="persons">In the order of their numbers; at least one.</param>
    /// <returns>How many bytes it took.</returns>
    public static int Pack(ReadOnlySpan<NamedPerson> persons, Span<byte> to)
    {
        var (at, last, basis) = (0, persons[0].Ssin, persons[0].Basis);
        var isOfAll = true;
        foreach (var person in persons)
            isOfAll &= person.Basis == basis;
        Write(to, ref at, isOfAll ? basis + 1 : 0);
        foreach (var person in persons)
        {
            Write(to, ref at, person.Ssin - last);
            Write(to, ref at, person.Item);
            if (!isOfAll)
                Write(to, ref at, person.Basis);
            last = person.Ssin;
        }
        return at;
    }

    /// <summary>What was packed.</summary>
    /// <param name="first">The first number.</param>
    /// <exception cref="InvalidDataException">It is no block.</exception>
    public static IEnumerable<NamedPerson> Unpack(byte[] content, long first)
    {
        var at = 0;
        var ofAll = Read(content, ref at) - 1;
        for (var ssin = first; at < content.Length;)
        {
            ssin += Read(content, ref at);
            var item = Read(content, ref at);
            yield return new NamedPerson(ssin, item, (int)(ofAll >= 0 ? ofAll : Read(content, ref at)));
        }
    }

    /// <summary>The places of one number: as <see cref="Unpack"/>, without the others.</summary>
    public static List<NamedPerson> Find(byte[] content, long first, long ssin)
    {
        var (found, at) = (new List<NamedPerson>(), 0);
        var ofAll = Read(content, ref at) - 1;
        for (var there = first; at < content.Length;)
        {
            there += Read(content, ref at);
            if (there > ssin)
                break;
            var item = Read(content, ref at);
            var basis = ofAll >= 0 ? ofAll : Read(content, ref at);
            if (there == ssin)
                found.Add(new NamedPerson(there, item, (int)basis));
        }
        return found;
    }

    private static void Write(Span<byte> to, ref int at, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        for (; value >= More; value >>= BitsOfByte)
            to[at++] = (byte)(value | More);
        to[at++] = (byte)value;
    }

    private static long Read(byte[] from, ref int at)
    {
        var value = 0L;
        for (var shift = 0; shift < BitsOfByte * (MostBytesOfNumber - 1); shift += BitsOfByte)
        {
            if (at >= from.Length)
                break;
            var part = from[at++];
            value |= (long)(part & (More - 1)) << shift;
            if (part < More)
                return value;
        }
        throw new InvalidDataException("This is no block of disclosures: a number in it has no end.");
    }
}
