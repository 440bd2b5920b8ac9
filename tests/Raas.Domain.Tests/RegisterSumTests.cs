using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CsCheck;

namespace Raas.Domain.Tests;

/// <summary>The sums were reckoned by hashlib of Python, from the text that stands beside them.</summary>
public sealed class RegisterSumTests
{
    private static readonly RegisterSum Open = RegisterSum.Of(85073003328, "A", Period.FromDays(Day("2024-01-01"), Period.OpenEnd));
    private static readonly RegisterSum Ended = RegisterSum.Of(196, "WERK 2", Period.FromDays(Day("1999-12-31"), Day("2024-02-29")));

    private static int Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture).DayNumber;

    [Fact]
    public void The_bytes_of_a_row_are_number_type_and_days()
    {
        // 85073003328;A;2024-01-01;
        Assert.Equal("b77dcad48823e2d226f346af730f68d588244157a543bfb618ead213fd203d08", Open.ToString());
        // 00000000196;WERK 2;1999-12-31;2024-02-29
        Assert.Equal("b0cd4397a47aa86965b36a5a793b221f4335eb275bd8d09ef5b53bd7175a6b80", Ended.ToString());
    }

    [Fact]
    public void Rows_are_added_and_taken_away_in_any_order()
    {
        const string both = "684b0e6c2c9e8b3b8ca6b109ec4a8af4cb5a2c7f011c90550ea00deb147aa888";
        Assert.Equal(both, (Open + Ended).ToString());
        Assert.Equal(both, (Ended + Open).ToString());
        Assert.Equal("f94f78c31c56c5973ec023ab062bb949bb11a9cfb69510e8dcca69c31a3a2e78", (Ended - Open).ToString());
        Assert.True(Open + Ended - Open == Ended);
        Assert.True(Open - Open == default);
        Assert.True(Open != Ended);
    }

    [Fact]
    public void It_is_arithmetic_with_256_bits()
    {
        var module = BigInteger.Pow(2, 256);
        static BigInteger Number(RegisterSum sum) =>
            BigInteger.Parse("0" + sum, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        static RegisterSum Sum(BigInteger number) =>
            RegisterSum.Parse(number.ToString("x64", CultureInfo.InvariantCulture)[^RegisterSum.Digits..]);
        var numbers = Gen.Byte.Array[32].Select(bytes => new BigInteger(bytes, isUnsigned: true));
        Gen.Select(numbers, numbers).Sample((one, other) =>
        {
            Assert.Equal((one + other) % module, Number(Sum(one) + Sum(other)));
            Assert.Equal((one - other + module) % module, Number(Sum(one) - Sum(other)));
            Assert.Equal(one, Number(Sum(one)));
        });
        Assert.Equal(0, Number(Sum(module - 1) + Sum(1)));
        Assert.Equal(module - 1, Number(default(RegisterSum) - Sum(1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("g77dcad48823e2d226f346af730f68d588244157a543bfb618ead213fd203d08")]
    public void What_is_no_sum_is_not_read(string text) => Assert.Throws<FormatException>(() => RegisterSum.Parse(text));

    [Fact]
    public void Eight_rows_at_once_are_the_same_sum()
    {
        var sums = new RowSums();
        for (var i = 0; i < 5; i++)
        {
            sums.Add(85073003328, "A", Period.FromDays(Day("2024-01-01"), Period.OpenEnd), 1, 0);
            sums.Add(196, "WERK 2", Period.FromDays(Day("1999-12-31"), Day("2024-02-29")), i == 0 ? 1 : 0, -1);
        }
        // 5 x the first and the second, and -5 x the second, reckoned by Python.
        var change = sums.Take();
        Assert.Equal("464239be4d2e16842873cbc7b8882e4aebeb31dd962b8f2d724b563b08fb9ca8", change.Rows.ToString());
        Assert.Equal("8bfdae09c99ab5f1037eec3ba1d85563aff2683b34c3ece53375d4cc8b3be680", change.Journal.ToString());
        Assert.Equal(default, sums.Take());
    }

    /// <summary>SHA-256 of the class library is another program.</summary>
    [Fact]
    public void Rows_of_any_type_and_period_are_hashed_as_sha256_says()
    {
        var rows = Gen.Select(Gen.Long[0, 99_999_999_999], Gen.Char["AZ09 éÜ漢"].Array[0, 64].Select(letters => new string(letters)),
            Gen.Int[0, 3_652_058], Gen.Int[0, 3_652_058], Gen.Bool);
        Gen.Select(rows.Array[0, 20], Gen.Int[-2, 2], Gen.Int[-2, 2]).Sample((all, inRegister, inJournal) =>
        {
            var (sums, register, journal) = (new RowSums(), BigInteger.Zero, BigInteger.Zero);
            foreach (var (ssin, type, one, other, isOpen) in all)
            {
                var (begin, end) = (Math.Min(one, other), isOpen ? Period.OpenEnd : Math.Max(one, other));
                sums.Add(ssin, type, Period.FromDays(begin, end), inRegister, inJournal);
                var last = end == Period.OpenEnd ? "" : Iso(end);
                var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{ssin:D11};{type};{Iso(begin)};{last}"));
                register += inRegister * new BigInteger(digest, isUnsigned: true, isBigEndian: true);
                journal += inJournal * new BigInteger(digest, isUnsigned: true, isBigEndian: true);
            }
            var change = sums.Take();
            Assert.Equal(Hex(register), change.Rows.ToString());
            Assert.Equal(Hex(journal), change.Journal.ToString());
        });
        static string Iso(int day) => DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        static string Hex(BigInteger number)
        {
            var module = BigInteger.Pow(2, 256);
            return (((number % module) + module) % module).ToString("x64", CultureInfo.InvariantCulture)[^RegisterSum.Digits..];
        }
    }
}
