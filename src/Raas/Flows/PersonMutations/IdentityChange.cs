using Raas.Files;
using Raas.Outgoing;

namespace Raas.Flows.PersonMutations;

/// <summary>Writes the change of one data group of a person, from the journal of the authentic source to the element of an IDENTITY file.</summary>
internal static class IdentityChange
{
    private static readonly string[] AddressLines = ["street", "houseNumber", "box", "postalCode", "city", "country"];

    public static void Write(ByteWriter to, string group, string? before, string? after)
    {
        to.Bytes("<change>"u8);
        NotificationParts.Text(to, "group", group);
        Side(to, "<before>"u8, "</before>"u8, group, before);
        Side(to, "<after>"u8, "</after>"u8, group, after);
        to.Bytes("</change>"u8);
    }

    private static void Side(ByteWriter to, ReadOnlySpan<byte> begin, ReadOnlySpan<byte> end, string group, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        to.Bytes(begin);
        var lines = value.Split('\n');
        switch (group)
        {
            case "NAME":
                NotificationParts.Text(to, "lastName", lines[0]);
                foreach (var name in lines.Skip(1))
                    NotificationParts.Text(to, "firstName", name);
                break;
            case "BIRTH":
                NotificationParts.Text(to, "birthDate", lines[0]);
                NotificationParts.Text(to, "birthPlace", lines.ElementAtOrDefault(1));
                break;
            case "GENDER":
                NotificationParts.Text(to, "gender", value);
                break;
            case "NATIONALITY":
                foreach (var code in value.Split(','))
                    NotificationParts.Text(to, "nationality", code);
                break;
            case "CIVIL-STATE":
                NotificationParts.Text(to, "civilState", value);
                break;
            case "DECEASE":
                NotificationParts.Text(to, "deceaseDate", value);
                break;
            default:
                Address(to, lines);
                break;
        }
        to.Bytes(end);
    }

    private static void Address(ByteWriter to, string[] lines)
    {
        to.Bytes("<address>"u8);
        for (var i = 0; i < AddressLines.Length; i++)
            NotificationParts.Text(to, AddressLines[i], lines.ElementAtOrDefault(i));
        to.Bytes("</address>"u8);
    }
}
