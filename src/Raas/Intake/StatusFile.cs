using Raas.Configuration;
using Raas.Files;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Writes a party's <c>status.xml</c>: per flow what was accepted last, what is expected next, and what waits and why.</summary>
internal sealed class StatusFile(IntakeTools tools)
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
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, tools.Zone).DateTime);
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

/// <summary>How we say why a delivery waits.</summary>
public static class WaitWords
{
    public static string Wire(WaitReason reason) => reason switch
    {
        WaitReason.WaitsForNumber => "WAITS_FOR_NUMBER",
        WaitReason.DataFileMissing => "DATA_FILE_MISSING",
        WaitReason.LaneBusy => "BEING_PROCESSED",
        WaitReason.NextRound => "NEXT_ROUND",
        WaitReason.Held => "LANE_HELD",
        WaitReason.Guarded => "WAITS_FOR_RELEASE",
        WaitReason.VoucherIncomplete => "VOUCHER_INCOMPLETE",
        WaitReason.NotReadable => "NOT_READABLE",
        WaitReason.CannotBeMoved => "CANNOT_BE_MOVED",
        WaitReason.NoVoucher => "NO_VOUCHER",
        WaitReason.OnItsWay => "ON_ITS_WAY",
        _ => "DATA_FILE_INCOMPLETE",
    };

    public static string Taken(GuardedDelivery guarded) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{guarded.RowsTaken:N0} of {guarded.RowsBefore:N0} rows");

    /// <summary>As long as status.xml takes.</summary>
    private static string Fit(string text) => Raas.Domain.Characters.CutWithSign(text, 512);

    public static string Explain(Waiting waiting) => waiting.Reason switch
    {
        WaitReason.WaitsForNumber when waiting.IsAlarm => $"Number {waiting.MissingNumber} has to come first, and has been missing for too long: send it.",
        WaitReason.WaitsForNumber => $"Number {waiting.MissingNumber} has to come first.",
        WaitReason.DataFileMissing => "The data file that the voucher names is not there yet.",
        WaitReason.DataFileIncomplete => "The data file is shorter than the voucher says: it is still on its way.",
        WaitReason.VoucherIncomplete => "The voucher ends too early: it is still on its way.",
        WaitReason.NotReadable => "The mode of the voucher or of its data file keeps it for your account: RAAS cannot read it. Give the group read access (umask 027).",
        WaitReason.CannotBeMoved => "It is no delivery, and RAAS cannot move it away: remove it.",
        WaitReason.NoVoucher => "No voucher names it. A data file is taken once its voucher is there, which has its name and .voucher.xml in place of .xml.",
        WaitReason.OnItsWay => "Its name begins with a point: RAAS looks at it once it has its final name.",
        WaitReason.NextRound => "Nothing holds it: the next round takes it.",
        WaitReason.Held => Fit($"An operator has stopped this lane: {waiting.Detail}"),
        WaitReason.Guarded => Fit($"It would remove or shorten {waiting.Detail}: an operator has to release it. If that was not meant, drop an empty .cancel file."),
        _ => "Another worker is busy with this lane.",
    };
}
