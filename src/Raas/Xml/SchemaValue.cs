using System.Xml.Schema;
using Raas.Domain;

namespace Raas.Xml;

/// <summary>Values as the validator of .NET has to be shown them to judge as XML Schema 1.0 does. Where the two disagree:
/// <list type="bullet">
/// <item>lengths count characters, .NET counts UTF-16 units: a character beyond U+FFFF is shown as one unit;</item>
/// <item>24:00:00 is midnight, years have more than four digits or a minus: a date or time that is right, and of no narrower type, is
/// shown as one that .NET knows;</item>
/// <item>zones reach 14:00, Z is upper case, only the four blanks of XML may stand around a value: what is wrong is shown as no value at
/// all.</item>
/// </list></summary>
internal static class SchemaValue
{
    private const string Wrong = "?";
    private const char OneCharacter = '\uFFFD';

    public static string Shown(XmlSchemaType? type, string text)
    {
        switch (type?.Datatype?.TypeCode)
        {
            case null:
                return text;
            case XmlTypeCode.DateTime:
                return SchemaDate.IsDateTime(Collapsed(text)) ? IsBuiltIn(type) ? "2000-01-01T00:00:00" : text : Wrong;
            case XmlTypeCode.Date:
                return SchemaDate.IsDate(Collapsed(text)) ? IsBuiltIn(type) ? "2000-01-01" : text : Wrong;
            case not null when text.AsSpan().ContainsAnyExceptInRange('\0', '\x7f'):
                return type.Datatype.ValueType == typeof(string) ? Characters(text) : Wrong;
            default:
                return text;
        }
    }

    private static bool IsBuiltIn(XmlSchemaType type) => type.QualifiedName.Namespace == XmlSchema.Namespace;

    private static ReadOnlySpan<char> Collapsed(string text) => text.AsSpan().Trim(" \t\r\n");

    /// <summary>One unit for each character.</summary>
    private static string Characters(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDBFF'))
            return text;
        var shown = new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (!char.IsLowSurrogate(c))
                shown[length++] = char.IsHighSurrogate(c) ? OneCharacter : c;
        }
        return new string(shown, 0, length);
    }
}
