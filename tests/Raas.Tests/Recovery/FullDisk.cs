using System.IO.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace Raas.Tests.Recovery;

/// <summary>The real file system, of which one folder is on a disk that takes so many files more.</summary>
internal sealed class FullDisk : RealFiles
{
    public FullDisk(string below, int most) => FileStream = new Streams(this, Real.FileStream, below, most);

    public override IFileStreamFactory FileStream { get; }

    private sealed class Streams(IFileSystem files, IFileStreamFactory inner, string below, int most) : IFileStreamFactory
    {
        private int made;

        public IFileSystem FileSystem => files;

        public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize)
        {
            if (access == FileAccess.Write && path.StartsWith(below, StringComparison.Ordinal) && ++made > most)
                throw new IOException("No space left on device");
            return inner.New(path, mode, access, share, bufferSize);
        }

        public FileSystemStream New(SafeFileHandle handle, FileAccess access) => inner.New(handle, access);
        public FileSystemStream New(SafeFileHandle handle, FileAccess access, int bufferSize) => inner.New(handle, access, bufferSize);
        public FileSystemStream New(SafeFileHandle handle, FileAccess access, int bufferSize, bool isAsync) =>
            throw new NotSupportedException();
        public FileSystemStream New(string path, FileMode mode) => throw new NotSupportedException();
        public FileSystemStream New(string path, FileMode mode, FileAccess access) => throw new NotSupportedException();
        public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share) =>
            New(path, mode, access, share, 4096);
        public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, bool useAsync) =>
            throw new NotSupportedException();
        public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options) =>
            throw new NotSupportedException();
        public FileSystemStream New(string path, FileStreamOptions options) => throw new NotSupportedException();
        public FileSystemStream Wrap(FileStream fileStream) => throw new NotSupportedException();
    }
}
