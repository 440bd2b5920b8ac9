using System.Xml;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Inscriptions;
using Raas.Outgoing;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Intake;

/// <summary>Writes a party's <c>status.xml</c>: per flow what was accepted last, what is expected next, and what waits and why.</summary>
internal sealed class StatusFile(IntakeContext tools)
{
    /// <summary>So many are listed of each lane, the next in turn first, and of other files; the rest is counted. A backlog of thousands is
    /// written anew in each round.</summary>
    internal const int Listed = 100;

    /// <param name="strays">What stands in the folder and is no delivery.</param>
    public void Write(Party party, IReadOnlyList<Waiting> waiting, IReadOnlyList<Waiting> strays)
    {
        using var phase = Phase.Begin("status.xml");
        var now = tools.Clock.GetUtcNow();
        var flows = party.AcceptedFlows(IncomingFlow.Names);
        var lanes = Lanes(party, flows);
        using var home = OutFolder.Open(tools.Disk, tools.Folders.Home(party.Number));
        if (home.KindOf(Folders.StatusName) is not (null or EntryKind.File))
            PutAside(home, party, now);
        var form = FileForm.Of(party);
        var file = new MemoryStream();
        using (var xml = XmlParts.Writer(file, form))
        {
            xml.WriteStartElement("s", "laneStatus", "urn:be:raas:status:v1");
            xml.WriteElementString("party", party.Number.ToString());
            xml.WriteElementString("writtenAt", XmlParts.Timestamp(now));
            xml.WriteElementString("environment", tools.Options.Environment);
            foreach (var lane in lanes)
                WriteLane(xml, lane, [.. waiting.Where(w => w.Flow == lane.Flow && w.FileSequenceNumber is not null)], form);
            var files = waiting.Where(w => w.FileSequenceNumber is null || !flows.Contains(w.Flow!)).Concat(strays).ToList();
            WriteFirst(xml, files, one => WriteFile(xml, one, form), "moreFiles");
            xml.WriteEndElement();
        }
        home.Write(Folders.StatusName, stream => stream.Write(file.GetBuffer(), 0, (int)file.Length));
        WritePage(home, form.HasView ? PeopleView.Of(() => new MemoryStream(file.GetBuffer(), 0, (int)file.Length), null) : null);
    }

    /// <summary>Where a lane stands.</summary>
    /// <param name="IsLost">What was accepted last is lost with the store that knew it.</param>
    private sealed record Lane(string Flow, long Expected, bool IsLost);

    private List<Lane> Lanes(Party party, IReadOnlyList<string> flows)
    {
        using var session = tools.Store.Read();
        var expected = flows.ToDictionary(flow => flow, flow => session.ExpectedNumber(party.Number, flow));
        var restart = session.LastRestart(party.Number);
        // As long as nothing came since: then what is missing is missed in the usual way.
        bool IsLost(string flow) => restart is { } at && !(session.LaneState(party.Number, flow)?.LastAcceptedAt > at);
        return [.. flows.Select(flow => new Lane(flow, expected[flow], IsLost(flow)))];
    }

    private static void WriteLane(XmlWriter xml, Lane lane, List<Waiting> waiting, FileForm form)
    {
        xml.WriteStartElement("lane");
        xml.WriteElementString("flow", lane.Flow);
        if (lane.Expected > 1)
            xml.Element("lastAccepted", lane.Expected - 1);
        xml.Element("nextExpected", lane.Expected);
        if (lane.IsLost)
            xml.Element("sendAgainFrom", lane.Expected);
        WriteFirst(xml, waiting, one => WriteWaiting(xml, one, form), "moreWaiting");
        xml.WriteEndElement();
    }

    /// <summary>The same as a page, where the party wants it; one that it no longer wants would soon tell old things.</summary>
    private static void WritePage(OutFolder home, byte[]? page)
    {
        var kind = home.KindOf(Folders.StatusPageName);
        if (page is not null && kind is (null or EntryKind.File))
            home.Write(Folders.StatusPageName, stream => stream.Write(page));
        else if (page is null && kind is EntryKind.File)
            home.Delete(Folders.StatusPageName);
    }

    /// <summary>Something of the party's stands where the file belongs.</summary>
    private void PutAside(OutFolder home, Party party, DateTimeOffset now)
    {
        var day = BelgianTime.DateOf(now);
        var what = home.PutAside(Folders.StatusName, tools.Folders.Absolute(Folders.Unknown(party.Number, day)));
        tools.Notices.Add(Notices.PutAside, party.Number, $"{party.Number} {Folders.StatusName}",
            $"{what}, stood where status.xml of {party.Number} belongs. Ask the party what puts things there.");
    }

    private static void WriteFirst(XmlWriter xml, List<Waiting> all, Action<Waiting> write, string countOfRest)
    {
        foreach (var one in all.Take(Listed))
            write(one);
        if (all.Count > Listed)
            xml.Element(countOfRest, all.Count - Listed);
    }

    private static void WriteWaiting(XmlWriter xml, Waiting one, FileForm form)
    {
        xml.WriteStartElement("waiting");
        xml.WriteElementString("voucherFileName", one.VoucherFileName);
        xml.Element("fileSequenceNumber", one.FileSequenceNumber!.Value);
        WriteReason(xml, one);
        if (one.MissingNumber is { } missing)
            xml.Element("missingNumber", missing);
        WriteWords(xml, one, form);
        xml.WriteEndElement();
    }

    private static void WriteFile(XmlWriter xml, Waiting one, FileForm form)
    {
        xml.WriteStartElement("file");
        xml.WriteElementString("name", one.VoucherFileName);
        WriteReason(xml, one);
        WriteWords(xml, one, form);
        xml.WriteEndElement();
    }

    private static void WriteWords(XmlWriter xml, Waiting one, FileForm form)
    {
        var words = WaitWords.Words(one);
        xml.WriteElementString("explanation", words.En);
        xml.Descriptions("description", words, form);
    }

    private static void WriteReason(XmlWriter xml, Waiting one)
    {
        xml.WriteElementString("since", XmlParts.Timestamp(one.Since));
        xml.WriteElementString("reason", WaitWords.Wire(one.Reason));
    }
}
