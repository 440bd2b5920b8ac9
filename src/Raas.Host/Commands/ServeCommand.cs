using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Raas.Host.Settings;
using Raas.Host.Web;

namespace Raas.Host.Commands;

/// <summary><c>raas serve</c>: the always-on worker, and what operators see.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var samples = new Option<bool>("--samples")
        {
            Description = "First take over the sample parties, so that there is somebody to drop files.",
        };
        var command = new Command("serve", """
            Looks at the drop folders every 15 seconds, runs the night at its hour, and shows operators what happens.
            Ends with Ctrl-C; as a service it understands systemd and Windows.

            Examples:
              raas serve
              raas serve --samples
              raas serve --set Raas:Dashboard:Url=https://raas.example.be:5443
            """) { samples };
        command.DoesWithSettings((settings, parsed, verbose, stop) =>
        {
            SpeakEnglish();
            using var app = WebServer.Build(settings, verbose);
            var engine = app.Services.GetRequiredService<Engine>();
            if (engine.Age.Problem is { } older)
                Output.Fault($"ALARM {older} The pages show what there is; nothing is taken, no night is run, no call is answered.");
            else if (parsed.GetValue(samples))
                Samples.OfProgram(engine).ImportParties();
            app.Lifetime.ApplicationStarted.Register(() =>
                Output.Text($"RAAS serves {Path.GetFullPath(settings.Options.DataRoot)}; operators look at "
                + $"{app.Urls.First().TrimEnd('/')}/, programs call {app.Urls.Last().TrimEnd('/')}{Soap.SoapEndpoint.Path}/"));
            using var stopping = stop.Register(app.Lifetime.StopApplication);
            Run(app, settings, stop);
            return engine.Age.Problem is null ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static void Run(WebApplication app, ServeSettings settings, CancellationToken stop)
    {
        try
        {
            app.Run();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped before it had started.
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new UsageException(
                $"Raas:Dashboard:Url: {settings.Dashboard.Url}{(settings.Soap.Url is { } soap ? $" or Raas:Soap:Url: {soap}" : "")} is "
                + "taken by another program, perhaps by another raas serve. Stop that one, or choose another port.");
        }
    }

    /// <summary>For screen readers: the pages say in which language they are. Where cultures are not installed they do not.</summary>
    private static void SpeakEnglish()
    {
        try
        {
            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        }
        catch (CultureNotFoundException)
        {
        }
    }
}
