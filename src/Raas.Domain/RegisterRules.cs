namespace Raas.Domain;

/// <summary>The rules of one record, all of them at once: who has to correct a form wants every mistake marked, not the first.</summary>
public static class RegisterRules
{
    /// <param name="ssinValid">Shape and check digits are right.</param>
    /// <param name="state">Of the current number, after all replacements. Says nothing where the number is not valid.</param>
    /// <param name="validity">Of the dossier type; null when the institution never defined it.</param>
    /// <param name="beginDay">First day of the period.</param>
    /// <param name="endDay">Last day of the period, or <see cref="Period.OpenEnd"/>.</param>
    /// <param name="given">What the record says about the person, if anything.</param>
    /// <param name="known">What the authentic source knows under the current number, if it knows it.</param>
    /// <remarks>An open period needs a dossier type that is valid without end. When the period begins after it ends, the dossier
    /// type is still held against both its days.</remarks>
    public static RecordErrors CheckRegister(
        bool ssinValid,
        PersonState state,
        Period? validity,
        int beginDay,
        int endDay,
        PersonIdentity? given,
        PersonIdentity? known)
    {
        var errors = CheckPerson(ssinValid, state, given, known);
        if (validity is not { } valid || !valid.Contains(beginDay) || !valid.Contains(endDay))
            errors |= RecordErrors.DossierTypeInvalid;
        if (beginDay > endDay)
            errors |= RecordErrors.PeriodInvalid;
        return errors;
    }

    /// <param name="ssinValid">Shape and check digits are right.</param>
    /// <param name="validity">Of the dossier type; only whether it was ever defined matters, for what was once registered can be taken
    /// away.</param>
    /// <param name="beginDay">First day of the period; null for no period, which means every row.</param>
    /// <param name="endDay">Last day of the period; null or <see cref="Period.OpenEnd"/> for no end.</param>
    /// <remarks>That nobody knows the person is no mistake here: there is nothing to take away, and the outcome says so.</remarks>
    public static RecordErrors CheckUnregister(bool ssinValid, Period? validity, int? beginDay, int? endDay)
    {
        var errors = ssinValid ? RecordErrors.None : RecordErrors.SsinInvalid;
        if (validity is null)
            errors |= RecordErrors.DossierTypeInvalid;
        if (beginDay > endDay)
            errors |= RecordErrors.PeriodInvalid;
        return errors;
    }

    // What forms no number has no state: saying that it is unknown as well would help nobody.
    private static RecordErrors CheckPerson(bool ssinValid, PersonState state, PersonIdentity? given, PersonIdentity? known)
    {
        if (!ssinValid)
            return RecordErrors.SsinInvalid;
        if (state == PersonState.Unknown)
            return RecordErrors.SsinUnknown;
        var errors = state == PersonState.Cancelled ? RecordErrors.SsinCancelled : RecordErrors.None;
        if (given is { } theirs && known is { } ours)
            errors |= IdentityComparison.Compare(theirs, ours);
        return errors;
    }
}
