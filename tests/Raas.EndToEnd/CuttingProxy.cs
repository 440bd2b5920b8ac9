using System.Net;
using System.Net.Sockets;

namespace Raas.EndToEnd;

/// <summary>Stands between a host and its database and cuts connections: after a number of bytes that nobody knows before, and, now and
/// then, when the server has done a COMMIT and its answer is on its way.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private const int FewestBytes = 20_000;
    private const int MostBytes = 200_000;

    /// <summary>Of so many commits one loses its answer.</summary>
    private const int CommitsPerCut = 5;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int server;
    private readonly Random random;
    private int commits;

    /// <param name="server">The port of the server.</param>
    public CuttingProxy(int server, int seed)
    {
        (this.server, random) = (server, new Random(seed));
        listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public volatile bool IsCutting;

    /// <summary>Connections that were cut anywhere.</summary>
    public int Cuts { get; private set; }

    /// <summary>Commits of which nobody heard that they were done.</summary>
    public int LostAnswers { get; private set; }

    public void Dispose() => listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var client = listener.AcceptSocket();
                new Thread(() => Pass(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private void Pass(Socket client)
    {
        var link = new Link { BytesLeft = Next(FewestBytes, MostBytes) };
        using (client)
        using (var upstream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            try
            {
                upstream.Connect(IPAddress.Loopback, server);
                var back = new Thread(() => Copy(upstream, client, link, isAnswer: true)) { IsBackground = true };
                back.Start();
                Copy(client, upstream, link, isAnswer: false);
                back.Join();
            }
            catch (SocketException)
            {
                // The server is not there.
            }
        }
    }

    private void Copy(Socket from, Socket to, Link link, bool isAnswer)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int length; (length = from.Receive(buffer)) > 0;)
            {
                if (IsCutting && (isAnswer ? IsLost(link) : IsTooMuch(link, buffer.AsSpan(0, length))))
                    break;
                to.Send(buffer, 0, length, SocketFlags.None);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other end has gone.
        }
        foreach (var end in new[] { from, to })
        {
            try
            {
                end.Shutdown(SocketShutdown.Both);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It was cut already.
            }
        }
    }

    /// <summary>What comes back now is the answer to a commit, which the server has done.</summary>
    private bool IsLost(Link link)
    {
        if (!link.IsCommit)
            return false;
        lock (random)
            LostAnswers++;
        return true;
    }

    private bool IsTooMuch(Link link, ReadOnlySpan<byte> sent)
    {
        lock (random)
        {
            link.IsCommit = sent.IndexOf("COMMIT"u8) >= 0 && ++commits % CommitsPerCut == 0;
            link.BytesLeft -= sent.Length;
            if (link.BytesLeft >= 0 || link.IsCommit)
                return false;
            Cuts++;
            return true;
        }
    }

    private int Next(int fewest, int most)
    {
        lock (random)
            return random.Next(fewest, most);
    }

    private sealed class Link
    {
        public volatile bool IsCommit;
        public int BytesLeft { get; set; }
    }
}
