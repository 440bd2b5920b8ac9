using Raas.Configuration;
using Raas.Domain;

namespace Raas.Operations;

/// <summary>What an operator did.</summary>
public sealed record OperatorAction
{
    public DateTimeOffset At { get; init; }
    public string Operator { get; init; } = "";
    public string Action { get; init; } = "";
    public long? Party { get; init; }
    public string? Flow { get; init; }
    public long? Number { get; init; }
    public string Reason { get; init; } = "";
}

/// <summary>An action makes no sense here; the message says why and what to do.</summary>
public sealed class OperatorException(string message) : Exception(message);

/// <summary>Who acts, and why. Both are journalled, so both have to be said.</summary>
public sealed record Operator
{
    private const int MaxName = 100;
    private const int MaxReason = 500;

    /// <exception cref="OperatorException">The name or the reason is missing or too long.</exception>
    public Operator(string? name, string? reason)
    {
        Name = Checked(name, "name", MaxName);
        Reason = Checked(reason, "reason", MaxReason);
    }

    public string Name { get; }

    public string Reason { get; }

    private static string Checked(string? text, string what, int most)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0)
            throw new OperatorException($"The {what} is missing: it goes into the journal of operators.");
        var length = Characters.Count(trimmed);
        return length <= most ? trimmed : throw new OperatorException($"The {what} has {length} characters: at most {most} were expected.");
    }
}
