using CsCheck;

namespace Raas.Domain.Tests;

/// <summary>The numbers are the public test numbers of eHealth and of open source projects; they are nobody's.</summary>
public sealed class SsinTests
{
    [Theory]
    [InlineData("56000308828", SsinKind.NationalRegister)]
    [InlineData("49242300517", SsinKind.BisGenderUnknown)]
    [InlineData("81490230530", SsinKind.BisGenderKnown)]
    [InlineData("75410233908", SsinKind.BisGenderKnown)]
    [InlineData("70481606005", SsinKind.BisGenderKnown)]
    [InlineData("92440106511", SsinKind.BisGenderKnown)]
    [InlineData("92092412781", SsinKind.NationalRegister)]
    [InlineData("68060105329", SsinKind.NationalRegister)]
    [InlineData("68030700174", SsinKind.NationalRegister)]
    [InlineData("84091304237", SsinKind.NationalRegister)]
    [InlineData("98052600151", SsinKind.NationalRegister)]
    public void Try_parse_accepts_the_public_test_numbers(string text, SsinKind kind)
    {
        Assert.True(Ssin.TryParse(text, out var ssin));
        Assert.Equal(kind, ssin.Kind);
        Assert.Equal(text, ssin.ToString());
        Assert.True(Ssin.TryFrom(ssin.Value, out var same));
        Assert.Equal(ssin, same);
    }

    [Theory]
    [InlineData("56000308818")] // the invalid one of the eHealth tests
    [InlineData("38060105329")]
    [InlineData("38030702191")]
    [InlineData("99082705172")]
    [InlineData("13820404235")] // check digits fit the 2000s, but no register has month 82
    [InlineData("00000000097")]
    [InlineData("")]
    [InlineData("6806010532")]
    [InlineData("680601053290")]
    [InlineData("68.06.01-053.29")]
    [InlineData(" 68060105329")]
    [InlineData("+8060105329")]
    [InlineData("6806010532٩")] // a nine, in another script
    [InlineData("0003241778x")] // 00003241778 is one
    public void Try_parse_refuses_what_is_no_number(string text)
    {
        Assert.False(Ssin.TryParse(text, out var ssin));
        Assert.Equal(default, ssin);
        Assert.Throws<FormatException>(() => Ssin.Parse(text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-68_060_105_329)]
    [InlineData(168_060_105_329)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Is_valid_is_false_outside_eleven_digits(long number) => Assert.False(Ssin.IsValid(number));

    [Theory]
    [InlineData(100)]
    [InlineData(168)]
    [InlineData(-12)]
    public void A_year_of_three_digits_is_in_no_number_whatever_its_check_digits(int year) =>
        Assert.False(Ssin.IsValid(With(1900, year, 6, 1, 53)));

    /// <summary>Month 20: neither month nor gender was known. The BCSS gives 999 too.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(12, false)]
    [InlineData(20, true)]
    [InlineData(21, true)]
    [InlineData(40, true)]
    public void Sequence_999_is_given_from_month_20_on(int month, bool valid) =>
        Assert.Equal(valid, Ssin.IsValid(With(1900, 80, month, 1, 999)));

    [Fact]
    public void Is_valid_takes_one_check_per_century_of_all_hundred()
    {
        foreach (var nine in new[] { 680601053L, 850730033, 000101001, 991231997, 004000000, 492423005, 816902305 })
        {
            var fitting = Enumerable.Range(0, 100).Where(check => Ssin.IsValid((nine * 100) + check)).ToList();
            Assert.Equal([.. new[] { Check(1900, nine), Check(2000, nine) }.Order()], fitting);
        }
    }

    [Fact]
    public void Is_valid_takes_the_months_of_the_four_registers_and_any_day()
    {
        for (var month = 0; month < 100; month++)
        {
            for (var day = 0; day < 100; day++)
            {
                var known = month is <= 12 or (>= 20 and <= 32) or (>= 40 and <= 52) or (>= 60 and <= 72);
                Assert.Equal(known, Ssin.IsValid(With(1900, 75, month, day, 123)));
            }
        }
    }

    /// <summary>The five public numbers of a date whose counter ran out: issue 81 and pull request 82 of belgif/rest-problem-java (2024),
    /// whose authors tried them on the library of the CBSS, and three with days 35 and 32.</summary>
    [Theory]
    [InlineData("10000100182", 1910, SsinKind.NationalRegister)]
    [InlineData("10200100128", 1910, SsinKind.BisGenderUnknown)]
    [InlineData("10400100171", 1910, SsinKind.BisGenderKnown)]
    [InlineData("00003241778", 1900, SsinKind.NationalRegister)]
    [InlineData("24203200171", 1924, SsinKind.BisGenderUnknown)]
    [InlineData("85073500107", 1985, SsinKind.NationalRegister)]
    [InlineData("85473500193", 1985, SsinKind.BisGenderKnown)]
    [InlineData("85273500150", 1985, SsinKind.BisGenderUnknown)]
    public void The_day_goes_beyond_31_when_the_counter_of_a_date_is_used_up(string text, int year, SsinKind kind)
    {
        Assert.True(Ssin.TryParse(text, out var ssin));
        Assert.Equal(kind, ssin.Kind);
        Assert.Equal(IncompleteDate.OfYear(year), ssin.BirthDate);
    }

    /// <summary>From the tests of the same validator: the National Register gives 001 to 998, the BCSS 999 too; months 13 to 19 are in no
    /// register.</summary>
    [Theory]
    [InlineData("47060200096", false)]
    [InlineData("99020299964", false)]
    [InlineData("81130103578", false)]
    [InlineData("80240199943", true)]
    [InlineData("23292805780", true)]
    [InlineData("81000003517", true)]
    [InlineData("92321506985", true)]
    [InlineData("92521506931", true)]
    public void Sequence_000_and_999_are_never_given_by_the_national_register(string text, bool valid) =>
        Assert.Equal(valid, Ssin.TryParse(text, out _));

    [Theory]
    [InlineData(1, false)] // the National Register never gives sequence 000 out
    [InlineData(21, true)]
    [InlineData(41, true)]
    [InlineData(61, true)]
    public void Is_valid_with_sequence_000_is_for_the_bcss_only(int month, bool valid) =>
        Assert.Equal(valid, Ssin.IsValid(With(1900, 75, month, 10, 0)));

    [Fact]
    public void The_check_digits_say_the_century() =>
        (from year in Gen.Int[1900, 2099] from month in Gen.Int[1, 12] from day in Gen.Int[1, 28] from sequence in Gen.Int[1, 998]
            select (year, month, day, sequence))
        .Sample(
            p =>
            {
                Assert.True(Ssin.TryFrom(With(p.year, p.year % 100, p.month, p.day, p.sequence), out var ssin));
                Assert.Equal(IncompleteDate.From(new DateOnly(p.year, p.month, p.day)), ssin.BirthDate);
            },
            iter: 2_000);

    [Theory]
    [InlineData(3, 8, "1956-03-08")]
    [InlineData(43, 8, "1956-03-08")]
    [InlineData(23, 8, "1956-03-08")]
    [InlineData(63, 8, "1956-03-08")]
    [InlineData(2, 29, "1956-02-29")]
    [InlineData(0, 0, "1956-00-00")]
    [InlineData(0, 1, "1956-00-00")] // the counter of a full series
    [InlineData(40, 0, "1956-00-00")]
    [InlineData(40, 1, "1956-00-00")]
    [InlineData(3, 0, "1956-03-00")]
    [InlineData(2, 30, "1956-00-00")] // no such day: the group was raised
    [InlineData(44, 31, "1956-00-00")]
    public void Birth_date_is_incomplete_where_the_number_is_no_date(int month, int day, string expected)
    {
        Assert.True(Ssin.TryFrom(With(1956, 56, month, day, 7), out var ssin));
        Assert.Equal(expected, ssin.BirthDate.ToString());
    }

    [Theory]
    [InlineData(3, 7, Gender.Male)]
    [InlineData(3, 8, Gender.Female)]
    [InlineData(43, 997, Gender.Male)]
    [InlineData(43, 998, Gender.Female)]
    [InlineData(23, 7, Gender.Unknown)]
    [InlineData(23, 8, Gender.Unknown)]
    [InlineData(63, 7, Gender.Unknown)]
    public void Gender_is_the_parity_where_it_was_known(int month, int sequence, Gender expected)
    {
        Assert.True(Ssin.TryFrom(With(1956, 56, month, 8, sequence), out var ssin));
        Assert.Equal(expected, ssin.Gender);
    }

    [Fact]
    public void Default_is_no_number_and_says_nothing()
    {
        Ssin none = default;
        Assert.Equal(default, none.BirthDate);
        Assert.Equal(Gender.Unknown, none.Gender);
        Assert.Equal("00000000000", none.ToString());
    }

    [Fact]
    public void Compare_to_orders_by_number()
    {
        Ssin[] numbers = [Ssin.Parse("92092412781"), Ssin.Parse("56000308828"), Ssin.Parse("68060105329")];
        Assert.Equal(["56000308828", "68060105329", "92092412781"], numbers.Order().Select(n => n.ToString()));
    }

    [Theory]
    [InlineData("88.09.14-016.20")]
    [InlineData("88.09.14 016-20")]
    [InlineData("880914-016-20")]
    [InlineData("880914 016 20")]
    [InlineData("88/09/14 016.20")]
    [InlineData(" 88091401620\t")]
    [InlineData("88.09.14\u2013016.20")]
    [InlineData("88\u00a009\u202f14\u00a0016\u00a020")]
    public void Try_read_takes_a_number_as_people_write_it(string text)
    {
        Assert.True(Ssin.TryRead(text, out var ssin));
        Assert.Equal("88091401620", ssin.ToString());
        if (text != "88091401620")
            Assert.False(Ssin.TryParse(text, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("88.09.14-016.21")]
    [InlineData("88.09.14-016.2")]
    [InlineData("88.09.14-016.200")]
    [InlineData("-88.09.14-016.20")]
    [InlineData("88.09.14-016.20.")]
    [InlineData("88.09.14-O16.20")]
    [InlineData("88,09,14-016,20")]
    [InlineData("\u0668\u0668.09.14-016.20")]
    [InlineData("8                                                     8091401620")]
    public void Try_read_takes_nothing_else(string text)
    {
        Assert.False(Ssin.TryRead(text, out var ssin));
        Assert.Equal(default, ssin);
    }

    [Fact]
    public void Is_valid_allocates_nothing() => Assert.Equal(0, Allocation.Of(() => Ssin.IsValid(68_060_105_329)));

    private static long With(int century, int year, int month, int day, int sequence)
    {
        var nine = (((((year * 100L) + month) * 100) + day) * 1000) + sequence;
        return (nine * 100) + Check(century, nine);
    }

    private static int Check(int year, long nine) => (int)(97 - (((year >= 2000 ? 2_000_000_000 : 0) + nine) % 97));
}
