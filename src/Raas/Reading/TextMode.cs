using System.Security.Cryptography;

namespace Raas.Reading;

/// <summary>Tells a file that a transfer in text mode has changed: every end of line became longer or shorter by one byte. Certain, never
/// a guess: with its line ends put back the file has the digest of the voucher.</summary>
internal static class TextMode
{
    private const int BufferSize = 1 << 16;
    private const byte Return = (byte)'\r', NewLine = (byte)'\n';

    /// <summary>Whether the file, of another size than the voucher says, is the voucher's but for its line ends.</summary>
    public static bool Changed(Stream file, long size, Voucher voucher)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var isLonger = size > voucher.Size;
        var (buffer, mended) = (new byte[BufferSize], new byte[(2 * BufferSize) + 1]);
        var (length, heldReturn) = (0L, false);
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            var count = 0;
            foreach (var value in buffer.AsSpan(0, read))
            {
                if (heldReturn && value != NewLine)
                    mended[count++] = Return;
                heldReturn = isLonger && value == Return;
                if (heldReturn)
                    continue;
                if (!isLonger && value == NewLine)
                    mended[count++] = Return;
                mended[count++] = value;
            }
            hash.AppendData(mended, 0, count);
            length += count;
        }
        if (heldReturn)
            hash.AppendData([Return]);
        return length + (heldReturn ? 1 : 0) == voucher.Size && Convert.ToHexStringLower(hash.GetHashAndReset()) == voucher.Digest;
    }
}
