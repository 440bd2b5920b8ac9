using Raas.Configuration;
using System.Xml.Linq;
using Raas.Host.Commands;
using Raas.Intake;
using Raas.Store;
using Raas.Tests;
using Raas.Tests.Store;

namespace Raas.EndToEnd.Worker;

/// <summary>Two hosts on one DataRoot: each delivery once; when one dies, the other takes over its lanes.</summary>
public sealed class TwoHostsTests
{
    private const int Deliveries = 2000;

    private static readonly string[] Institutions = ["0212344876", "0316380841",
        .. Enumerable.Range(0, 8).Select(i => Cbe(500_000_00 + i))];

    private static string Cbe(int body) => $"0{body % 10_000_000:D7}{97 - body % 10_000_000 % 97:D2}";

    [Fact]
    public void Two_thousand_small_deliveries_are_each_taken_once_though_one_host_is_killed_half_way() => KilledHalfWay(StoreKind.Sqlite);

    [ServerFact(StoreKind.PostgreSql)]
    public void The_same_on_PostgreSQL() => KilledHalfWay(StoreKind.PostgreSql);

    [ServerFact(StoreKind.SqlServer)]
    public void The_same_on_SQL_Server() => KilledHalfWay(StoreKind.SqlServer);

    private static void KilledHalfWay(StoreKind store)
    {
        using var data = new DataRoot(Directory.CreateTempSubdirectory("raas-hosts-").FullName, Institutions, store);
        long Accepted() => data.Ask<long>("SELECT COUNT(*) FROM delivery WHERE Decision = 'ACCEPTED' AND Flow = 'SUBSCRIPTION'");
        var perParty = Deliveries / Institutions.Length;
        data.Put(DataRoot.Persons(perParty));
        Assert.Equal(0, Executable.Run(data.Root, "night").ExitCode);
        foreach (var party in Institutions)
            data.Put([.. Enumerable.Range(1, perParty).Select(n => DataRoot.Registers(party, n, n - 1, 1))]);

        using var first = ServeHost.Start(data.Root, "--set", "Raas:LeaseFor=00:00:10");
        using var second = ServeHost.Start(data.Root, "--set", "Raas:LeaseFor=00:00:10");
        Wait.Until(() => Accepted() >= Deliveries / 2, () => $"{Accepted()}\n{first.Log}");
        Assert.True(Accepted() < Deliveries, "all was done before the kill");
        first.Kill();
        Wait.Until(() =>
            Accepted() == Deliveries && Institutions.All(p => data.Answers(p) == perParty), () => $"{Accepted()} accepted\n{second.Log}");

        Assert.Equal(Deliveries + 1, data.Ask<long>("SELECT COUNT(*) FROM delivery"));
        Assert.Equal(Deliveries, data.Ask<long>("SELECT COUNT(*) FROM inscription"));
        Assert.Equal(0, data.Ask<long>("SELECT COUNT(*) FROM delivery WHERE Decision <> 'ACCEPTED'"));
        foreach (var party in Institutions)
        {
            Wait.Until(() => !Directory.EnumerateFiles(data.In(party)).Any(), () => "files are left in in");
            Assert.Equal(perParty, Directory.GetFiles(data.Out(party), "RECEIPT.*.T.voucher.xml").Length);
            var answers = Directory.GetFiles(data.Out(party), "ANSWER.*.xml").Where(f => !f.EndsWith(".voucher.xml",
                StringComparison.Ordinal)).Select(f => XDocument.Load(f).Descendants("fileSequenceNumber").First().Value);
            Assert.Equal(Enumerable.Range(1, perParty), answers.Select(int.Parse).Order());
            Assert.Equal(0, Executable.Run(data.Root, "verify-chain", party, "ANSWER").ExitCode);
        }
        Assert.Contains("Accepted", second.Log, StringComparison.Ordinal);
        Assert.Contains("Accepted", first.Log, StringComparison.Ordinal);
        second.Terminate();
        Assert.Contains("Green", Executable.Run(data.Root, "selfcheck").Output, StringComparison.Ordinal);
    }
}
