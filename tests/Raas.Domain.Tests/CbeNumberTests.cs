namespace Raas.Domain.Tests;

public sealed class CbeNumberTests
{
    [Theory]
    [InlineData("0212344876")]
    [InlineData("0244640631")]
    [InlineData("0206731645")]
    [InlineData("0308357753")]
    [InlineData("0406798006")]
    [InlineData("0316380841")]
    [InlineData("0206653946")]
    [InlineData("0314595348")]
    [InlineData("0248015142")]
    public void Try_parse_accepts_real_numbers(string text)
    {
        Assert.True(CbeNumber.TryParse(text, out var cbe));
        Assert.Equal(text, cbe.ToString());
        Assert.Equal(cbe, CbeNumber.Parse(text));
        Assert.True(CbeNumber.TryFrom(cbe.Value, out var same));
        Assert.Equal(cbe, same);
    }

    [Theory]
    [InlineData("0810473120")]
    [InlineData("0898306145")]
    [InlineData("0123456789")]
    [InlineData("206731645")]
    [InlineData("0206.731.645")]
    [InlineData("BE0206731645")]
    [InlineData("0000000000")]
    [InlineData("")]
    public void Try_parse_refuses_what_is_no_number(string text)
    {
        Assert.False(CbeNumber.TryParse(text, out var cbe));
        Assert.Equal(default, cbe);
        Assert.Throws<FormatException>(() => CbeNumber.Parse(text));
    }

    [Theory]
    [InlineData("0212.344.876")]
    [InlineData("0212 344 876")]
    [InlineData("BE0212344876")]
    [InlineData("be 0212.344.876")]
    [InlineData("BE 212.344.876")]
    [InlineData("212344876")]
    [InlineData(" 0212344876 ")]
    public void Try_read_takes_a_number_as_people_write_it(string text)
    {
        Assert.True(CbeNumber.TryRead(text, out var cbe));
        Assert.Equal("0212344876", cbe.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("BE")]
    [InlineData("0212.344.877")]
    [InlineData("12.344.876")]
    [InlineData("FR0212344876")]
    [InlineData("0212.344.876-")]
    [InlineData("0212_344_876")]
    public void Try_read_takes_nothing_else(string text)
    {
        Assert.False(CbeNumber.TryRead(text, out var cbe));
        Assert.Equal(default, cbe);
    }

    [Fact]
    public void Try_from_takes_one_check_of_all_hundred()
    {
        foreach (var eight in new[] { 2_067_316L, 2_446_406, 10_000_000, 19_999_999, 9_999_999 })
        {
            var fitting = Enumerable.Range(0, 100).Where(check => CbeNumber.TryFrom((eight * 100) + check, out _));
            Assert.Equal([(int)(97 - (eight % 97))], fitting);
        }
    }

    [Fact]
    public void What_is_no_number_leaves_none_behind()
    {
        Assert.False(CbeNumber.TryFrom(206_731_646, out var cbe));
        Assert.Equal(default, cbe);
    }

    [Fact]
    public void Try_from_refuses_business_units()
    {
        const long eight = 20_000_000;
        Assert.False(CbeNumber.TryFrom((eight * 100) + 97 - (eight % 97), out _));
    }
}
