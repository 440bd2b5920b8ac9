namespace Raas.Domain.Tests;

public sealed class RegisterRulesTests
{
    private static readonly Period Validity = Period.FromDays(100, 200);
    private static readonly PersonIdentity An = new("Peeters", "An", IncompleteDate.OfYear(1970), Gender.Female);
    private static readonly PersonIdentity Jan = new("Janssens", "Jan", IncompleteDate.OfYear(1980), Gender.Male);

    [Fact]
    public void Check_register_finds_nothing_when_all_is_right()
    {
        Assert.Equal(RecordErrors.None, RegisterRules.CheckRegister(true, PersonState.Active, Validity, 100, 200, An, An));
        Assert.Equal(RecordErrors.None, RegisterRules.CheckRegister(true, PersonState.Active, Validity, 150, 150, null, Jan));
        Assert.Equal(RecordErrors.None, RegisterRules.CheckRegister(true, PersonState.Active, Validity, 150, 150, An, null));
    }

    [Theory]
    [InlineData(99, 150, RecordErrors.DossierTypeInvalid)]
    [InlineData(150, 201, RecordErrors.DossierTypeInvalid)]
    [InlineData(150, Period.OpenEnd, RecordErrors.DossierTypeInvalid)]
    [InlineData(151, 150, RecordErrors.PeriodInvalid)]
    [InlineData(201, 150, RecordErrors.PeriodInvalid | RecordErrors.DossierTypeInvalid)]
    [InlineData(150, 99, RecordErrors.PeriodInvalid | RecordErrors.DossierTypeInvalid)]
    public void Check_register_holds_both_days_against_the_dossier_type(int begin, int end, RecordErrors expected) =>
        Assert.Equal(expected, RegisterRules.CheckRegister(true, PersonState.Active, Validity, begin, end, null, null));

    [Fact]
    public void Check_register_takes_an_open_period_when_the_dossier_type_is_open() =>
        Assert.Equal(
            RecordErrors.None,
            RegisterRules.CheckRegister(true, PersonState.Active, Period.FromDays(100, Period.OpenEnd), 100, Period.OpenEnd, null, null));

    [Theory]
    [InlineData(false, PersonState.Unknown, RecordErrors.SsinInvalid)]
    [InlineData(false, PersonState.Cancelled, RecordErrors.SsinInvalid)]
    [InlineData(true, PersonState.Unknown, RecordErrors.SsinUnknown)]
    [InlineData(true, PersonState.Cancelled, RecordErrors.SsinCancelled)]
    [InlineData(true, PersonState.Active, RecordErrors.None)]
    public void Check_register_says_one_thing_about_the_number(bool valid, PersonState state, RecordErrors expected) =>
        Assert.Equal(expected, RegisterRules.CheckRegister(valid, state, Validity, 100, 200, null, null));

    [Fact]
    public void Check_register_names_every_error_not_the_first() =>
        Assert.Equal(
            RecordErrors.SsinCancelled | RecordErrors.DossierTypeInvalid | RecordErrors.PeriodInvalid | RecordErrors.IdentityDiffers,
            RegisterRules.CheckRegister(true, PersonState.Cancelled, null, 9, 8, An, Jan));

    [Theory]
    [InlineData(true, null, null, RecordErrors.None)]
    [InlineData(true, 10, null, RecordErrors.None)]
    [InlineData(true, 10, Period.OpenEnd, RecordErrors.None)]
    [InlineData(true, 5000, 5000, RecordErrors.None)] // outside the validity of the dossier type, and that does not matter
    [InlineData(true, 11, 10, RecordErrors.PeriodInvalid)]
    [InlineData(false, 11, 10, RecordErrors.SsinInvalid | RecordErrors.PeriodInvalid)]
    public void Check_unregister_asks_less(bool valid, int? begin, int? end, RecordErrors expected)
    {
        Assert.Equal(expected, RegisterRules.CheckUnregister(valid, Validity, begin, end));
        Assert.Equal(expected | RecordErrors.DossierTypeInvalid, RegisterRules.CheckUnregister(valid, null, begin, end));
    }
}
