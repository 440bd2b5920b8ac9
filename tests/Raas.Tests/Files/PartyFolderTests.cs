using System.IO.Abstractions;
using System.Text;
using Raas.Files;

namespace Raas.Tests.Files;

/// <summary>A folder in which somebody else writes is looked at, never followed.</summary>
public sealed class PartyFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("raas-party-").FullName;
    private readonly Disk disk = new(new FileSystem());

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string At(params string[] parts) => Path.Combine([root, .. parts]);

    private PartyFolder In() => PartyFolder.Make(disk, At("home", "in"));

    [Fact]
    public void A_folder_that_is_not_there_is_made()
    {
        Assert.Empty(In().Entries());
        Assert.True(Directory.Exists(At("home", "in")));
    }

    [Theory]
    [InlineData("home")]
    [InlineData("home/in")]
    public void A_link_in_its_place_is_not_followed(string link)
    {
        Directory.CreateDirectory(At("elsewhere", "in"));
        File.WriteAllText(At("elsewhere", "in", "theirs.xml"), "x");
        Directory.CreateDirectory(Path.GetDirectoryName(At(link))!);
        Directory.CreateSymbolicLink(At(link), link == "home" ? At("elsewhere") : At("elsewhere", "in"));
        Assert.Contains("is a link", Assert.Throws<PartyFolderException>(In).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_becomes_a_link_between_two_looks_is_not_followed()
    {
        var folder = In();
        Directory.Delete(At("home", "in"));
        Directory.CreateDirectory(At("elsewhere"));
        Directory.CreateSymbolicLink(At("home", "in"), At("elsewhere"));
        Assert.Throws<PartyFolderException>(() => folder.Entries());
    }

    [Fact]
    public void A_file_in_its_place_is_told()
    {
        Directory.CreateDirectory(At("home"));
        File.WriteAllText(At("home", "in"), "");
        Assert.Contains("is a file", Assert.Throws<PartyFolderException>(In).Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Each_entry_is_what_it_is_and_only_plain_files_are_opened()
    {
        var folder = In();
        File.WriteAllText(At("home", "in", "a.xml"), "content");
        Directory.CreateDirectory(At("home", "in", "b.xml"));
        File.CreateSymbolicLink(At("home", "in", "c.xml"), At("home", "in", "a.xml"));
        File.CreateSymbolicLink(At("home", "in", "d.xml"), At("nowhere"));
        Strange.Pipe(At("home", "in", "e.xml"));
        Strange.Socket(At("home", "in", "f.xml"));

        var entries = folder.Entries();

        Assert.Equal([EntryKind.File, EntryKind.Folder, EntryKind.Link, EntryKind.Link, EntryKind.Other, EntryKind.Other],
            entries.Select(e => e.Kind));
        using (var reader = new StreamReader(folder.OpenRead(entries[0])))
            Assert.Equal("content", reader.ReadToEnd());
        Assert.All(entries.Skip(1), entry => Assert.ThrowsAny<IOException>(() => folder.OpenRead(entry)));
    }

    [LinuxFact]
    public void What_became_a_pipe_or_a_link_after_it_was_looked_at_is_not_opened()
    {
        var folder = In();
        File.WriteAllText(At("home", "in", "a"), "content");
        var entry = Assert.Single(folder.Entries());
        File.Delete(At("home", "in", "a"));
        Strange.Pipe(At("home", "in", "a"));
        Assert.Contains("no plain file", Assert.Throws<IOException>(() => folder.OpenRead(entry)).Message, StringComparison.Ordinal);
        File.Delete(At("home", "in", "a"));
        File.WriteAllText(At("secret"), "secret");
        File.CreateSymbolicLink(At("home", "in", "a"), At("secret"));
        Assert.Contains("is a link", Assert.Throws<IOException>(() => folder.OpenRead(entry)).Message, StringComparison.Ordinal);
        Assert.Null(folder.Again(entry));
    }

    [LinuxFact]
    public void Names_that_are_not_UTF_8_are_read_and_moved_by_their_bytes()
    {
        var folder = In();
        Strange.FileOfBytes(folder.Path, "caf\u00e9.xml", "coffee");
        var entry = Assert.Single(folder.Entries());
        Assert.Equal("caf%E9.xml", entry.Name);
        using (var reader = new StreamReader(folder.OpenRead(entry)))
            Assert.Equal("coffee", reader.ReadToEnd());
        File.WriteAllText(At("taken"), "");
        Assert.ThrowsAny<IOException>(() => folder.Move(entry, At("taken")));
        folder.Move(entry, At("free"));
        Assert.Equal("coffee", File.ReadAllText(At("free")));
        Assert.Empty(folder.Entries());
    }

    [LinuxFact]
    public void A_file_is_the_same_whatever_is_written_to_it_and_whatever_it_is_called()
    {
        var folder = In();
        File.WriteAllText(At("home", "in", "a"), "one");
        var first = Assert.Single(folder.Entries());
        File.AppendAllText(At("home", "in", "a"), "more");
        File.Move(At("home", "in", "a"), At("home", "in", "b"));
        var second = Assert.Single(folder.Entries());
        Assert.Equal(first.FileId, second.FileId);
        Assert.NotEqual(first.Content, second.Content);
        File.WriteAllText(At("home", "in", "c"), "another");
        File.Move(At("home", "in", "c"), At("home", "in", "b"), overwrite: true);
        Assert.NotEqual(first.FileId, Assert.Single(folder.Entries()).FileId);
    }

    [LinuxFact]
    public void What_is_gone_or_replaced_since_a_look_is_told_and_nothing_else()
    {
        var folder = In();
        foreach (var name in new[] { "stays", "written", "moved", "replaced" })
            File.WriteAllText(At("home", "in", name), name);
        var entries = folder.Entries();
        Assert.Empty(folder.Gone(entries));
        File.AppendAllText(At("home", "in", "written"), "more");
        File.Move(At("home", "in", "moved"), At("elsewhere"));
        File.WriteAllText(At("home", "in", "another"), "another");
        File.Move(At("home", "in", "another"), At("home", "in", "replaced"), overwrite: true);
        Assert.Equal(["moved", "replaced"], folder.Gone(entries).Select(entry => entry.Name));
        Directory.Move(At("home", "in"), At("home", "away"));
        Assert.Equal(entries, folder.Gone(entries));
    }

    [Theory]
    [InlineData("plain-name_1.xml", "plain-name_1.xml")]
    [InlineData("Café Ŵ 漢 😀.xml", "Café Ŵ 漢 😀.xml")]
    [InlineData("a\u001b[2Jb", "a%1B[2Jb")]
    [InlineData("a\u202eb", "a%E2%80%AEb")]
    [InlineData("a\u0085b\u2028", "a%C2%85b%E2%80%A8")]
    [InlineData("50%.xml ", "50%.xml%20")]
    public void A_name_is_shown_without_what_steers_a_terminal(string name, string shown) => Assert.Equal(shown, FileNames.Shown(name));

    [Fact]
    public void A_name_that_does_not_fit_keeps_its_ending_and_stays_different_from_others()
    {
        var one = FileNames.Fit(new string('a', 241) + "1.voucher.xml", ".2");
        var two = FileNames.Fit(new string('a', 241) + "2.voucher.xml", ".2");
        Assert.NotEqual(one, two);
        Assert.All([one, two, FileNames.Fit(string.Concat(Enumerable.Repeat("漢", 83)) + ".xml", ".12")], name =>
            Assert.InRange(Encoding.UTF8.GetByteCount(name), 250, 255));
        Assert.EndsWith(".voucher.xml.2", one, StringComparison.Ordinal);
        Assert.Equal("short.xml.2", FileNames.Fit("short.xml", ".2"));
    }
}
