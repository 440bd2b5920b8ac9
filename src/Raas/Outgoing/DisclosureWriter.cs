using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Outgoing;

/// <summary>Accounts for the persons whom a file of ours names, while it is written: numbers and their places, in blocks. As many as fit
/// into some megabytes are sorted together, so that a block of a large file holds few numbers, and whoever looks for one reads few
/// blocks.</summary>
/// <param name="save">Keeps a block; party, flow and number are not in it yet. Null: nothing is kept.</param>
public sealed class DisclosureWriter(Action<DisclosureRow>? save) : IDisposable
{
    /// <summary>A number has eleven digits and so 37 bits: beside it there is room for its place in the run.</summary>
    private const int RunBits = 18, BasisBits = 16;

    private const int MostInRun = 1 << RunBits;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<string, int> bases = new(StringComparer.Ordinal);
    private readonly byte[] packed = new byte[DisclosureBlock.Room(DisclosureBlock.MostEntries)];
    private readonly NamedPerson[] block = new NamedPerson[DisclosureBlock.MostEntries];
    private long[] numbers = new long[64];
    private long[] places = new long[64];
    private int count;
    private int parts;
    private int basis;

    /// <summary>By what the file tells of persons: its legal context.</summary>
    public string? LegalContext { get; set; }

    /// <summary>The deliberations by which it does, a line for each that some item names.</summary>
    public string? Deliberations => bases.Count == 0 ? null : string.Join('\n', bases.OrderBy(one => one.Value).Select(one => one.Key));

    /// <summary>The place in the file of what is written, from 1.</summary>
    public long Item { get; set; }

    /// <summary>How many numbers were named.</summary>
    public long Entries { get; private set; }

    /// <summary>By which deliberations, until another is said; null: by none.</summary>
    public void Under(string? deliberations)
    {
        if (string.IsNullOrEmpty(deliberations))
            basis = 0;
        else if (!bases.TryGetValue(deliberations, out basis))
            bases.Add(deliberations, basis = Math.Min(bases.Count + 1, (1 << BasisBits) - 1));
    }

    /// <summary>The item names a person.</summary>
    /// <param name="ssin">Eleven digits, right or not.</param>
    public void Name(long ssin)
    {
        if (save is null)
            return;
        if (count == numbers.Length)
        {
            Array.Resize(ref numbers, 2 * count);
            Array.Resize(ref places, 2 * count);
        }
        numbers[count] = ssin << RunBits | (long)count;
        places[count++] = Item << BasisBits | (long)basis;
        Entries++;
        if (count == MostInRun)
            SaveRun();
    }

    /// <summary>The item names a person under two numbers, or twice under the same.</summary>
    /// <inheritdoc cref="Name(long)"/>
    public void Name(long ssin, long other)
    {
        Name(ssin);
        if (other != ssin)
            Name(other);
    }

    /// <summary>Keeps what is left. To be called once, at the end of the file.</summary>
    /// <returns>The digest of the disclosures, and of those of the files before.</returns>
    public string Finish(string? previous, DisclosedFile file)
    {
        SaveRun();
        return DigestOf(previous, file, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>SHA-256 of these, a line each: the same of the file before in the chain (empty: there is none), party, flow, number, digest
    /// and moment of the file, its legal context, its deliberations, and the SHA-256 of its blocks.</summary>
    internal static string DigestOf(string? previous, DisclosedFile file, string blocks) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', previous,
            file.Party.ToString(CultureInfo.InvariantCulture), file.Flow, file.Number.ToString(CultureInfo.InvariantCulture), file.Digest,
            file.CreatedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), file.LegalContext, file.Deliberations,
            blocks))));

    /// <summary>Adds a block to the digest of the blocks: its place, first and last number, entries and bytes, and its content.</summary>
    internal static void Append(IncrementalHash hash, DisclosureRow row)
    {
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{row.Part} {row.FirstSsin} {row.LastSsin} {row.Entries} {row.Content.Length}\n")));
        hash.AppendData(row.Content);
    }

    public void Dispose() => hash.Dispose();

    private void SaveRun()
    {
        Array.Sort(numbers, 0, count);
        var entries = DisclosureBlock.EntriesOf(count);
        for (var from = 0; from < count; from += entries)
        {
            var length = Math.Min(entries, count - from);
            for (var i = 0; i < length; i++)
            {
                var place = places[numbers[from + i] & (MostInRun - 1)];
                block[i] = new NamedPerson(numbers[from + i] >> RunBits, place >> BasisBits, (int)(place & ((1 << BasisBits) - 1)));
            }
            var used = DisclosureBlock.Pack(block.AsSpan(0, length), packed);
            var row = new DisclosureRow
            {
                Part = parts++, FirstSsin = block[0].Ssin, LastSsin = block[length - 1].Ssin, Entries = length, Content = packed[..used],
            };
            Append(hash, row);
            save!(row);
        }
        count = 0;
    }
}
