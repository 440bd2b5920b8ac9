using System.Text;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;

namespace Raas.Nights;

/// <summary>One number in a REPLACEMENT file (contract §4): what happened to it, and to the inscriptions of the institution.</summary>
internal sealed record ReplacementItem(
    long Ssin, long CurrentSsin, bool IsCancelled, long Source, long MutationId, string Kind, int Day,
    IReadOnlyList<(string DossierType, MovedInscription Inscription)> Inscriptions)
{
    public static readonly NotificationFrame Frame =
        new(FlowName.Replacement, "notifySsinReplacements", "urn:be:raas:replacement-notification:v1", "replacements");

    public void Write(ItemWriter to)
    {
        to.Bytes("    <replacement>"u8);
        NotificationParts.Ssin(to, Ssin, CurrentSsin, IsCancelled);
        NotificationParts.Event(to, Source, MutationId, Kind, Day);
        to.Bytes("<inscriptions>"u8);
        foreach (var (type, inscription) in Inscriptions)
            Write(to, type, inscription);
        to.Bytes("</inscriptions></replacement>\n"u8);
    }

    private static void Write(ByteWriter to, string dossierType, in MovedInscription inscription)
    {
        to.Bytes("<inscription><dossierType>"u8);
        to.Escaped(Encoding.UTF8.GetBytes(dossierType));
        to.Bytes("</dossierType>"u8);
        NotificationParts.Period(to, "period"u8, inscription.Period);
        to.Bytes("<effect>"u8);
        to.Bytes(inscription.Effect switch { MoveEffect.Moved => "MOVED"u8, MoveEffect.Merged => "MERGED"u8, _ => "NONE"u8 });
        to.Bytes("</effect>"u8);
        if (inscription.Result is { } row)
            NotificationParts.Period(to, "result"u8, row);
        if (inscription.ChangedSince)
            to.Bytes("<changedSince>true</changedSince>"u8);
        to.Bytes("</inscription>"u8);
    }
}
