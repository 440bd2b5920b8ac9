using Hangfire.Logging;
using Hangfire.PostgreSql;
using Hangfire.SqlServer;
using Microsoft.Data.SqlClient;
using Npgsql;
using Raas.Configuration;
using Raas.Store;

namespace Raas.Host.Worker;

/// <summary>The tables in which Hangfire keeps its jobs on a server. <c>raas migrate</c> makes them, so that who serves needs no right to
/// make tables.</summary>
internal static class JobTables
{
    public const string Schema = "hangfire";

    /// <summary>Makes them, or brings them to the version of this program; nothing where jobs are kept in memory.</summary>
    public static void Make(RaasOptions options)
    {
        // The installers keep the log of whatever host this process had last, also when that is gone.
        LogProvider.SetCurrentLogProvider(null);
        switch (options.Store)
        {
            case StoreKind.SqlServer:
                using (var server = new SqlConnection(options.ConnectionString))
                {
                    server.Open();
                    SqlServerObjectsInstaller.Install(server);
                }
                break;
            case StoreKind.PostgreSql:
                using (var server = new NpgsqlConnection(options.ConnectionString))
                {
                    server.Open();
                    PostgreSqlObjectsInstaller.Install(server, Schema);
                }
                break;
        }
    }
}
