using System.Text;
using Raas.Domain;
using Raas.Reading;

namespace Raas.Fuzz;

/// <summary>Where we and libxml2 differ, and mean to.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Fits">Whether an input is one of these: the text, our error (null: valid) and what xmllint says (null: valid).</param>
internal sealed record Difference(string Name, string Reason, Func<string, FileError?, string?, bool> Fits)
{
    public static readonly IReadOnlyList<Difference> Known =
    [
        new("forbidden", "RAA10018 and the limits of our reader: a DOCTYPE, XML 1.1, other encodings, a byte order mark that contradicts "
            + "the declaration. Valid perhaps, but refused by decision.",
            (_, ours, theirs) => theirs is null && ours is not null
                && (ours.Code.Wire == "RAA10018" || ours.Information.Any(i => i.Field == "found"))),

        new("CDATA between elements", "XML Schema 1.0 (cvc-complex-type 2.3) allows blanks between elements, however they are written; "
            + "libxml2 refuses them in a CDATA section.",
            (text, ours, theirs) => ours is null && theirs!.Contains("Character content other than whitespace", StringComparison.Ordinal)
                && text.Contains("<![CDATA[", StringComparison.Ordinal)),

        new("blanks around a value", "The types of numbers, dates and booleans collapse white space (XML Schema 1.0, 4.3.6); "
            + "libxml2 refuses blanks around values of built-in types.",
            (_, ours, theirs) => ours is null && Quoted(theirs!) is { } value && value.Trim(' ', '\t', '\n', '\r') != value),

        new("prefix without a declaration", "Not well-formed by Namespaces in XML 1.0; libxml2 only warns.",
            (_, ours, theirs) => theirs is null && ours?.Code.Wire is "RAA10010" or "RAA10001"),
    ];

    /// <summary>The value that a message of xmllint repeats. We have its first line: a value may begin with a line end.</summary>
    private static string? Quoted(string message)
    {
        var start = message.IndexOf("': '", StringComparison.Ordinal) + 4;
        if (start < 4)
            return null;
        var end = message.IndexOf("' is not a valid value", start, StringComparison.Ordinal);
        return end >= 0 ? message[start..end] : message[start..] + "\n";
    }
}
