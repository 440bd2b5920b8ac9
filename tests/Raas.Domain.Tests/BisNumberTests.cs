namespace Raas.Domain.Tests;

public sealed class BisNumberTests
{
    private static Ssin? Next(string birthDate, Gender gender, params long[] taken)
    {
        var date = IncompleteDate.Read(birthDate);
        foreach (var group in BisNumber.Groups(date, gender))
        {
            var (first, last) = BisNumber.Range(group);
            if (BisNumber.Lowest(group, date, gender, taken.Where(t => t >= first && t <= last).ToHashSet()) is { } number)
                return number;
        }
        return null;
    }

    [Theory]
    [InlineData("1984-05-12", Gender.Male, "844512001")]
    [InlineData("1984-05-12", Gender.Female, "844512002")]
    [InlineData("1984-05-12", Gender.Unknown, "842512001")]
    [InlineData("1984-05-00", Gender.Male, "844500001")]
    [InlineData("1984-00-00", Gender.Male, "844000001")]
    [InlineData("1984-00-00", Gender.Unknown, "842000001")]
    [InlineData("2014-12-31", Gender.Female, "145231002")]
    public void The_first_number_is_coded_from_the_birth_date(string birthDate, Gender gender, string nine)
    {
        var number = Next(birthDate, gender)!.Value;
        Assert.StartsWith(nine, number.ToString(), StringComparison.Ordinal);
        Assert.Equal(IncompleteDate.Read(birthDate), number.BirthDate);
        Assert.Equal(gender, number.Gender);
        Assert.Equal(gender == Gender.Unknown ? SsinKind.BisGenderUnknown : SsinKind.BisGenderKnown, number.Kind);
    }

    [Fact]
    public void Taken_numbers_are_never_given_again_and_the_last_is_998()
    {
        var taken = new List<long>();
        for (var i = 0; i < 499; i++)
            taken.Add(Next("1984-05-12", Gender.Female, [.. taken])!.Value.Value);
        Assert.Equal(499, taken.Distinct().Count());
        Assert.StartsWith("844512998", taken[^1].ToString("D11"), StringComparison.Ordinal);
        Assert.All(taken, number => Assert.Equal(Gender.Female, Ssin.Parse(number.ToString("D11")).Gender));
        // The series is exhausted: the last part of the date is raised by one.
        Assert.StartsWith("844513002", Next("1984-05-12", Gender.Female, [.. taken])!.Value.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Without a gender odd and even say nothing: every number is used.</summary>
    [Fact]
    public void Who_has_no_known_gender_gets_the_very_next_number()
    {
        var first = Next("1984-05-12", Gender.Unknown)!.Value;
        Assert.StartsWith("842512002", Next("1984-05-12", Gender.Unknown, first.Value)!.Value.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1999-05-12", 1999)]
    [InlineData("2000-05-12", 2000)]
    [InlineData("2001-05-12", 2001)]
    public void The_check_digits_are_those_of_the_century_from_2000_on(string birthDate, int year) =>
        Assert.Equal(year, Next(birthDate, Gender.Male)!.Value.BirthDate.Year);

    [Fact]
    public void A_group_reaches_over_its_five_last_digits() => Assert.Equal((84_451_200_000, 84_451_299_999), BisNumber.Range(844_512));

    [Fact]
    public void When_nothing_is_left_there_is_none()
    {
        var date = IncompleteDate.Read("1984-05-31");
        Assert.Equal(Enumerable.Range(844531, 69), BisNumber.Groups(date, Gender.Male));        // beyond the days of a month
        var taken = new HashSet<long>();
        while (BisNumber.Lowest(844599, date, Gender.Male, taken) is { } next)
            Assert.True(taken.Add(next.Value));
        Assert.Equal(499, taken.Count);
    }

    /// <summary>The same six digits in another century are other numbers.</summary>
    [Fact]
    public void Centuries_do_not_meet()
    {
        var old = Next("1914-05-12", Gender.Male)!.Value;
        var young = Next("2014-05-12", Gender.Male, old.Value)!.Value;
        Assert.Equal(old.ToString()[..9], young.ToString()[..9]);
        Assert.NotEqual(old, young);
        Assert.Equal((1914, 2014), (old.BirthDate.Year, young.BirthDate.Year));
    }
}
