using System.Text;

namespace Raas.Domain;

/// <summary>The letters of a name, one after the other, as far as they count. A letter is one character, whatever it takes to store
/// it.</summary>
/// <param name="name">As it is written.</param>
/// <param name="room">For what a letter becomes: <see cref="PlainLetters.MostPerLetter"/>.</param>
internal ref struct Letters(ReadOnlySpan<char> name, Span<char> room)
{
    private readonly Span<char> room = room;
    private ReadOnlySpan<char> rest = name;
    private int length;

    /// <summary>What the letter becomes: one to three chars.</summary>
    public readonly ReadOnlySpan<char> Plain => room[..length];

    /// <summary>The other way to spell it, or null.</summary>
    public string? Spelling { get; private set; }

    public bool IsFirstOfWord { get; private set; }

    public bool Next()
    {
        IsFirstOfWord = length == 0;
        while (!rest.IsEmpty)
        {
            Rune.DecodeFromUtf16(rest, out var letter, out var used);
            rest = rest[used..];
            length = PlainLetters.Write(letter, room);
            if (length == 0)
                continue;
            if (room[0] == ' ')
            {
                IsFirstOfWord = true;
                continue;
            }
            Spelling = PlainLetters.Spelling(letter.Value, rest.IsEmpty ? 0 : rest[0]);
            return true;
        }
        return false;
    }
}
