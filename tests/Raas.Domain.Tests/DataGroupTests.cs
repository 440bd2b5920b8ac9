namespace Raas.Domain.Tests;

/// <summary>The data groups of a person (contract §4, PERSON-MUTATION).</summary>
public sealed class DataGroupTests
{
    private static readonly string[] Codes = ["NAME", "BIRTH", "GENDER", "NATIONALITY", "CIVIL-STATE", "ADDRESS", "DECEASE"];

    [Fact]
    public void The_groups_are_those_of_the_contract_in_its_order()
    {
        Assert.Equal(Codes, DataGroups.Codes);
        Assert.Equal(Codes, DataGroups.All.Select(group => group.Code()));
        Assert.Equal(DataGroups.All, Codes.Select(DataGroups.Parse));
    }

    /// <summary>Sets of groups are stored as numbers: a bit keeps its meaning.</summary>
    [Fact]
    public void Each_group_has_a_bit_of_its_own_and_every_group_has_all()
    {
        Assert.Equal([1, 2, 4, 8, 16, 32, 64], DataGroups.All.Select(group => group.Bit()));
        Assert.All(DataGroups.All, group => Assert.NotEqual(0, DataGroups.Every & group.Bit()));
        Assert.NotEqual(0, DataGroups.Every & (1 << 31));
    }

    [Theory]
    [InlineData("")]
    [InlineData("name")]
    [InlineData("PHONE")]
    public void There_is_no_other_code(string code) => Assert.Throws<ArgumentOutOfRangeException>(() => DataGroups.Parse(code));
}
