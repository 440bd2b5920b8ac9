using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Outgoing;

namespace Raas.Host.Soap;

/// <summary><c>consultInscriptions</c>: the caller's own rows of a person.</summary>
internal sealed class ConsultInscriptions() : SoapOperation("consultInscriptions", "criteria")
{
    public override SoapAnswer Run(SoapCall call)
    {
        var criteria = call.Request.Element(Echo)!;
        if (!Ssin.TryParse(criteria.Text("ssin"), out var ssin))
            return SoapAnswer.Refused(Codes.Record.SsinInvalid);
        Period? period = null;
        if (SoapParts.Days(criteria.Element("period")) is var (begin, end))
        {
            if (!Period.TryCreate(begin, end, out var asked))
                return SoapAnswer.Refused(Codes.Record.PeriodInvalid);
            period = asked;
        }
        var found = call.Engine.Online.Consult(call.Party.Number, ssin, criteria.Text("dossierType"), period);
        var number = SoapParts.Ssin(ssin.Value, found.Current, found.State);
        if (found.Rows.Count > 0)
            return SoapAnswer.Found([number, .. found.Rows.Select(row => Row(row, found.Current))]) with { Persons = [found.Current] };
        return found.State == PersonState.Unknown
            ? SoapAnswer.Refused(Codes.Record.SsinUnknown)
            : new SoapAnswer(SoapAnswer.NoDataFound, Codes.Online.NoData) { Content = [number], Persons = [found.Current] };
    }

    private static XElement Row(ConsultedRow row, long current) => new("result",
        new XElement("dossierType", row.DossierType), SoapParts.Period(row.Period),
        row.Ssin == current ? null : new XElement("registeredUnder", SoapParts.Digits(row.Ssin)));
}
