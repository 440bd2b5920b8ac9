using System.Security.Cryptography;
using Raas.Reading;

namespace Raas.Tests.Reading;

/// <summary>The digest is that of the class library over the whole content, however it is read.</summary>
public sealed class HashingStreamTests
{
    private const int Block = 1 << 18;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Block - 1)]
    [InlineData(Block)]
    [InlineData(Block + 1)]
    [InlineData((7 * Block) + 12345)]
    public void What_is_read_is_the_file_and_its_digest(int size)
    {
        var content = Random.Shared.GetItems(new byte[] { 1, 2, 3, 4, 5, 6, 7 }, size);
        using var hashing = new HashingStream(new MemoryStream(content));
        var read = new MemoryStream();
        var buffer = new byte[40_009];
        for (int length; (length = hashing.Read(buffer.AsSpan())) > 0; )
            read.Write(buffer, 0, length);
        Assert.Equal(content, read.ToArray());
        Assert.Equal(size, hashing.BytesRead);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), hashing.Finish());
    }

    [Fact]
    public void Who_stopped_reading_has_the_digest_of_the_whole_file()
    {
        var content = Random.Shared.GetItems(new byte[] { 1, 2, 3 }, 3 * Block);
        using var hashing = new HashingStream(new MemoryStream(content));
        Assert.Equal(100, hashing.Read(new byte[100].AsSpan()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), hashing.Finish());
        Assert.Equal(3 * Block, hashing.BytesRead);
    }

    /// <summary>A disk that fails, at a place that nobody has asked for yet.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(Block)]
    [InlineData((2 * Block) + 1)]
    public void What_cannot_be_read_is_said_where_it_would_come(int until)
    {
        using var hashing = new HashingStream(new Failing(until));
        var buffer = new byte[Block];
        var read = 0;
        var failure = Assert.Throws<IOException>(() =>
        {
            for (int length; (length = hashing.Read(buffer.AsSpan())) > 0; )
                read += length;
        });
        Assert.Equal("broken", failure.Message);
        Assert.Equal(until / Block * Block, read);
        Assert.Throws<IOException>(() => hashing.Finish());
    }

    [Fact]
    public void Nobody_reads_on_when_it_is_closed()
    {
        var file = new Failing(int.MaxValue);
        var hashing = new HashingStream(file);
        _ = hashing.Read(new byte[Block + 1].AsSpan());
        _ = hashing.Read(new byte[1].AsSpan());
        hashing.Dispose();
        var read = file.Taken;
        Assert.InRange(read, 2 * Block, 8 * Block);
        Thread.Yield();
        Assert.Equal(read, file.Taken);
    }

    private sealed class Failing(int until) : MemoryStream
    {
        public long Taken { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (Taken == until)
                throw new IOException("broken");
            var read = (int)Math.Min(buffer.Length, until - Taken);
            Taken += read;
            return read;
        }
    }
}
