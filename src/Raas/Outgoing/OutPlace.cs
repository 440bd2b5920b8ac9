using System.Buffers;
using System.Security.Cryptography;
using Raas.Domain;
using Raas.Files;
using Raas.Store;

namespace Raas.Outgoing;

/// <summary>The <c>out</c> of a party, open for us to put files there. What is what we would write stays; what stands there and is not ours
/// is put aside.</summary>
internal sealed class OutPlace(OutFolder folder, Folders folders, CbeNumber party, TimeProvider clock, Notices notices)
{
    private const int CopySize = 1 << 17;

    /// <summary>Puts a file there that was made in memory.</summary>
    public void Put(string name, byte[] content) => Put(name, DigestOf(content), () => new MemoryStream(content));

    /// <summary>Puts one of our copies there.</summary>
    /// <param name="digest">What the content must be; null: the ledger does not say.</param>
    /// <param name="content">Opens what is published.</param>
    /// <exception cref="LostCopyException">It is damaged. Nothing of it was published.</exception>
    public void Put(string name, string? digest, Func<Stream> content)
    {
        var kind = folder.KindOf(name);
        if (kind == EntryKind.File && Stands(name, digest, content))
            return;
        using var from = content();
        if (kind is not null)
            PutAside(name);
        folder.Write(name, to =>
        {
            if (CopyOf(from, to) is var actual && digest is not null && actual != digest)
                throw new LostCopyException(
                    $"Our copy of {name} in {folders.Sent(party)} is damaged: its digest is not that of the ledger.");
        });
    }

    /// <summary>The page of a file follows from the file: one that a former version of us made gives way.</summary>
    public void PutPage(string name, byte[] page)
    {
        var kind = folder.KindOf(name);
        if (kind == EntryKind.File && Stands(name, DigestOf(page), () => new MemoryStream(page)))
            return;
        if (kind is not (null or EntryKind.File))
            PutAside(name);
        folder.Write(name, to => to.Write(page));
    }

    /// <summary>What we would write is there already.</summary>
    private bool Stands(string name, string? digest, Func<Stream> content)
    {
        try
        {
            using var file = folder.Read(name);
            if (digest is null)
            {
                using var ours = content();
                digest = ours.Length == file.Length ? Convert.ToHexStringLower(SHA256.HashData(ours)) : "";
            }
            return Convert.ToHexStringLower(SHA256.HashData(file)) == digest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Something of the party's stands where our file belongs.</summary>
    private void PutAside(string name)
    {
        var day = BelgianTime.DateOf(clock.GetUtcNow());
        var what = folder.PutAside(name, folders.Absolute(Folders.Unknown(party, day)));
        notices.Add(Notices.PutAside, party, $"{party} {name}",
            $"{what}, stood in out of {party} under the name of our file {name}. Our file has its place now. Ask what puts things there.");
    }

    private static string DigestOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <returns>The digest of what was copied.</returns>
    private static string CopyOf(Stream from, Stream to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(CopySize);
        try
        {
            for (int length; (length = from.Read(buffer, 0, CopySize)) > 0;)
            {
                hash.AppendData(buffer, 0, length);
                to.Write(buffer, 0, length);
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
