namespace Raas.Domain;

/// <summary>Gender as the authentic source knows it. Unknown is an answer too: it never differs from anything.</summary>
public enum Gender : byte
{
    Unknown,
    Male,
    Female,
}
