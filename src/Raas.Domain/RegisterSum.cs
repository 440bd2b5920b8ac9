using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Raas.Domain;

/// <summary>A number by which two lists of inscriptions are compared without showing either: the sum of the SHA-256 of every row, as
/// numbers of 256 bits. The order of the rows does not matter, and a row is added or taken away without the others. The bytes of a row
/// are those of xsd/README.md.</summary>
public readonly struct RegisterSum : IEquatable<RegisterSum>
{
    /// <summary>Digits of <see cref="ToString"/>.</summary>
    public const int Digits = 64;

    private const int Bytes = SHA256.HashSizeInBytes;

    /// <summary>An Ssin, two days and what stands between them.</summary>
    private const int AroundType = SsinDigits + 1 + 1 + 10 + 1 + 10;

    private const int SsinDigits = 11;

    private readonly UInt128 high;
    private readonly UInt128 low;

    private RegisterSum(UInt128 high, UInt128 low) => (this.high, this.low) = (high, low);

    /// <summary>The sum of one row.</summary>
    /// <param name="ssin">The number under which it stands.</param>
    /// <param name="dossierType">As the institution writes it.</param>
    /// <param name="period">Without an end: nothing stands behind the last separator.</param>
    public static RegisterSum Of(long ssin, string dossierType, Period period)
    {
        var most = AroundType + Encoding.UTF8.GetMaxByteCount(dossierType.Length);
        Span<byte> row = most <= 256 ? stackalloc byte[most] : new byte[most];
        TryWrite(ssin, dossierType, period, row, out var length);
        Span<byte> digest = stackalloc byte[Bytes];
        SHA256.HashData(row[..length], digest);
        return From(digest);
    }

    /// <summary>The bytes of a row, of which the sum is made. False: there is no room for them.</summary>
    internal static bool TryWrite(long ssin, string dossierType, Period period, Span<byte> to, out int length)
    {
        length = 0;
        if (to.Length < AroundType
            || !Encoding.UTF8.TryGetBytes(dossierType, to[(SsinDigits + 1)..^(AroundType - SsinDigits - 1)], out var code))
            return false;
        ssin.TryFormat(to, out _, "D11", CultureInfo.InvariantCulture);
        to[SsinDigits] = (byte)';';
        length = SsinDigits + 1 + code;
        to[length++] = (byte)';';
        length += Day(period.BeginDay, to[length..]);
        to[length++] = (byte)';';
        if (period.EndDay != Period.OpenEnd)
            length += Day(period.EndDay, to[length..]);
        return true;
    }

    /// <summary>A digest as a number.</summary>
    internal static RegisterSum From(ReadOnlySpan<byte> digest) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(digest), BinaryPrimitives.ReadUInt128BigEndian(digest[16..]));

    /// <summary>As it was written by <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">It was not.</exception>
    public static RegisterSum Parse(string text) => text.Length == Digits
        ? new RegisterSum(Half(text.AsSpan(0, Digits / 2)), Half(text.AsSpan(Digits / 2)))
        : throw new FormatException($"A sum has {Digits} digits, not {text.Length}.");

    public static RegisterSum operator +(RegisterSum one, RegisterSum other)
    {
        var sum = one.low + other.low;
        return new RegisterSum(one.high + other.high + (sum < one.low ? UInt128.One : UInt128.Zero), sum);
    }

    public static RegisterSum operator -(RegisterSum one, RegisterSum other) =>
        new(one.high - other.high - (one.low < other.low ? UInt128.One : UInt128.Zero), one.low - other.low);

    public static bool operator ==(RegisterSum one, RegisterSum other) => one.Equals(other);

    public static bool operator !=(RegisterSum one, RegisterSum other) => !one.Equals(other);

    public bool Equals(RegisterSum other) => high == other.high && low == other.low;

    public override bool Equals(object? obj) => obj is RegisterSum other && Equals(other);

    public override int GetHashCode() => low.GetHashCode();

    /// <summary>64 hexadecimal digits, the highest first, in small letters.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{high:x32}{low:x32}");

    private static UInt128 Half(ReadOnlySpan<char> text) =>
        UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static int Day(int day, Span<byte> to)
    {
        DateOnly.FromDayNumber(day).TryFormat(to, out var length, "O", CultureInfo.InvariantCulture);
        return length;
    }
}
