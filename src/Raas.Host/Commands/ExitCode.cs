namespace Raas.Host.Commands;

/// <summary>What a command tells the shell (contract §6).</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>Could not finish; the message says why and what to do.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int WrongUsage = 2;

    /// <summary>Done, but at least one delivery was refused or waits.</summary>
    public const int Attention = 3;
}
