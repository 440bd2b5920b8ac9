using System.IO.Abstractions;
using Raas.Domain;
using Raas.Reading;

namespace Raas.Files;

/// <summary>Where everything lies below <c>Raas:DataRoot</c> (contract §2). The only place that builds such a path.</summary>
public sealed class Folders(IFileSystem files, string dataRoot)
{
    public string Root { get; } = files.Path.GetFullPath(dataRoot);

    /// <summary>The party's SFTP home.</summary>
    public string Home(CbeNumber party) => Combine("parties", party.ToString());

    /// <summary>The party writes here.</summary>
    public string In(CbeNumber party) => Combine("parties", party.ToString(), "in");

    /// <summary>We write here; the party fetches and may delete.</summary>
    public string Out(CbeNumber party) => Combine("parties", party.ToString(), "out");

    /// <summary>The party reads here where its lanes stand; it lies in its home.</summary>
    public const string StatusName = "status.xml";

    /// <summary>The same as a page for people, where the party wants it.</summary>
    public const string StatusPageName = "status.html";

    /// <summary>Our own copy of every file that we sent: what a duplicate or a crash is answered from.</summary>
    public string Sent(CbeNumber party) => Combine("work", "sent", party.ToString());

    /// <summary>Copies whose transaction is not committed, or was a moment ago.</summary>
    public string Drafts(CbeNumber party) => Combine("work", "sent", party.ToString(), "drafts");

    /// <summary>At which moment the night of each date began to tell: what a restore runs it again by.</summary>
    public string Nights => Combine("work", "nights");

    /// <summary>Scratch of one delivery while it is read; whatever a dead worker left here means nothing.</summary>
    public string Spool(string name) => Combine("work", "spool", name);

    /// <summary>Name of the scratch of who takes a delivery of a party back, or asks what that would do: under the lock of the rows of the
    /// party, one at a time.</summary>
    /// <param name="what">Which of its parts.</param>
    public static string RevertSpool(CbeNumber party, string what) => $"{party}.revert.{what}";

    /// <summary>Begin of the names of the scratch of who only looks what a file would do, or did.</summary>
    public const string CheckSpool = "check.";

    public string SpoolRoot => Combine("work", "spool");

    /// <summary>What only we read and write, as far as it may be there.</summary>
    public IEnumerable<string> Ours =>
    [
        Root, Combine("work"), Combine("work", "sent"), SpoolRoot, Combine("archive"), Combine("refused"), Combine("unknown"),
        Checkpoint, .. new[] { Database, AuditDatabase }.SelectMany(file => new[] { file, file + "-wal", file + "-shm" }),
    ];

    public string Database => Combine("raas.db");

    /// <summary>The highest numbers that were given, unless <c>Raas:CheckpointFile</c> says another place.</summary>
    public string Checkpoint => Combine("RAAS.checkpoint");

    public string AuditDatabase => Combine("audit.db");

    /// <summary>Relative to the root: the folder of deliveries that were accepted (or were an accepted one again).</summary>
    public static string Archive(CbeNumber party, DateOnly day) => $"archive/{party}/{day:yyyy-MM-dd}";

    /// <summary>Where refused deliveries of a day are filed, relative to the root.</summary>
    public static string Refused(CbeNumber party, DateOnly day) => $"refused/{party}/{day:yyyy-MM-dd}";

    /// <summary>Where what was no delivery is put aside, relative to the root.</summary>
    public static string Unknown(CbeNumber party, DateOnly day) => $"unknown/{party}/{day:yyyy-MM-dd}";

    /// <summary>Deliveries of a lane that we have taken out of the party's folder and that are not filed yet: one folder each.</summary>
    public static string Taken(CbeNumber party, string lane) => $"work/taken/{party}/{lane}";

    /// <summary>Full path of a folder that the ledger names relative to the root.</summary>
    public string Absolute(string relative) => Combine(relative.Split('/'));

    /// <summary>Makes the folders that a party's SFTP home needs. Where something else stands for <c>out</c>, who writes there says
    /// so.</summary>
    public void Prepare(CbeNumber party)
    {
        files.Directory.CreateDirectory(In(party));
        if (!files.File.Exists(Out(party)) && files.FileInfo.New(Out(party)).LinkTarget is null)
            files.Directory.CreateDirectory(Out(party));
    }

    private string Combine(params string[] parts) => files.Path.Combine([Root, .. parts]);
}
