using System.IO.Abstractions;
using Raas.Files;

namespace Raas.Tests.Files;

public sealed class DiskTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("raas-disk-").FullName;
    private readonly Disk disk = new(new FileSystem());

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string name) => Path.Combine(folder, name);

    [Fact]
    public void A_file_that_may_only_be_read_is_copied()
    {
        File.WriteAllText(At("a"), "content");
        File.SetAttributes(At("a"), FileAttributes.ReadOnly);
        disk.Copy(At("a"), Path.Combine(folder, "new", "b"));
        Assert.Equal("content", File.ReadAllText(Path.Combine(folder, "new", "b")));
        File.SetAttributes(At("a"), FileAttributes.Normal);
        File.SetAttributes(Path.Combine(folder, "new", "b"), FileAttributes.Normal);
    }

    [Fact]
    public void A_write_that_fails_leaves_what_was_there()
    {
        File.WriteAllText(At("a"), "old");
        Assert.Throws<InvalidOperationException>(() => disk.Write(At("a"), stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(At("a")));
    }

    [Fact]
    public void A_move_that_had_copied_already_only_removes()
    {
        File.WriteAllText(At("a"), "content");
        File.WriteAllText(At("b"), "content");
        disk.Move(At("a"), At("b"));
        Assert.False(File.Exists(At("a")));
        disk.Move(At("a"), At("b"));
        Assert.Equal("content", File.ReadAllText(At("b")));
    }

    [Fact]
    public void A_move_never_loses_another_file()
    {
        File.WriteAllText(At("a"), "one");
        File.WriteAllText(At("b"), "two");
        Assert.Contains("other content", Assert.Throws<IOException>(() => disk.Move(At("a"), At("b"))).Message, StringComparison.Ordinal);
        Assert.Equal("one", File.ReadAllText(At("a")));
        Assert.Equal("two", File.ReadAllText(At("b")));
    }

    [LinuxFact]
    public void A_move_to_another_volume_copies_then_removes()
    {
        var target = Path.Combine(TemporaryFolder.OtherVolume!, "raas-disk-" + Guid.NewGuid().ToString("N"));
        try
        {
            File.WriteAllText(At("a"), "content");
            disk.Move(At("a"), Path.Combine(target, "a"));
            Assert.False(File.Exists(At("a")));
            Assert.Equal(["a"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName));
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }

    [Fact]
    public void Exists_also_sees_a_link_that_points_nowhere()
    {
        File.CreateSymbolicLink(At("link"), At("nowhere"));
        Assert.True(disk.Exists(At("link")));
        Assert.False(disk.IsRegularFile(At("link")));
    }
}
