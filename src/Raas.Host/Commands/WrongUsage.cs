using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Raas.Host.Settings;

namespace Raas.Host.Commands;

/// <summary>A command line that cannot be understood: how the command is used, and last, where people look, what is wrong.</summary>
internal static partial class WrongUsage
{
    /// <summary>Writes it.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(RootCommand root, ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent)
            names.Push(command.Command.Name);
        var isGroup = parsed.CommandResult.Command.Subcommands.Count > 0;
        if (isGroup && parsed.UnmatchedTokens.Count == 0)
        {
            root.Parse([.. names, "--help"]).Invoke();
            Console.Out.Flush();
        }
        var name = string.Join(' ', names.Prepend("raas"));
        Output.Fault($"Usage: {name}{Shape(parsed.CommandResult.Command)}\n       {name} --help says more.\n");
        foreach (var fault in Faults(parsed, isGroup).Distinct())
            Output.Fault(fault);
        return ExitCode.WrongUsage;
    }

    private static IEnumerable<string> Faults(ParseResult parsed, bool isGroup)
    {
        var command = parsed.CommandResult.Command;
        var commands = command.Subcommands.Select(sub => sub.Name).ToList();
        if (isGroup)
        {
            var given = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
            var fault = given is null ? "No command was given"
                : given.StartsWith('-') ? $"There is no option {given}" : $"There is no command {given}";
            return [$"{fault}: {Hint(given, commands)}"];
        }
        return parsed.Errors.Select(error => Words(error, parsed)).OfType<string>()
            .Concat(parsed.UnmatchedTokens.Select(token => token.StartsWith('-')
                ? $"There is no option {token}: {Hint(token, OptionsOf(parsed))}" : $"{token}: nothing more was expected here."));
    }

    private static string? Words(ParseError error, ParseResult parsed) => error.SymbolResult switch
    {
        _ when Unreadable().Match(error.Message) is { Success: true } value => $"{NameOf(error)} {value.Groups["value"].Value}: "
            + $"{Kind(value.Groups["type"].Value)} was expected.",
        _ when parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)) => null,
        ArgumentResult argument when argument.Tokens.Count == 0 => $"{argument.Argument.Name} is missing: {argument.Argument.Description}",
        OptionResult option when option.Tokens.Count == 0 =>
            $"{option.Option.Name} {(option.IdentifierToken is null ? "is missing" : "needs a value")}: {option.Option.Description}",
        _ => error.Message,
    };

    private static string NameOf(ParseError error) => error.SymbolResult switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult { Parent: OptionResult option } => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => "",
    };

    /// <summary>As people name it, not as programs do.</summary>
    private static string Kind(string type) =>
        type.Contains(nameof(DateOnly), StringComparison.Ordinal) ? "a date yyyy-MM-dd"
        : type.Contains("Int", StringComparison.Ordinal) ? "a whole number"
        : "another value";

    private static string Hint(string? given, IReadOnlyList<string> known) =>
        given is not null && Likeness.Nearest(given, known) is { } meant ? $"{meant} was perhaps meant."
        : known.Count == 0 ? "there is none here." : $"{string.Join(", ", known)} are known.";

    private static List<string> OptionsOf(ParseResult parsed)
    {
        var options = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
            options.AddRange(command.Command.Options.Select(option => option.Name));
        return options;
    }

    private static string Shape(Command command)
    {
        var required = command.Options.Where(option => option.Required).Select(option => $" {option.Name} …");
        var arguments = command.Arguments.Select(argument => (argument.Arity.MinimumNumberOfValues, argument.Arity.MaximumNumberOfValues)
            switch
        {
            (0, _) => $" [{argument.Name}]",
            (_, > 1) => $" {argument.Name}…",
            _ => $" {argument.Name}",
        });
        return string.Concat(arguments) + string.Concat(required)
            + (command.Subcommands.Count > 0 ? " COMMAND …" : command.Options.Any(option => !option.Required) ? " [options]" : "");
    }

    [GeneratedRegex(
        "^Cannot parse argument '(?<value>.*)' for (option|command) '.*' as expected type '(?<type>.*)'",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Unreadable();
}
