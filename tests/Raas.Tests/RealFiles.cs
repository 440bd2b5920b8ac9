using System.IO.Abstractions;

namespace Raas.Tests;

/// <summary>The real file system, for tests that put something of their own in the place of a part of it.</summary>
public abstract class RealFiles : FileSystemBase
{
    protected FileSystem Real { get; } = new();

    public override IFile File => Real.File;
    public override IDirectory Directory => Real.Directory;
    public override IFileStreamFactory FileStream => Real.FileStream;
    public override IRandomAccess RandomAccess => Real.RandomAccess;
    public override IFileInfoFactory FileInfo => Real.FileInfo;
    public override IFileVersionInfoFactory FileVersionInfo => Real.FileVersionInfo;
    public override IPath Path => Real.Path;
    public override IDirectoryInfoFactory DirectoryInfo => Real.DirectoryInfo;
    public override IDriveInfoFactory DriveInfo => Real.DriveInfo;
    public override IFileSystemWatcherFactory FileSystemWatcher => Real.FileSystemWatcher;
}
