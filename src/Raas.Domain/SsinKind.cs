namespace Raas.Domain;

/// <summary>Who gave the number out. The month says it: the BCSS adds 20, 40 or 60 to the month of birth.</summary>
public enum SsinKind : byte
{
    /// <summary>National Register: the month is the month.</summary>
    NationalRegister,

    /// <summary>BCSS number, month + 40: the gender was known on the day the number was given.</summary>
    BisGenderKnown,

    /// <summary>BCSS number, month + 20: the gender was not known on that day.</summary>
    BisGenderUnknown,

    /// <summary>Number of an invented person, month + 60, for tests.</summary>
    Mock,
}
