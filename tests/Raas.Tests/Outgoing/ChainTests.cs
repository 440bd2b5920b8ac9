using System.IO.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Host.Soap;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Outgoing;

/// <summary>Numbers, digests and the chain of what goes out; and that it can go out again.</summary>
public sealed class ChainTests : IDisposable
{
    private readonly House house;

    /// <summary>Seven changes, three items in a file: numbers 1 to 3.</summary>
    public ChainTests()
    {
        house = new House(options: new RaasOptions { Outgoing = new OutgoingOptions { MaxItems = 3 } });
        house.WithParties(NothingWhenEmpty,
            """{ "service": "IDENTITY", "deliberationNumber": "1", "dataGroups": [], "validFrom": "2000-01-01" }""");
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
                Records = string.Concat(Enumerable.Range(1, 7).Select(i => Drop.Person(i, Numbers.Of(i)))) },
            new Drop { Party = Institution,
                Records = string.Concat(Enumerable.Range(1, 7).Select(i => Drop.Register(Numbers.Of(i), "A", "2020-01-01"))) });
        house.Night();
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2,
            Records = string.Concat(Enumerable.Range(1, 7).Select(i => Drop.Person(10 + i, Numbers.Of(i), lastName: "Other"))) });
        house.Night();
    }

    public void Dispose() => house.Dispose();

    private static CbeNumber Party => CbeNumber.Parse(Institution);

    private string File(int number) => Path.Combine(house.Out(Institution), $"IDENTITY.{Institution}.20260303.{number:D6}.T.xml");

    private string Voucher(int number) => File(number)[..^4] + ".voucher.xml";

    private string Copy(string path) => Path.Combine(house.Root, "work", "sent", Institution, Path.GetFileName(path));

    private ChainReport Verify() => new ChainCheck(new Raas.Files.Disk(new FileSystem())).Run(house.Out(Institution), Party, "IDENTITY");

    private IEnumerable<string> Faults() =>
        Verify() is var report ? report.Faults.Concat(report.Links.SelectMany(l => l.Faults.Select(f => $"{l.Number}: {f}"))) : [];

    [Fact]
    public void More_items_than_a_file_may_have_go_on_in_the_next_number()
    {
        Assert.Equal([3, 3, 1], house.Sent(Institution, "IDENTITY").Select(f => f.Descendants("person").Count()));
        var report = Verify();
        Assert.True(report.IsWhole);
        Assert.Equal([1, 2, 3], report.Links.Select(l => l.Number));
        foreach (var file in Directory.GetFiles(house.Out(Institution), "IDENTITY.*"))
            Assert.Empty(Xml.Valid.Problems(file.EndsWith(".voucher.xml", StringComparison.Ordinal)
                ? Raas.Xml.Schemas.Voucher : "IDENTITY", System.IO.File.ReadAllText(file)));
    }

    [Fact]
    public void What_was_sent_comes_again_byte_for_byte_also_over_what_stands_there()
    {
        var sent = System.IO.File.ReadAllBytes(File(2));
        System.IO.File.Delete(File(2));
        Assert.Equal(File(2), house.Engine.Outgoing.Resend(Party, "IDENTITY", 2));
        Assert.Equal(sent, System.IO.File.ReadAllBytes(File(2)));
        System.IO.File.WriteAllText(File(2), "half");
        house.Engine.Outgoing.Resend(Party, "IDENTITY", 2);
        Assert.Equal(sent, System.IO.File.ReadAllBytes(File(2)));
        Assert.True(Verify().IsWhole);
    }

    [Fact]
    public void What_cannot_be_sent_again_is_told_why()
    {
        string Refused(long number) =>
            Assert.Throws<ResendException>(() => house.Engine.Outgoing.Resend(Party, "IDENTITY", number)).Message;
        Assert.Contains("No IDENTITY number 4 was ever sent", Refused(4), StringComparison.Ordinal);
        System.IO.File.AppendAllText(Copy(File(1)), " ");
        Assert.Contains("is damaged", Refused(1), StringComparison.Ordinal);
        System.IO.File.Delete(Copy(File(2)));
        Assert.Contains("no longer there", Refused(2), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_is_missing_is_named()
    {
        System.IO.File.Delete(File(2));
        System.IO.File.Delete(Voucher(2));
        Assert.Equal(["number 2 is missing"], Faults());
    }

    [Fact]
    public void A_chain_may_begin_later_but_not_have_holes()
    {
        System.IO.File.Delete(File(1));
        System.IO.File.Delete(Voucher(1));
        Assert.True(Verify().IsWhole);
    }

    [Fact]
    public void A_file_that_was_changed_or_cut_is_named()
    {
        var text = System.IO.File.ReadAllText(File(3));
        System.IO.File.WriteAllText(File(3), text.Replace("Other", "othEr", StringComparison.Ordinal));
        Assert.Equal(["3: its digest is not that of its voucher: the content was changed"], Faults());
        System.IO.File.WriteAllText(File(3), text[..^1]);
        Assert.Equal(2, Faults().Count());
    }

    [Fact]
    public void A_file_without_voucher_and_a_voucher_without_file_are_named()
    {
        System.IO.File.Delete(File(1));
        System.IO.File.Delete(Voucher(3));
        Assert.Equal([$"{Path.GetFileName(File(3))} has no voucher beside it", "1: the data file is missing"], Faults());
    }

    /// <summary>Both files right in themselves, but not of one chain: one was made anew.</summary>
    [Fact]
    public void A_file_that_was_exchanged_together_with_its_voucher_breaks_the_chain()
    {
        var voucher = System.IO.File.ReadAllText(Voucher(1));
        var changed = System.Text.Encoding.UTF8.GetBytes(System.IO.File.ReadAllText(File(1))
            .Replace("Other", "othEr", StringComparison.Ordinal));
        var digest = Verify().Links[0].Digest;
        System.IO.File.WriteAllBytes(File(1), changed);
        System.IO.File.WriteAllText(Voucher(1), voucher.Replace(digest,
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(changed)), StringComparison.Ordinal));
        Assert.Equal(["2: its previousDigest is not the digest of the file before"], Faults());
    }

    [Fact]
    public void A_number_that_is_there_twice_is_named()
    {
        System.IO.File.Copy(File(2), File(2).Replace("20260303", "20260304", StringComparison.Ordinal));
        System.IO.File.WriteAllText(Voucher(2).Replace("20260303", "20260304", StringComparison.Ordinal),
            System.IO.File.ReadAllText(Voucher(2)).Replace("20260303", "20260304", StringComparison.Ordinal));
        Assert.Contains(Faults(), f => f.StartsWith("number 2 is there twice", StringComparison.Ordinal));
    }

    [Fact]
    public void A_voucher_that_is_none_is_named()
    {
        System.IO.File.WriteAllText(Voucher(2), "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>");
        Assert.Contains(Faults(), f => f.Contains("voucher is not", StringComparison.Ordinal));
    }
}
