using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Outgoing;

namespace Raas.Host.Soap;

/// <summary><c>registerInscription</c>: a record <c>register</c> of a SUBSCRIPTION, online.</summary>
internal sealed class RegisterInscription() : SoapOperation("registerInscription", "inscription")
{
    public override Task<SoapAnswer> Run(SoapCall call)
    {
        var inscription = call.Request.Element(Echo)!;
        var (begin, end) = SoapParts.Days(inscription.Element("period"))!.Value;
        PersonIdentity? given = null;
        if (inscription.Element("person") is { } person)
        {
            var birthDate = person.Text("birthDate") is { } text ? IncompleteDate.Read(text.AsSpan().Trim()) : default;
            given = new PersonIdentity(person.Text("lastName"), person.Text("firstName"), birthDate,
                SoapParts.Gender(person.Text("gender")?.Trim()));
        }
        return InscriptionAnswer.Of(call,
            new InscriptionCall(RequestAction.Register, long.Parse(inscription.Text("ssin")!), inscription.Text("dossierType")!, begin, end,
            given));
    }
}

/// <summary><c>unregisterInscription</c>: a record <c>unregister</c> of a SUBSCRIPTION, online.</summary>
internal sealed class UnregisterInscription() : SoapOperation("unregisterInscription", "inscription")
{
    public override Task<SoapAnswer> Run(SoapCall call)
    {
        var inscription = call.Request.Element(Echo)!;
        var days = SoapParts.Days(inscription.Element("period"));
        return InscriptionAnswer.Of(call,
            new InscriptionCall(RequestAction.Unregister, long.Parse(inscription.Text("ssin")!), inscription.Text("dossierType")!,
            days?.Begin, days?.End ?? Period.OpenEnd));
    }
}

/// <summary>What both answer: the status of an answer to a file, and the rows that result.</summary>
internal static class InscriptionAnswer
{
    public static async Task<SoapAnswer> Of(SoapCall call, InscriptionCall asked)
    {
        var decided = await call.Engine.Online.Change(call.Party, asked, d =>
            call.Audit(CodeOf(d), d.Current == 0 ? [] : [d.Current]), call.Stop);
        var code = CodeOf(decided);
        if (decided.Outcome == Outcome.Rejected)
            return SoapAnswer.Refused(code, [.. Information(decided)]);
        var current = decided.Current == 0 ? asked.Ssin : decided.Current;
        return SoapAnswer.Found(
            SoapParts.Ssin(asked.Ssin, current, decided.Cancelled ? PersonState.Cancelled : PersonState.Active),
            new XElement("result", new XElement("outcome", decided.Outcome.ToString().ToUpperInvariant()), Rows(decided)));
    }

    private static Code CodeOf(DecidedRecord decided) => Codes.Record.Of(decided.Errors).FirstOrDefault(Codes.Record.Ok);

    /// <summary>As in the answer to a file: every error, and the identity fields that differ.</summary>
    private static IEnumerable<(string, string?)> Information(DecidedRecord decided) =>
        Codes.Record.Of(decided.Errors).Skip(1).Select(code => ("code", (string?)code.Wire))
            .Concat(Codes.Record.DifferingFields(decided.Errors).Select(field => (field, (string?)null)));

    private static IEnumerable<XElement> Rows(DecidedRecord decided) => decided.Left.Select(SoapParts.Period);
}
