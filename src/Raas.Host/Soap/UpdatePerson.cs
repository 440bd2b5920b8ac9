using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Outgoing;

namespace Raas.Host.Soap;

/// <summary><c>updatePerson</c>: corrects data groups of a BCSS number.</summary>
internal sealed class UpdatePerson() : DirectOperation("updatePerson", "person")
{
    public override string? SsinOf(XElement request) => request.Text("ssin");

    /// <summary>Those of the sources: persons and numbers are theirs.</summary>
    public override long? LockOf => 0;

    protected override SoapAnswer Answer(SoapCall call)
    {
        if (!Ssin.TryParse(call.Request.Text("ssin"), out var ssin))
            return SoapAnswer.Refused(Codes.Record.SsinInvalid);
        if (PersonParts.Corrected(call.Request.Element(Echo)!) is not { } person)
            return SoapAnswer.Refused(Codes.Online.InvalidData, ("birthDate", "in no calendar"));
        var correction = call.Engine.Numbers.Correct(ssin, person, call.Engine.Today, c =>
            call.AuditNow(c.Refused ?? Codes.Record.Ok, [c.Current]), call.Turn);
        if (correction.Refused is { } code)
            return code == Codes.Online.Replaced ? SoapAnswer.Refused(code, ("newSSIN", SoapParts.Digits(correction.Current)))
                : SoapAnswer.Refused(code);
        return SoapAnswer.Found([SoapParts.Ssin(ssin.Value, correction.Current, correction.State), .. correction.Groups.Select(Group)]);
    }

    private static XElement Group((DataGroup Group, bool IsChanged) group) =>
        new("result", new XElement("group", group.Group.Code()), new XElement("status", group.IsChanged ? "APPLIED" : "UNCHANGED"));
}
