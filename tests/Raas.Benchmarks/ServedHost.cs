using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Raas.Benchmarks;

/// <summary><c>raas serve</c> as a process of its own, for as long as something is measured.</summary>
internal static class ServedHost
{
    /// <param name="work">Gets the process and its address.</param>
    /// <returns>Seconds from the start of the process until it is ready.</returns>
    public static double Run(string raas, string folder, string root, Action<Process, string> work, params string[] settings)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [raas, "serve", "--data-root", root, "--set", $"Raas:Dashboard:Url={url}",
                .. settings.SelectMany(s => new[] { "--set", s })]) { UseShellExecute = false, WorkingDirectory = folder })!;
        try
        {
            using var client = new HttpClient();
            while (!IsReady(client, url))
                Thread.Sleep(20);
            var seconds = watch.Elapsed.TotalSeconds;
            work(process, url);
            return seconds;
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private static bool IsReady(HttpClient client, string url)
    {
        try
        {
            using var response = client.Send(new HttpRequestMessage(HttpMethod.Get, url + "/health/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
