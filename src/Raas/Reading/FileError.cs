using Raas.Domain;

namespace Raas.Reading;

/// <summary>One reason why a delivery cannot be trusted. Never holds a person's number or any value of the file's records.</summary>
/// <param name="Line">Line in the file at fault, from 1, where there is one.</param>
/// <param name="Position">Column in that line, from 1.</param>
/// <param name="Information">What was found and expected, as (field, value).</param>
public sealed record FileError(Code Code, int? Line = null, int? Position = null, params (string Field, string Value)[] Information)
{
    /// <summary>What was found or expected, for people; null: the words of the code say it all.</summary>
    public Wording? Explanation { get; init; }
}

/// <summary>The errors of a delivery, up to 100: more would tell the sender nothing new.</summary>
public sealed class FileErrors
{
    public const int Max = 100;
    private readonly List<FileError> errors = [];

    public IReadOnlyList<FileError> All => errors;

    public bool Any => errors.Count > 0;

    public bool IsFull => errors.Count >= Max;

    /// <summary>Notes an error, unless there are as many as are told.</summary>
    public void Add(FileError error)
    {
        if (!IsFull)
            errors.Add(error);
    }

    /// <summary>Notes errors that were found elsewhere, likewise.</summary>
    public void Add(IEnumerable<FileError> others)
    {
        foreach (var error in others)
            Add(error);
    }
}
