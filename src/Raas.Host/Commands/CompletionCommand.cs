using System.CommandLine;

namespace Raas.Host.Commands;

/// <summary><c>raas completion</c>: what a shell has to know to complete our commands.</summary>
internal static class CompletionCommand
{
    /// <summary>Asks the program itself, so that commands, options and their values are those of the version at hand.</summary>
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # raas: completion for bash. Now: source <(raas completion bash)
            # Always: raas completion bash > /etc/bash_completion.d/raas
            _raas() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$(raas "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _raas raas
            """,
        ["zsh"] = """
            #compdef raas
            # raas: completion for zsh. Now: source <(raas completion zsh)
            # Always: raas completion zsh > a file _raas in a folder of $fpath
            _raas() {
                local -a found
                found=("${(@f)$(raas "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                if [[ -n $found ]]; then compadd -a found; else _files; fi
            }
            if [[ $funcstack[1] == _raas ]]; then _raas "$@"; else compdef _raas raas; fi
            """,
        ["pwsh"] = """
            # raas: completion for PowerShell. Now: raas completion pwsh | Out-String | Invoke-Expression
            # Always: the same line in $PROFILE
            Register-ArgumentCompleter -Native -CommandName raas -ScriptBlock {
                param($word, $line, $position)
                $at = $position - $line.Extent.StartOffset    # other commands may stand before it
                raas "[suggest:$at]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = $"{Arguments.OneOf([.. Scripts.Keys])}." };
        shell.HelpName = "SHELL";
        shell.CompletionSources.Add([.. Scripts.Keys]);
        var command = new Command("completion", """
            Prints a script by which a shell completes commands, options and flows.

            Examples:
              source <(raas completion bash)
              raas completion pwsh | Out-String | Invoke-Expression
            """) { shell };
        command.DoesAlone((_, parsed) =>
        {
            var name = parsed.GetValue(shell)!;
            Output.Line(Scripts.TryGetValue(name, out var script) ? script
                : throw new UsageException($"There is no completion for {name}: {Arguments.OneOf([.. Scripts.Keys])} was expected."));
            return ExitCode.Done;
        });
        return command;
    }
}
