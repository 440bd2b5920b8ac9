using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Outgoing;

namespace Raas.Host.Soap;

/// <summary><c>consultInscriptions</c>: the caller's own rows of a person, as they are or as they were known at a moment.</summary>
internal sealed class ConsultInscriptions() : DirectOperation("consultInscriptions", "criteria")
{
    protected override SoapAnswer Answer(SoapCall call)
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
        if (!TryReadAsOf(criteria, out var asOf))
            return SoapAnswer.Refused(Codes.Online.InvalidData, ("knownOn", criteria.Text("knownOn")));
        if (call.Engine.Online.IsToCome(asOf))
            return SoapAnswer.Refused(Codes.Online.MomentToCome);
        var found = call.Engine.Online.Consult(call.Party.Number, ssin, criteria.Text("dossierType"), period, asOf);
        var number = SoapParts.Ssin(ssin.Value, found.Current, found.State);
        if (found.Rows.Count > 0)
            return SoapAnswer.Found([number, .. found.Rows.Select(row => Row(row, found.Current))])
                with { Persons = PersonsIn(found, asOf) };
        return found.State == PersonState.Unknown
            ? SoapAnswer.Refused(Codes.Record.SsinUnknown)
            : new SoapAnswer(SoapAnswer.NoDataFound, Codes.Online.NoData) { Content = [number], Persons = [found.Current] };
    }

    /// <summary>Numbers that stood for one person then may be of several now: each of them was asked about.</summary>
    private static IReadOnlyList<long> PersonsIn(Consultation found, AsOf asOf) => asOf.KnownOn is null ? [found.Current]
        : [.. found.Rows.Select(row => row.Ssin).Prepend(found.Current).Distinct()];

    /// <returns>False: the schema has such a moment, and our calendar has not.</returns>
    private static bool TryReadAsOf(XElement criteria, out AsOf asOf)
    {
        asOf = new AsOf(criteria.Text("validOn") is { } day ? DateOnly.FromDayNumber(SoapParts.Day(day)) : null);
        if (criteria.Text("knownOn")?.Trim() is not { } text)
            return true;
        var isMoment = AsOf.TryReadMoment(text, out var moment);
        asOf = asOf with { KnownOn = moment };
        return isMoment;
    }

    private static XElement Row(ConsultedRow row, long current) => new("result",
        new XElement("dossierType", row.DossierType), SoapParts.Period(row.Period),
        row.Ssin == current ? null : new XElement("registeredUnder", SoapParts.Digits(row.Ssin)));
}
