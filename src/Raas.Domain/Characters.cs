using System.Text;

namespace Raas.Domain;

/// <summary>Texts are counted and cut in characters. One beyond U+FFFF is stored as two chars, and half of it is no character: written to
/// a file or a store it becomes another, and is not found again.</summary>
public static class Characters
{
    /// <summary>Characters as Unicode counts them, and as schemas do: one beyond U+FFFF is one.</summary>
    public static int Count(string text) => text.EnumerateRunes().Count();

    /// <summary>The beginning of a text, of at most so many chars: as much as a column holds, and never half a character at its
    /// end.</summary>
    public static string Cut(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= most)
            return text;
        return text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }

    /// <summary>The same, with a sign that it goes on.</summary>
    public static string CutWithSign(string text, int most) => text.Length <= most ? text : Cut(text, most - 1) + "…";
}
