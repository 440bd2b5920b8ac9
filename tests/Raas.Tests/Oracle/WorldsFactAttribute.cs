namespace Raas.Tests.Oracle;

/// <summary>Random worlds are run when somebody says how many: skipped otherwise, and counted as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WorldsFactAttribute : FactAttribute
{
    public const string Worlds = "RAAS_ORACLE_WORLDS";

    public WorldsFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(Worlds) is not { Length: > 0 })
            Skip = $"random worlds are run with {Worlds}=500";
    }
}
