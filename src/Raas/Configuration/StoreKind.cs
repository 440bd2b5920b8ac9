namespace Raas.Configuration;

/// <summary><c>Raas:Store</c>: where the register is kept.</summary>
public enum StoreKind
{
    /// <summary>A file in DataRoot; nothing to install.</summary>
    Sqlite,

    SqlServer,

    PostgreSql,
}
