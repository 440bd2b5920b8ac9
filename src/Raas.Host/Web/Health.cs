using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Raas.Configuration;
using Raas.Files;
using Raas.Host.Worker;
using Raas.Store;

namespace Raas.Host.Web;

/// <summary><c>/health/ready</c>: whether this host does its work; if not, what is wrong. Says nothing that a stranger should not
/// know.</summary>
internal sealed class Health(
    Engine engine, RaasOptions options, FolderLooks looks, IntakeRounds rounds, Schedule schedule, RecurringJobs jobs,
    IHostApplicationLifetime host, TimeProvider clock)
{
    /// <summary>A round comes every 15 seconds, and none begins before the one before has ended.</summary>
    private static readonly TimeSpan RoundsRest = TimeSpan.FromSeconds(90);

    public IResult Answer()
    {
        var checks = new Dictionary<string, bool>(StringComparer.Ordinal)
        {
            // The first address answers before the last one is listened on.
            ["addresses"] = host.ApplicationStarted.IsCancellationRequested,
            ["store"] = Succeeds(() => engine.Parties.All()),
            ["storeAge"] = engine.Age.Problem is null,
            ["folders"] = Succeeds(() => looks.Look(Path.Combine(options.DataRoot, "work"), CanWrite)),
            ["partyFolders"] = Succeeds(() => ThrowIf(engine.Intake.Denied().Count > 0)),
            ["schedule"] = schedule.IsRunning,
            ["jobs"] = Succeeds(() => ThrowIf(jobs.Problems().Count > 0)),
            ["rounds"] = rounds.LastBegunAt is { } last && clock.GetUtcNow() - last < RoundsRest,
        };
        var ready = checks.Values.All(ok => ok);
        return Results.Json(new { status = ready ? "ready" : "not ready", checks },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private bool CanWrite()
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(options.DataRoot, "work")).FullName, ".ready"), "");
        return true;
    }

    private static void ThrowIf(bool isWrong)
    {
        if (isWrong)
            throw new InvalidOperationException();
    }

    private static bool Succeeds(Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
