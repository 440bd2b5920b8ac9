using System.CommandLine;
using Raas.Operations;

namespace Raas.Host.Commands;

/// <summary>Who acts, and why: the options of every command that does what somebody has to answer for.</summary>
/// <param name="why">What the reason is kept for.</param>
internal sealed class WhoOptions(string why)
{
    public Option<string?> Reason { get; } = new("--reason") { Description = why, Required = true };

    public Option<string?> By { get; } = new("--by") { Description = "Your name; the account of the machine when not given." };

    /// <exception cref="OperatorException">The name or the reason is missing or too long.</exception>
    public Operator Of(ParseResult parsed) => new(parsed.GetValue(By) ?? Environment.UserName, parsed.GetValue(Reason));
}
