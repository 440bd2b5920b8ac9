using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Raas.Domain;

/// <summary>SHA-256 (FIPS 180-4) of eight short messages at once, each in a lane of its own: a library that is called for each message
/// takes longer to be called than to hash.</summary>
internal static class Sha256Lanes
{
    /// <summary>Messages at once.</summary>
    public const int Count = 8;

    /// <summary>A message of one block is not longer: behind it stand a mark and its length.</summary>
    public const int MostBytes = 55;

    /// <summary>Words of a block, for each lane.</summary>
    public const int BlockWords = 16;

    /// <summary>Words of a digest, for each lane.</summary>
    public const int DigestWords = 8;

    /// <summary>Bytes of a digest.</summary>
    public const int DigestBytes = DigestWords * sizeof(uint);

    private static readonly uint[] Start =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private static readonly uint[] Constants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>Makes a message the block of a lane.</summary>
    /// <param name="blocks">Of all lanes, as <see cref="Hash"/> takes them.</param>
    /// <param name="lane">From 0.</param>
    /// <param name="message">At most <see cref="MostBytes"/>.</param>
    public static void Put(Span<Vector256<uint>> blocks, int lane, ReadOnlySpan<byte> message)
    {
        Span<byte> block = stackalloc byte[BlockWords * sizeof(uint)];
        message.CopyTo(block);
        block[message.Length..].Clear();
        block[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(block[^sizeof(ushort)..], (ushort)(8 * message.Length));
        var words = MemoryMarshal.Cast<Vector256<uint>, uint>(blocks);
        for (var word = 0; word < BlockWords; word++)
            words[(word * Count) + lane] = BinaryPrimitives.ReadUInt32BigEndian(block[(word * sizeof(uint))..]);
    }

    /// <summary>The digest of a lane, after <see cref="Hash"/>.</summary>
    /// <param name="digests">Of all lanes.</param>
    /// <param name="lane">From 0.</param>
    /// <param name="digest">Takes <see cref="DigestBytes"/>.</param>
    public static void Take(Span<Vector256<uint>> digests, int lane, Span<byte> digest)
    {
        var words = MemoryMarshal.Cast<Vector256<uint>, uint>(digests);
        for (var word = 0; word < DigestWords; word++)
            BinaryPrimitives.WriteUInt32BigEndian(digest[(word * sizeof(uint))..], words[(word * Count) + lane]);
    }

    /// <summary>The digests of eight messages of one block each.</summary>
    /// <param name="blocks">Word by word, of each word the eight lanes; they are worked over.</param>
    /// <param name="digests">Likewise.</param>
    public static void Hash(Span<Vector256<uint>> blocks, Span<Vector256<uint>> digests)
    {
        var (a, b, c, d) = (All(Start[0]), All(Start[1]), All(Start[2]), All(Start[3]));
        var (e, f, g, h) = (All(Start[4]), All(Start[5]), All(Start[6]), All(Start[7]));
        for (var round = 0; round < Constants.Length; round++)
        {
            var word = round < BlockWords ? blocks[round] : Extend(blocks, round);
            var choice = (e & f) ^ Vector256.AndNot(g, e);
            var one = h + (Turn(e, 6) ^ Turn(e, 11) ^ Turn(e, 25)) + choice + All(Constants[round]) + word;
            var majority = (a & b) ^ (a & c) ^ (b & c);
            var two = (Turn(a, 2) ^ Turn(a, 13) ^ Turn(a, 22)) + majority;
            (h, g, f, e, d, c, b, a) = (g, f, e, d + one, c, b, a, one + two);
        }
        (digests[0], digests[1], digests[2], digests[3]) = (a + All(Start[0]), b + All(Start[1]), c + All(Start[2]), d + All(Start[3]));
        (digests[4], digests[5], digests[6], digests[7]) = (e + All(Start[4]), f + All(Start[5]), g + All(Start[6]), h + All(Start[7]));
    }

    /// <summary>The sixteen last words of the schedule are all that it is made from.</summary>
    private static Vector256<uint> Extend(Span<Vector256<uint>> words, int round)
    {
        var (early, late) = (words[(round - 15) & 15], words[(round - 2) & 15]);
        var fromEarly = Turn(early, 7) ^ Turn(early, 18) ^ (early >>> 3);
        var fromLate = Turn(late, 17) ^ Turn(late, 19) ^ (late >>> 10);
        return words[round & 15] += fromEarly + words[(round - 7) & 15] + fromLate;
    }

    private static Vector256<uint> Turn(Vector256<uint> word, int bits) => (word >>> bits) | (word << (32 - bits));

    private static Vector256<uint> All(uint word) => Vector256.Create(word);
}
