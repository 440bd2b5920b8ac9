using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;

namespace Raas.Flows.PersonMutations;

/// <summary>Writes the change of one data group of a person, from the journal of the authentic source to the element of an IDENTITY
/// file.</summary>
internal static class IdentityChange
{
    public static void Write(ByteWriter to, DataGroup group, string? before, string? after)
    {
        to.Bytes("<change>"u8);
        NotificationParts.Text(to, "group", group.Code());
        Side(to, "<before>"u8, "</before>"u8, group, before);
        Side(to, "<after>"u8, "</after>"u8, group, after);
        to.Bytes("</change>"u8);
    }

    private static void Side(ByteWriter to, ReadOnlySpan<byte> begin, ReadOnlySpan<byte> end, DataGroup group, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        to.Bytes(begin);
        switch (group)
        {
            case DataGroup.Name:
                Name(to, value.Split('\n'));
                break;
            case DataGroup.Birth:
                var lines = value.Split('\n');
                NotificationParts.Text(to, "birthDate", lines[0]);
                NotificationParts.Text(to, "birthPlace", lines.ElementAtOrDefault(1));
                break;
            case DataGroup.Gender:
                NotificationParts.Text(to, "gender", value);
                break;
            case DataGroup.Nationality:
                foreach (var code in value.Split(','))
                    NotificationParts.Text(to, "nationality", code);
                break;
            case DataGroup.CivilState:
                NotificationParts.Text(to, "civilState", value);
                break;
            case DataGroup.Address:
                Address(to, value);
                break;
            case DataGroup.Decease:
                NotificationParts.Text(to, "deceaseDate", value);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(group), group, "no data group");
        }
        to.Bytes(end);
    }

    private static void Name(ByteWriter to, string[] lines)
    {
        NotificationParts.Text(to, "lastName", lines[0]);
        foreach (var name in lines.Skip(1))
            NotificationParts.Text(to, "firstName", name);
    }

    private static void Address(ByteWriter to, string value)
    {
        to.Bytes("<address>"u8);
        foreach (var (element, text) in PostalAddress.Parts(value))
            NotificationParts.Text(to, element, text);
        to.Bytes("</address>"u8);
    }
}
