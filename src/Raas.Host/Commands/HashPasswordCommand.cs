using System.CommandLine;
using Raas.Configuration;

namespace Raas.Host.Commands;

/// <summary><c>raas hash-password</c>: what stands in the settings instead of a password.</summary>
internal static class HashPasswordCommand
{
    private const int Shortest = 12;

    public static Command Create()
    {
        var command = new Command("hash-password", """
            Reads a password from standard input and prints its hash, for Raas:Dashboard:Users and for the
            credentials of parties.

            Example:
              raas hash-password < secret.txt
            """);
        command.DoesAlone((_, _) =>
        {
            var password = Console.In.ReadLine()?.Trim() ?? "";
            if (password.Length < Shortest)
                throw new UsageException(
                    $"The password has {password.Length} characters; at least {Shortest} were expected, on the first line of standard "
                    + "input.");
            Output.Line(Passwords.Hash(password));
            return ExitCode.Done;
        });
        return command;
    }
}
