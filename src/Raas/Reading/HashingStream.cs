using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Raas.Files;

namespace Raas.Reading;

/// <summary>Reads a file once and knows its SHA-256 and size at the end, whoever stopped reading in between. A file of more than a block is
/// read and hashed on a thread of its own, some blocks ahead. The file stays open: it is its owner's.</summary>
public sealed class HashingStream(Stream file) : ForwardStream
{
    private const int BlockSize = 1 << 18;
    private const int BlocksAhead = 4;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly CancellationTokenSource closing = new();
    private byte[] block = [];
    private int next;
    private int end;
    private bool isLast;
    private BlockingCollection<(byte[] Bytes, int Length)>? ahead;
    private Thread? reader;
    private ExceptionDispatchInfo? failure;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (next == end && !TakeBlock())
            return 0;
        var read = Math.Min(buffer.Length, end - next);
        block.AsSpan(next, read).CopyTo(buffer);
        next += read;
        BytesRead += read;
        return read;
    }

    /// <summary>Reads on to the end; returns the digest of the whole file, 64 lower-case hex digits.</summary>
    public string Finish()
    {
        while (next < end || TakeBlock())
        {
            BytesRead += end - next;
            next = end;
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !closing.IsCancellationRequested)
        {
            closing.Cancel();
            reader?.Join();
            if (block.Length > 0)
                ArrayPool<byte>.Shared.Return(block);
            (block, next, end, isLast) = ([], 0, 0, true);
            closing.Dispose();
            ahead?.Dispose();
            hash.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>False at the end of the file.</summary>
    private bool TakeBlock()
    {
        if (!isLast)
            TakeNext();
        if (isLast)
            failure?.Throw();
        return next < end;
    }

    private void TakeNext()
    {
        var isFirst = block.Length == 0;
        var (bytes, length) = isFirst ? NewBlock() : NextAhead();
        if (!isFirst)
            ArrayPool<byte>.Shared.Return(block);
        (block, next, end, isLast) = (bytes, 0, length, length < BlockSize);
    }

    private (byte[] Bytes, int Length) NextAhead()
    {
        if (ahead is null)
        {
            ahead = new(BlocksAhead);
            reader = new Thread(() => ReadAhead(ahead)) { IsBackground = true, Name = "read ahead" };
            reader.Start();
        }
        return ahead.TryTake(out var full, Timeout.Infinite) ? full : ([], 0);
    }

    private void ReadAhead(BlockingCollection<(byte[] Bytes, int Length)> ahead)
    {
        try
        {
            (byte[] Bytes, int Length) full;
            do
            {
                full = NewBlock();
                ahead.Add(full, closing.Token);
            }
            while (full.Length == BlockSize);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // Nobody wants the rest.
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            ahead.CompleteAdding();
        }
    }

    /// <summary>Less than a block only at the end of the file.</summary>
    private (byte[] Bytes, int Length) NewBlock()
    {
        var bytes = ArrayPool<byte>.Shared.Rent(BlockSize);
        var length = file.ReadAtLeast(bytes.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false);
        hash.AppendData(bytes, 0, length);
        return (bytes, length);
    }
}
