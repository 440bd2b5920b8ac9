using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Raas.Configuration;
using Raas.Host.Security;
using Raas.Store;

namespace Raas.Host.Soap;

/// <summary>Who calls: a party, by one of its credentials.</summary>
internal sealed record Caller(Party Party, Credential Credential);

/// <summary>Knows the credentials of all parties. What is imported counts after some seconds.</summary>
internal sealed class Callers(Engine engine, SecretCheck secrets, TimeProvider clock)
{
    private const string Realm = "programs";

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly Lock loading = new();
    private (DateTimeOffset Until, IReadOnlyList<Party> Parties) known = (DateTimeOffset.MinValue, []);

    /// <summary>The party of a certificate; null when nobody's, or not valid now.</summary>
    public Caller? Find(X509Certificate2 certificate)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
            return null;
        var thumbprint = Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
        return Find(c => c.Thumbprint == thumbprint && SameName(c.Subject!, certificate.SubjectName));
    }

    /// <summary>The party of an <c>Authorization</c> header; null when it is nobody's, or the secret is not right.</summary>
    /// <param name="address">Where it comes from.</param>
    public async Task<(SecretVerdict Verdict, Caller? Caller)> Find(string authorization, string address, CancellationToken stop)
    {
        if (SecretCheck.Read(authorization) is not var (name, secret))
            return (SecretVerdict.Wrong, null);
        var caller = Find(c => c.Secret is not null && c.Name == name);
        var verdict = await secrets.Check(Realm, address, name, secret, caller?.Credential.Secret, stop);
        return (verdict, verdict == SecretVerdict.Right ? caller : null);
    }

    private Caller? Find(Predicate<Credential> isMeant)
    {
        foreach (var party in Parties())
        {
            foreach (var credential in party.Credentials)
            {
                if (isMeant(credential) && credential.Validity.Contains(engine.Today.DayNumber))
                    return new Caller(party, credential);
            }
        }
        return null;
    }

    private IReadOnlyList<Party> Parties()
    {
        lock (loading)
        {
            if (clock.GetUtcNow() is var now && known.Until <= now)
                known = (now + Remembered, engine.Parties.All());
            return known.Parties;
        }
    }

    /// <summary>Two writings of one distinguished name.</summary>
    private static bool SameName(string configured, X500DistinguishedName subject)
    {
        try
        {
            return string.Equals(new X500DistinguishedName(configured).Format(multiLine: false), subject.Format(multiLine: false),
                StringComparison.Ordinal);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
