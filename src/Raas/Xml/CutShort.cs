using System.Xml;
using Raas.Outgoing;

namespace Raas.Xml;

/// <summary>Tells a document that ends too early, and may still be growing, from one that nothing can mend.</summary>
public static class CutShort
{
    /// <summary>Whether the bytes are the beginning of a well-formed document, and not all of it.</summary>
    /// <param name="bytes">Few: they are read once more, from the start.</param>
    public static bool Is(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new WithoutEnd(bytes),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Advance())
            {
                if (reader.Depth == 0 && (reader.NodeType == XmlNodeType.EndElement
                    || (reader.NodeType == XmlNodeType.Element && reader.IsEmptyElement)))
                    return false;
            }
            return false;
        }
        catch (WantsMoreException)
        {
            return true;
        }
        catch (Exception e) when (e is XmlException or ForbiddenXmlException or ArgumentException)
        {
            return false;
        }
    }

    private sealed class WantsMoreException(string message) : Exception(message);

    /// <summary>Where another stream would say that it is at its end, this one says that more is needed.</summary>
    private sealed class WithoutEnd(ReadOnlyMemory<byte> bytes) : Stream
    {
        private int read;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (read == bytes.Length)
                throw new WantsMoreException("The document goes on.");
            var taken = Math.Min(buffer.Length, bytes.Length - read);
            bytes.Span.Slice(read, taken).CopyTo(buffer);
            read += taken;
            return taken;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => read; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
