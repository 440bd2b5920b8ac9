using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Flows.Subscriptions;

/// <summary>Reads a SUBSCRIPTION that is written plainly: UTF-8, the elements of the schema in their order, no comments,
/// references, CDATA, prefixes or namespaces inside the records. That is how programs write such files, and such a file is
/// recognised at the speed of memory. At the first byte that is anything else this reader gives up, and the validating
/// reader starts again from the top: it alone says what is wrong, and where. What this reader accepts is valid by
/// <c>subscription-v1.xsd</c> (a test lets both judge the same damaged files); head and tail, joined without the records,
/// are validated by the schema itself.</summary>
internal sealed class PlainSubscription(Stream file, IReadOnlyList<DossierType> types, SpoolWriter spool) : IDisposable
{
    private const int BufferSize = 1 << 18;

    /// <summary>A plain record is shorter than this, and so is all that stands before or after the records.</summary>
    private const int MaxPiece = 1 << 14;

    private readonly byte[][] codes = [.. types.Select(type => Encoding.UTF8.GetBytes(type.Code))];
    private readonly SubscriptionRecord record = new();
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int next;
    private int end;
    private bool atEnd;

    /// <summary>Records read.</summary>
    public long Count { get; private set; }

    /// <summary>The document without its records, when all went well.</summary>
    public byte[] Frame { get; private set; } = [];

    /// <summary>Called now and then with the number of records.</summary>
    public Action? Progress { get; init; }

    /// <summary>True: every record is in the spool. False: the file is not plain, or not right; nothing may be used.</summary>
    public bool TryRead(CancellationToken stop)
    {
        Fill();
        if (!TryTakeHead(out var head))
            return false;
        while (true)
        {
            if (end - next < MaxPiece)
                Fill();
            var at = next;
            SkipSpace(ref at);
            if (Skip(ref at, "</requests>"u8))
            {
                next = at;
                return TryTakeTail(head);
            }
            record.Clear();
            record.Number = (int)++Count;
            record.EndDay = Period.OpenEnd;
            if (!TryRecord(ref at))
                return false;
            next = at;
            record.Write(spool.Next(record.Ssin));
            if ((Count & 0xfff) == 0)
            {
                stop.ThrowIfCancellationRequested();
                Progress?.Invoke();
            }
        }
    }

    /// <summary>The file stays open: it is its owner's.</summary>
    public void Dispose()
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private bool TryTakeHead(out byte[] head)
    {
        var start = buffer.AsSpan(0, Math.Min(end, MaxPiece));
        var opening = start.IndexOf("<requests>"u8);
        head = opening < 0 ? [] : start[..(opening + "<requests>"u8.Length)].ToArray();
        next = head.Length;
        return opening >= 0 && IsPlain(head);
    }

    private bool TryTakeTail(byte[] head)
    {
        while (!atEnd && end - next < MaxPiece)
            Fill();
        var tail = buffer.AsSpan(next, end - next);
        Frame = [.. head, .. "</requests>"u8, .. tail];
        return atEnd && IsPlain(tail);
    }

    /// <summary>No comment, CDATA or DOCTYPE, and no instruction but the XML declaration: nothing can hide what follows.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        var instruction = text.LastIndexOf("<?"u8);
        return text.IndexOf("<!"u8) < 0 && (instruction < 0 || (instruction <= 3 && SafeXml.IsUtf8(text)));
    }

    private bool TryRecord(ref int at)
    {
        if (Skip(ref at, "<register"u8))
            record.Action = RequestAction.Register;
        else if (Skip(ref at, "<unregister"u8))
            record.Action = RequestAction.Unregister;
        else
            return false;
        if (!TryReference(ref at) || !TrySsin(ref at) || !TryDossierType(ref at))
            return false;
        var isRegister = record.Action == RequestAction.Register;
        if (!TryPeriod(ref at) || (isRegister && (!record.HasPeriod || !TryPerson(ref at))))
            return false;
        SkipSpace(ref at);
        return isRegister ? Skip(ref at, "</register>"u8) : Skip(ref at, "</unregister>"u8);
    }

    private bool TryReference(ref int at)
    {
        if (Skip(ref at, ">"u8))
            return true;
        if (!Skip(ref at, " reference=\""u8))
            return false;
        var text = Until(at, (byte)'"');
        if (text.Length is 0 or > 36 || text.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0 || text.IndexOfAny("<&"u8) >= 0)
            return false;
        record.Reference = record.Keep(text);
        at += text.Length;
        return Skip(ref at, "\">"u8);
    }

    private bool TrySsin(ref int at)
    {
        SkipSpace(ref at);
        if (!Skip(ref at, "<ssin>"u8) || !TryDigits(ref at, 11, out var ssin))
            return false;
        record.Ssin = ssin;
        return Skip(ref at, "</ssin>"u8);
    }

    private bool TryDossierType(ref int at)
    {
        SkipSpace(ref at);
        if (!Skip(ref at, "<dossierType>"u8))
            return false;
        var text = Until(at, (byte)'<');
        record.Type = IndexOf(text);
        if (record.Type < 0)
        {
            if (text.Length is 0 or > 64 || !IsLettersAndDigits(text))
                return false;
            record.TypeText = record.Keep(text);
        }
        at += text.Length;
        return Skip(ref at, "</dossierType>"u8);
    }

    private bool TryPeriod(ref int at)
    {
        SkipSpace(ref at);
        if (!Skip(ref at, "<period>"u8))
            return true;
        SkipSpace(ref at);
        if (!Skip(ref at, "<beginDate>"u8) || !TryDate(ref at, out var begin) || !Skip(ref at, "</beginDate>"u8))
            return false;
        (record.HasPeriod, record.BeginDay) = (true, begin);
        SkipSpace(ref at);
        if (Skip(ref at, "<endDate>"u8))
        {
            if (!TryDate(ref at, out var last) || !Skip(ref at, "</endDate>"u8))
                return false;
            record.EndDay = last;
            SkipSpace(ref at);
        }
        return Skip(ref at, "</period>"u8);
    }

    private bool TryPerson(ref int at)
    {
        SkipSpace(ref at);
        if (!Skip(ref at, "<person>"u8))
            return true;
        if (!TryName(ref at, "<lastName>"u8, "</lastName>"u8, 128, out var name))
            return false;
        record.LastName = name;
        if (!TryName(ref at, "<firstName>"u8, "</firstName>"u8, 150, out name))
            return false;
        record.FirstName = name;
        SkipSpace(ref at);
        if (Skip(ref at, "<birthDate>"u8))
        {
            var text = Until(at, (byte)'<');
            Span<char> chars = stackalloc char[10];
            if (text.Length != 10 || !Ascii.IsValid(text) || Encoding.ASCII.GetChars(text, chars) != 10
                || !IncompleteDate.TryParse(chars, out var date))
                return false;
            record.BirthDate = date.Packed;
            at += 10;
            if (!Skip(ref at, "</birthDate>"u8))
                return false;
            SkipSpace(ref at);
        }
        if (Skip(ref at, "<gender>M</gender>"u8))
            record.Gender = Gender.Male;
        else if (Skip(ref at, "<gender>F</gender>"u8))
            record.Gender = Gender.Female;
        record.HasPerson = !record.LastName.IsNone || !record.FirstName.IsNone || record.BirthDate != 0 || record.Gender != Gender.Unknown;
        SkipSpace(ref at);
        return Skip(ref at, "</person>"u8);
    }

    private bool TryName(ref int at, ReadOnlySpan<byte> opening, ReadOnlySpan<byte> closing, int maxLength, out TextSlice slice)
    {
        slice = default;
        SkipSpace(ref at);
        if (!Skip(ref at, opening))
            return true;
        var text = Until(at, (byte)'<');
        if (text.Length == 0 || text.Length > maxLength || text[0] == ' ' || !IsPlainText(text))
            return false;
        slice = record.Keep(text);
        at += text.Length;
        return Skip(ref at, closing);
    }

    /// <summary>Characters that XML and our LineType both allow, written as themselves.</summary>
    private static bool IsPlainText(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny("&>"u8) >= 0)
            return false;
        if (text.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
            return true;
        Span<char> chars = stackalloc char[256];
        if (Utf8.ToUtf16(text, chars, out _, out var length, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
            return false;
        foreach (var c in chars[..length])
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029' or >= '\ufffe')
                return false;
        }
        return true;
    }

    private bool TryDate(ref int at, out int day)
    {
        day = 0;
        if (!TryDigits(ref at, 4, out var year) || !Skip(ref at, "-"u8) || !TryDigits(ref at, 2, out var month) || !Skip(ref at, "-"u8)
            || !TryDigits(ref at, 2, out var date))
            return false;
        if (year < 1 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth((int)year, (int)month))
            return false;
        day = new DateOnly((int)year, (int)month, (int)date).DayNumber;
        return true;
    }

    private bool TryDigits(ref int at, int count, out long value)
    {
        value = 0;
        if (end - at < count)
            return false;
        foreach (var b in buffer.AsSpan(at, count))
        {
            if ((uint)(b - '0') > 9)
                return false;
            value = value * 10 + (b - '0');
        }
        at += count;
        return true;
    }

    private bool Skip(ref int at, ReadOnlySpan<byte> literal)
    {
        if (!buffer.AsSpan(at, end - at).StartsWith(literal))
            return false;
        at += literal.Length;
        return true;
    }

    private void SkipSpace(ref int at)
    {
        while (at < end && buffer[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            at++;
    }

    /// <summary>Empty when it does not come within a piece.</summary>
    private ReadOnlySpan<byte> Until(int at, byte stop)
    {
        var rest = buffer.AsSpan(at, Math.Min(end - at, MaxPiece));
        var length = rest.IndexOf(stop);
        return length < 0 ? default : rest[..length];
    }

    private void Fill()
    {
        buffer.AsSpan(next, end - next).CopyTo(buffer);
        (next, end) = (0, end - next);
        while (end < BufferSize && !atEnd)
        {
            var read = file.Read(buffer, end, BufferSize - end);
            end += read;
            atEnd = read == 0;
        }
    }

    private static bool IsLettersAndDigits(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
                return false;
        }
        return true;
    }

    private int IndexOf(ReadOnlySpan<byte> code)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            if (code.SequenceEqual(codes[i]))
                return i;
        }
        return RecordRequest.NoType;
    }
}
