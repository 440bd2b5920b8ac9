using System.Buffers;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace Raas.Outgoing;

/// <summary>Knows size and SHA-256 of what goes through it. Hashing and writing happen on another thread, a block behind
/// whoever makes the content; a file of less than a block never needs that thread. Does not close what lies behind it.</summary>
internal sealed class HashedWriteStream(Stream inner) : Stream
{
    private const int BlockSize = 1 << 18;
    private const int BlocksAhead = 4;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Channel<(byte[] Block, int Length)> full = Channel.CreateBounded<(byte[], int)>(BlocksAhead);
    private readonly Channel<byte[]> empty = Channel.CreateUnbounded<byte[]>();
    private byte[] block = ArrayPool<byte>.Shared.Rent(BlockSize);
    private int used;
    private Task? writer;

    public long Size { get; private set; }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => Size;
    public override long Position { get => Size; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Size += buffer.Length;
        while (!buffer.IsEmpty)
        {
            if (used == BlockSize)
                HandOver();
            var length = Math.Min(buffer.Length, BlockSize - used);
            buffer[..length].CopyTo(block.AsSpan(used));
            used += length;
            buffer = buffer[length..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Writes the rest; returns the digest of everything, 64 lower-case hex digits.</summary>
    public string Finish()
    {
        full.Writer.Complete();
        writer?.GetAwaiter().GetResult();
        WriteBlock(block, used);
        used = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Nothing to do before the end: the file becomes real only then.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            full.Writer.TryComplete();
            GiveBack();
            hash.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>The blocks that the writing thread does not have.</summary>
    private void GiveBack()
    {
        if (block.Length > 0)
            ArrayPool<byte>.Shared.Return(block);
        block = [];
        while (empty.Reader.TryRead(out var free))
            ArrayPool<byte>.Shared.Return(free);
    }

    private void HandOver()
    {
        writer ??= Task.Run(WriteBlocks);
        while (!full.Writer.TryWrite((block, used)))
        {
            if (writer.IsCompleted)
                writer.GetAwaiter().GetResult();
            Thread.Sleep(1);
        }
        block = empty.Reader.TryRead(out var free) ? free : ArrayPool<byte>.Shared.Rent(BlockSize);
        used = 0;
    }

    private async Task WriteBlocks()
    {
        await foreach (var (bytes, length) in full.Reader.ReadAllAsync())
        {
            WriteBlock(bytes, length);
            empty.Writer.TryWrite(bytes);
        }
    }

    private void WriteBlock(byte[] bytes, int length)
    {
        hash.AppendData(bytes, 0, length);
        inner.Write(bytes, 0, length);
    }
}
