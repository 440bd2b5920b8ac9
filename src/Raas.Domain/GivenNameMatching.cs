namespace Raas.Domain;

/// <summary>How much of the first names a search insists on.</summary>
public enum GivenNameMatching
{
    /// <summary>FIRST_LETTER_FIRST_GIVENNAME: somebody who signs «J. Peeters».</summary>
    FirstLetterFirstGivenName,

    /// <summary>COMPLETE_FIRST_GIVENNAME: the first of them, or another spelling of it.</summary>
    CompleteFirstGivenName,

    /// <summary>ALL_GIVENNAME: each one that is given, at its own place.</summary>
    AllGivenNames,

    /// <summary>IGNORE_GIVENNAME.</summary>
    Ignore,
}
