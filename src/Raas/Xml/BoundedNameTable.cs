using System.Xml;

namespace Raas.Xml;

/// <summary>The parser's memory of names, with a limit: the usual one keeps every name it ever meets, so that a gigabyte of different
/// names would be a gigabyte of ours. Also a little faster, because a bounded table needs no costly hash.</summary>
internal sealed class BoundedNameTable(int limit) : XmlNameTable
{
    private readonly List<string>[] buckets = new List<string>[256];
    private int count;

    public override string? Get(char[] array, int offset, int length) => Find(array.AsSpan(offset, length), out _);

    public override string? Get(string array) => Find(array, out _);

    public override string Add(char[] array, int offset, int length)
    {
        var name = array.AsSpan(offset, length);
        return Find(name, out var bucket) ?? Keep(name.ToString(), bucket);
    }

    public override string Add(string array) => Find(array, out var bucket) ?? Keep(array, bucket);

    private string? Find(ReadOnlySpan<char> name, out int bucket)
    {
        bucket = 0;
        if (name.IsEmpty)
            return string.Empty;
        bucket = (name.Length + (name[0] * 31) + (name[^1] * 17) + (name[name.Length / 2] * 7)) & 255;
        if (buckets[bucket] is { } names)
        {
            foreach (var known in names)
            {
                if (name.SequenceEqual(known))
                    return known;
            }
        }
        return null;
    }

    private string Keep(string name, int bucket)
    {
        if (++count > limit)
            throw new ForbiddenXmlException(ForbiddenXml.TooManyNames);
        (buckets[bucket] ??= []).Add(name);
        return name;
    }
}
