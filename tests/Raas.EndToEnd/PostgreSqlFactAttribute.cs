using Raas.Tests.Store;

namespace Raas.EndToEnd;

/// <summary>Needs a PostgreSQL server that it may stop: skipped, and counted as skipped, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() =>
        Skip = PostgreSqlServer.Absence ?? (Environment.GetEnvironmentVariable(PostgreSqlServer.Variable) is { Length: > 0 }
        ? "a server that was given is not stopped and killed" : null);

    /// <summary>It needs a file system of its own too.</summary>
    public bool NeedsRoot
    {
        get => false;
        set => Skip ??= value ? RootFactAttribute.Missing : null;
    }
}
