using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Inscriptions;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Writes a party's <c>status.xml</c>: per flow what was accepted last, what is expected next, and what waits and why.</summary>
internal sealed class StatusFile(IntakeContext tools)
{
    /// <param name="strays">What stands in the folder and is no delivery.</param>
    public void Write(Party party, IReadOnlyList<Waiting> waiting, IReadOnlyList<Waiting> strays)
    {
        var now = tools.Clock.GetUtcNow();
        var flows = party.AcceptedFlows(IncomingFlow.Names);
        Dictionary<string, long> expected;
        using (var session = tools.Store.Read())
            expected = flows.ToDictionary(flow => flow, flow => session.ExpectedNumber(party.Number, flow));
        using var home = OutFolder.Open(tools.Disk, tools.Folders.Home(party.Number));
        if (home.KindOf(Folders.StatusName) is not (null or EntryKind.File))
            PutAside(home, party, now);
        home.Write(Folders.StatusName, stream =>
        {
            using var xml = XmlParts.Writer(stream);
            xml.WriteStartElement("s", "laneStatus", "urn:be:raas:status:v1");
            xml.WriteElementString("party", party.Number.ToString());
            xml.WriteElementString("writtenAt", XmlParts.Timestamp(now));
            xml.WriteElementString("environment", tools.Options.Environment);
            foreach (var flow in flows)
            {
                xml.WriteStartElement("lane");
                xml.WriteElementString("flow", flow);
                if (expected[flow] > 1)
                    xml.Element("lastAccepted", expected[flow] - 1);
                xml.Element("nextExpected", expected[flow]);
                foreach (var one in waiting.Where(w => w.Flow == flow && w.FileSequenceNumber is not null))
                    WriteWaiting(xml, one);
                xml.WriteEndElement();
            }
            foreach (var one in waiting.Where(w => w.FileSequenceNumber is null || !flows.Contains(w.Flow!)).Concat(strays))
                WriteFile(xml, one);
            xml.WriteEndElement();
        });
    }

    /// <summary>Something of the party's stands where the file belongs.</summary>
    private void PutAside(OutFolder home, Party party, DateTimeOffset now)
    {
        var day = BelgianTime.DateOf(now);
        var what = home.PutAside(Folders.StatusName, tools.Folders.Absolute(Folders.Unknown(party.Number, day)));
        tools.Notices.Add(Notices.PutAside, party.Number, $"{party.Number} {Folders.StatusName}",
            $"{what}, stood where status.xml of {party.Number} belongs. Ask the party what puts things there.");
    }

    private static void WriteWaiting(System.Xml.XmlWriter xml, Waiting one)
    {
        xml.WriteStartElement("waiting");
        xml.WriteElementString("voucherFileName", one.VoucherFileName);
        xml.Element("fileSequenceNumber", one.FileSequenceNumber!.Value);
        WriteReason(xml, one);
        if (one.MissingNumber is { } missing)
            xml.Element("missingNumber", missing);
        xml.WriteElementString("explanation", WaitWords.Explain(one));
        xml.WriteEndElement();
    }

    private static void WriteFile(System.Xml.XmlWriter xml, Waiting one)
    {
        xml.WriteStartElement("file");
        xml.WriteElementString("name", one.VoucherFileName);
        WriteReason(xml, one);
        xml.WriteElementString("explanation", WaitWords.Explain(one));
        xml.WriteEndElement();
    }

    private static void WriteReason(System.Xml.XmlWriter xml, Waiting one)
    {
        xml.WriteElementString("since", XmlParts.Timestamp(one.Since));
        xml.WriteElementString("reason", WaitWords.Wire(one.Reason));
    }
}
