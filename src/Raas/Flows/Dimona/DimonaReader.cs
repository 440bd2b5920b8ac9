using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using System.Xml;
using Raas.Domain;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Flows.Dimona;

/// <summary>Reads a DIMONA file into a spool.</summary>
public sealed class DimonaReader(FileErrors errors, SpoolWriter spool) : DataFileReader(errors)
{
    private readonly Declaration item = new();

    protected override string Kind => Schemas.Dimona;

    protected override void BeginItem(string name, XmlReader reader)
    {
        item.Clear();
        item.Number = (int)ItemCount;
    }

    protected override void Field(string name, string? inner, string value)
    {
        switch (inner ?? name)
        {
            case "declarationId": item.DeclarationId = long.Parse(value.AsSpan().Trim()); break;
            case "historyNumber": item.HistoryNumber = int.Parse(value.AsSpan().Trim()); break;
            case "type": item.Type = value.Trim(); break;
            case "ssin": item.Ssin = long.Parse(value); break;
            case "nssoNumber": item.NssoNumber = value; break;
            case "cbeNumber": item.CbeNumber = value; break;
            case "workerType": item.WorkerType = value; break;
            case "jointCommittee": item.JointCommittee = value; break;
            case "beginDate": item.BeginDay = DateOnly.ParseExact(value.AsSpan().Trim(), "yyyy-MM-dd").DayNumber; break;
            case "endDate": item.EndDay = DateOnly.ParseExact(value.AsSpan().Trim(), "yyyy-MM-dd").DayNumber; break;
        }
    }

    protected override void EndItem() => item.Write(spool.Next(item.Ssin));
}
