using System.Security.Cryptography;
using Raas.Files;

namespace Raas.Reading;

/// <summary>Reads a file once and knows its SHA-256 and size at the end, whoever stopped reading in between.</summary>
public sealed class HashingStream(Stream file) : ForwardStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] head = new byte[4096];
    private int headLength;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The first bytes of the file, as far as they were read.</summary>
    public ReadOnlySpan<byte> Head => head.AsSpan(0, headLength);

    public override int Read(Span<byte> buffer)
    {
        var read = file.Read(buffer);
        hash.AppendData(buffer[..read]);
        var keep = Math.Min(read, head.Length - headLength);
        buffer[..keep].CopyTo(head.AsSpan(headLength));
        headLength += keep;
        BytesRead += read;
        return read;
    }

    /// <summary>Reads on to the end; returns the digest of the whole file, 64 lower-case hex digits.</summary>
    public string Finish()
    {
        var buffer = new byte[1 << 16];
        while (Read(buffer.AsSpan()) > 0)
        {
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }
}
