using System.Text;
using System.Text.RegularExpressions;
using Raas.Store;

namespace Raas.Fuzz;

/// <summary>Damages a right file: bytes, structure, encoding, and values at the edges of their types.</summary>
internal sealed partial class Mutator(Random random)
{
    private static readonly string[] Values =
    [
        "", " ", "  ", "\t", "\n", "a", "0", "1", "-1", "+1", "-0", "+0", "01", "1.0", "1e3", "999", "1000", "2147483647", "2147483648",
        "999999999999999", "1000000000000000", "0000000000000000001",
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "\u00A01", "1\u00A0", "\u20031",
        " 1", "1 ", "\n1\n", "1\u0085", "٣", "１", "true", "NaN", "INF",
        "2026-01-01", "2026-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "0000-01-01", "0001-01-01", "-0001-01-01", "-0004-02-29",
        "9999-12-31", "10000-01-01", "02026-01-01", "12026-02-29", "2026-13-01",
        "2026-00-01", "2026-01-00", "2026-01-32", "2026-1-1", "2026-01-01Z", "2026-01-01z", "2026-01-01+14:00", "2026-01-01+14:01",
        "2026-01-01-13:59", "2026-01-01+13:60", "2026-01-01+99:59", " 2026-01-01", "2026-01-01\u00A0",
        "\n2026-01-01 ", "1970-00-00", "1970-02-00", "1970-00-01", "1970-02-30", "1970-04-31", "2999-12-31", "3000-01-01", "0000-00-00",
        " 1970-01-01 ", "1970-01-01\n", "2026-01-01T00:00:00",
        "2026-01-01T24:00:00", "2026-01-01T24:00:00Z", "2026-12-31T24:00:00.000+01:00", "2026-01-01T24:00:01", "2026-01-01T24:01:00",
        "2026-01-01T24:00:00.1", "2026-01-01T25:00:00", "2026-01-01T23:60:00",
        "2026-01-01T23:59:60", "2026-01-01T23:59:59.", "2026-01-01T23:59:59.123456789012345", "2026-01-01T00:00", "2026-01-01t00:00:00",
        "2026-01-01T00:00:00z", "2026-01-01T00:00:00+14:00", "2026-01-01T00:00:00-14:00",
        "2026-01-01T00:00:00+14:01", "2026-01-01T00:00:00+15:00", "2026-01-01T00:00:00+1:00", "2026-01-01T00:00:00 Z",
        "\u00A02026-01-01T00:00:00Z", "2026-01-01T00:00:00Z\u3000", "12026-01-01T00:00:00Z", "-2026-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "+2026-01-01T00:00:00Z", "123456789-01-01T00:00:00Z", "85073500107",
        "24203200171", "8507350010", "850735001070", "8507350010A", "A", "A-B", "AB", "A ", " A", "-A",
        "A\u00A0", "A\n", "&#10;", "A&#10;", "&#32;", "&#xD;", "&#x85;", "&#xFFFE;", "&#x10000;", "&amp;", "&lt;", "&nbsp;",
        "<![CDATA[ ]]>", "<![CDATA[1]]>", "1<!-- x -->2", "<!-- x -->", "<b/>", "]]>", "\u0001", "\u0085", "\u2028",
        "\uFFFD", "\uFFFE", "\uFFFF", "😀", "e\u0301", "\u00AD", "urn:x", "M", "F", "NR", "IN", "SUBSCRIPTION", "T", "../a.xml",
        "0212344876", "0212344877",
    ];

    /// <summary>Signs of one, two, three and four bytes.</summary>
    private static readonly string[] Signs = ["x", "é", "中", "😀", "\U00020000", "&#x1F600;"];

    private static readonly string[] Encodings =
        ["utf-8", "UTF-8", "utf8", "UTF_8", "us-ascii", "US-ASCII", "ISO-8859-1", "iso-8859-1", "ISO-8859-15", "windows-1252", "UTF-16",
            "utf-16", "UTF-16LE",
            "UTF-32", "x", "", "UTF-7", "ascii", "latin1"];

    private static readonly byte[][] BadBytes =
        [[0xc3], [0xed, 0xa0, 0x80], [0xef, 0xbf, 0xbe], [0xf4, 0x90, 0x80, 0x80], [0xc0, 0x80], [0x00], [0xff], [0x00, 0xd8]];

    private static readonly string[] Insertions =
    [
        "<!-- c -->", "<!-- \uFFFE -->", "<!-- \uFFFF -->", "<!-- \u0001 -->", "<!-- é😀 -->", "<!-- a -- b -->", "<?p i?>",
        "<?p \uFFFF?>", "<?xml version='1.0'?>", "<![CDATA[]]>", "<![CDATA[ ]]>", "<![CDATA[x]]>", "&#32;", "&#x20;", " ",
        "x", "\u00A0", "<x/>", "<x>", "</x>", "<x xmlns='urn:x'/>", "<!DOCTYPE x>", "&amp;", "&x;", "<ssin>1</ssin>", "\uFEFF", "\u0085",
        "\u2028", "]]>",
    ];

    private static readonly string[] Attributes =
    [
        " a=''", " reference='x'", " reference=''", " reference='&#10;'", " reference='\u2028'", " xml:lang='fr'",
        " xml:space='preserve'", " xmlns='urn:x'", " xmlns=''", " xmlns:q='urn:q'", " q:a='1'",
        " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'",
        " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:x x.xsd'",
        " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xs='http://www.w3.org/2001/XMLSchema' xsi:type='xs:string'",
        " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='nothing'", " algorithm='SHA-1'", " algorithm=' SHA-256'",
    ];

    public byte[] Mutant(string seed)
    {
        var text = seed;
        for (var n = random.Next(3) == 0 ? 1 + random.Next(2) : 0; n > 0; n--)
            text = Structure(text);
        for (var n = random.Next(3); n > 0; n--)
            text = Value(text);
        var bytes = random.Next(5) == 0 ? Encoded(text) : Seeds.Bytes(text);
        for (var n = random.Next(4) == 0 ? 1 + random.Next(3) : 0; n > 0; n--)
            bytes = Damaged(bytes);
        return bytes;
    }

    private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private string Value(string text)
    {
        var places = (random.Next(6) == 0 ? AttributeValue() : ElementValue()).Matches(text);
        if (places.Count == 0)
            return text;
        var place = One(places).Groups["value"];
        var value = random.Next(6) == 0 ? Long() : One(Values);
        return string.Concat(text.AsSpan(0, place.Index), value, text.AsSpan(place.Index + place.Length));
    }

    /// <summary>At the edge of a length that some type has, in characters of any size.</summary>
    private string Long()
    {
        var length = One([1, 2, 9, 10, 11, 12, 15, 16, 32, 35, 36, 37, 48, 49, 64, 65, 100, 101, 128, 129, 150, 151, 255, 256, 257]);
        var sign = One(Signs);
        return string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(8) == 0 ? One(Signs) : sign));
    }

    private string Structure(string text)
    {
        var tags = Tag().Matches(text);
        if (tags.Count == 0)
            return text;
        var tag = One(tags);
        var other = One(tags);
        return random.Next(9) switch
        {
            0 => text.Remove(tag.Index, tag.Length),
            1 => text.Insert(tag.Index, One(Insertions)),
            2 => text.Insert(tag.Index + tag.Length, One(Insertions)),
            3 when text[tag.Index + 1] is not ('/' or '?') =>
                text.Insert(tag.Index + tag.Length - (tag.Value.EndsWith("/>", StringComparison.Ordinal) ? 2 : 1), One(Attributes)),
            4 when Element(text, tag) is { } element => text.Remove(element.Start, element.Length),
            5 when Element(text, tag) is { } element => text.Insert(element.Start, text.Substring(element.Start, element.Length)),
            6 when Element(text, tag) is { } element => text.Insert(other.Index, text.Substring(element.Start, element.Length)),
            7 => text.Remove(tag.Index, tag.Length).Insert(tag.Index, other.Value),
            8 => text.Replace(
                One(["\n", "\"", ":v1", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "version=\"1.0\"", "s:", "v:"]),
                One(["", " ", "'", "\r\n", ":v2", "\t", "version=\"1.1\""]), StringComparison.Ordinal),
            _ => text,
        };
    }

    private static (int Start, int Length)? Element(string text, Match tag)
    {
        var name = tag.Groups["name"].Value;
        if (name.Length == 0 || text[tag.Index + 1] == '/')
            return null;
        var end = text.IndexOf($"</{name}>", tag.Index, StringComparison.Ordinal);
        return end < 0 ? null : (tag.Index, end + name.Length + 3 - tag.Index);
    }

    /// <summary>One encoding in the declaration, perhaps another one in the bytes.</summary>
    private byte[] Encoded(string text)
    {
        var name = One(Encodings);
        text = text.Replace("encoding=\"UTF-8\"", random.Next(8) == 0 ? "" : $"encoding=\"{name}\"", StringComparison.Ordinal);
        Encoding encoding = random.Next(3) > 0
            ? name.ToUpperInvariant() switch
            {
                "UTF-16" or "UTF-16LE" => Encoding.Unicode,
                "ISO-8859-1" or "LATIN1" => Encoding.Latin1,
                "US-ASCII" or "ASCII" => Encoding.ASCII,
                "UTF-32" => Encoding.UTF32,
                _ => Encoding.UTF8,
            }
            : One(new Encoding[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1, Encoding.ASCII });
        var own = encoding is UnicodeEncoding or UTF32Encoding ? encoding.GetPreamble() : [];
        var mark = random.Next(8) switch { 0 or 1 => Encoding.UTF8.GetPreamble(), 2 => [], _ => own };
        return [.. mark, .. encoding.GetBytes(text)];
    }

    private byte[] Damaged(byte[] bytes)
    {
        if (bytes.Length == 0)
            return bytes;
        List<byte> all = [.. bytes];
        var at = random.Next(all.Count);
        var length = Math.Min(random.Next(40), all.Count - at);
        switch (random.Next(9))
        {
            case 0:
                all[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                all.RemoveAt(at);
                break;
            case 2:
                all.Insert(at, (byte)random.Next(256));
                break;
            case 3:
                all.InsertRange(at, all.GetRange(at, length));
                break;
            case 4:
                all.RemoveRange(at, length);
                break;
            case 5:
                all.RemoveRange(at, all.Count - at);
                break;
            case 6:
                all.InsertRange(at, One(BadBytes));
                break;
            case 7:
                all[at] = "<>&\"'= \t\n/-![]?:;0"u8[random.Next(18)];
                break;
            default:
                all.InsertRange(at, Seeds.Bytes(One(Insertions)));
                break;
        }
        return [.. all];
    }

    [GeneratedRegex("""<[/?]?(?<name>[A-Za-z:]*)[^<>]*>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("""<[A-Za-z][^<>/]*>(?<value>[^<>]*)</""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ElementValue();

    [GeneratedRegex("""[a-zA-Z]="(?<value>[^"<>]*)"[^?]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AttributeValue();
}
