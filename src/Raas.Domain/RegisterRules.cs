namespace Raas.Domain;

/// <summary>The rules of a record (contract §4), each error reported, not the first. What a record that passes does to the
/// rows is <see cref="PeriodSet"/>'s.</summary>
public static class RegisterRules
{
    /// <param name="ssinValid">Whether the eleven digits form a number.</param>
    /// <param name="state">Of the current number.</param>
    /// <param name="validity">Of the dossier type; null when it is not defined for the institution.</param>
    /// <param name="given">The identity that the record gives, if any.</param>
    /// <param name="known">The identity of the current number in the authentic source, if known.</param>
    public static RecordErrors CheckRegister(
        bool ssinValid, PersonState state, Period? validity, int beginDay, int endDay, PersonIdentity? given, PersonIdentity? known)
    {
        var errors = CheckPerson(ssinValid, state, given, known);
        if (validity is not { } type || !type.Contains(beginDay) || !type.Contains(endDay))
            errors |= RecordErrors.DossierTypeInvalid;
        if (beginDay > endDay)
            errors |= RecordErrors.PeriodInvalid;
        return errors;
    }

    /// <summary>What was registered can always be taken back: neither the person's state nor the validity of the type matter,
    /// only that number, type and period make sense.</summary>
    public static RecordErrors CheckUnregister(bool ssinValid, Period? validity, int? beginDay, int? endDay)
    {
        var errors = ssinValid ? RecordErrors.None : RecordErrors.SsinInvalid;
        if (validity is null)
            errors |= RecordErrors.DossierTypeInvalid;
        if (beginDay > endDay)
            errors |= RecordErrors.PeriodInvalid;
        return errors;
    }

    private static RecordErrors CheckPerson(bool ssinValid, PersonState state, PersonIdentity? given, PersonIdentity? known)
    {
        if (!ssinValid)
            return RecordErrors.SsinInvalid;
        var errors = state switch
        {
            PersonState.Unknown => RecordErrors.SsinUnknown,
            PersonState.Cancelled => RecordErrors.SsinCancelled,
            _ => RecordErrors.None,
        };
        if (given is { } one && known is { } other)
            errors |= IdentityComparison.Compare(one, other);
        return errors;
    }
}
