using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Raas.Configuration;

/// <summary>Secrets are kept as salted hashes: PBKDF2 with SHA-256, written <c>pbkdf2-sha256$iterations$salt$hash</c>.</summary>
public static class Passwords
{
    /// <summary>What OWASP's password storage cheat sheet asks of PBKDF2 with SHA-256.</summary>
    private const int Iterations = 600_000;

    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const string Scheme = "pbkdf2-sha256";

    public static string Hash(string password) => Hash(password, Iterations);

    internal static string Hash(string password, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, iterations))}");
    }

    /// <summary>Takes the work of any other to find that it does not match.</summary>
    public static string HashOfNothing()
    {
        var (salt, hash) = (RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(HashBytes));
        return string.Create(
            CultureInfo.InvariantCulture, $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    public static bool IsHash(string text) => TryParse(text, out _, out _, out _);

    public static bool Matches(string password, string hash) =>
        TryParse(hash, out var iterations, out var salt, out var expected)
            && CryptographicOperations.FixedTimeEquals(Derive(password, salt, iterations), expected);

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, HashBytes);

    private static bool TryParse(string text, out int iterations, out byte[] salt, out byte[] hash)
    {
        (iterations, salt, hash) = (0, [], []);
        var parts = text.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture,
            out iterations) || iterations is < 1 or > 10_000_000)
            return false;
        try
        {
            (salt, hash) = (Convert.FromBase64String(parts[2]), Convert.FromBase64String(parts[3]));
        }
        catch (FormatException)
        {
            return false;
        }
        return salt.Length == SaltBytes && hash.Length == HashBytes;
    }
}
