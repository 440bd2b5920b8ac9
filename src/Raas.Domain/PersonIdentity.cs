namespace Raas.Domain;

/// <summary>Who somebody is, as an institution gives it or as the authentic source knows it. What is absent is not known.</summary>
/// <param name="LastName">All last names together.</param>
/// <param name="FirstNames">Up to three, in order, separated by a line feed; a compound name (Jean-Pierre) is one of them.</param>
/// <param name="BirthDate">As far as it is known.</param>
/// <param name="Gender">As far as it is known.</param>
public readonly record struct PersonIdentity(string? LastName, string? FirstNames, IncompleteDate BirthDate, Gender Gender)
{
    public const char NameSeparator = '\n';
}
