using System.IO.Abstractions;
using System.Text;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows.Subscriptions;
using Raas.Reading;
using Raas.Store;

namespace Raas.Tests.Intake;

/// <summary>The fast reader and the validating reader judge the same files, whole and damaged: what the fast one accepts must
/// be valid, and say the same.</summary>
public sealed class PlainSubscriptionTests : IDisposable
{
    private static readonly DossierType[] Types = [new(1, "A", Period.FromDays(0, Period.OpenEnd), "", "", ""),
        new(2, "LIVING WAGE", Period.FromDays(0, Period.OpenEnd), "", "", "")];

    private readonly string folder = Directory.CreateTempSubdirectory("raas-plain-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Good => new Drop
    {
        Party = House.Institution,
        Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01", "2020-12-31", "r1",
            "<lastName>Lefèvre</lastName><firstName>Zoë 😀</firstName><birthDate>1970-00-00</birthDate><gender>F</gender>")
            + Drop.Unregister(Numbers.Of(1), "LIVING WAGE")
            + Drop.Register(Numbers.Of(2), "UNKNOWN", "2020-02-29", reference: "r 3")
            + Drop.Unregister(Numbers.Of(3), "A", "1990-01-01", "9999-12-31")
            + Drop.Register(Numbers.Of(4), "A", "2020-01-01", person: "<birthDate>1970-02-28</birthDate>")
            + Drop.Register(Numbers.Of(5), "A", "2020-01-01", person: "<gender>M</gender>"),
    } is var drop ? Encoding.UTF8.GetString(drop.Bytes) : "";

    [Fact]
    public void A_plain_file_is_accepted_by_both_and_read_alike() => Assert.True(Judge(Encoding.UTF8.GetBytes(Good)));

    public static TheoryData<string, string> Twists => new()
    {
        { "<ssin>", "<ssin >" }, { "<ssin>", "<ssin x=''>" }, { "<ssin>", "<ssin>\n" }, { "<dossierType>A", "<dossierType> A" },
        { "<dossierType>A", "<dossierType>A " }, { "<dossierType>A", "<dossierType>" },
        { "<dossierType>A", "<dossierType>-A" },
        { "<dossierType>A", "<dossierType>" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
        { "<dossierType>LIVING WAGE", "<dossierType>LIVING  WAGE" },
        { "2020-01-01", "2020-1-1" }, { "2020-01-01", "0000-01-01" }, { "2020-01-01", "2020-13-01" }, { "2020-01-01", "2021-02-29" },
        { "2020-01-01", " 2020-01-01 " }, { "2020-01-01", "2020-01-01Z" }, { "2020-01-01", "+2020-01-01" },
        { "9999-12-31", "10000-01-01" }, { "9999-12-31", "9999-12-32" }, { "Lefèvre", "Lef&egrave;vre" }, { "Lefèvre", "Lef&amp;vre" },
        { "Lefèvre", "Lef&#232;vre" }, { "Lefèvre", "<![CDATA[x]]>" }, { "Lefèvre", "" }, { "Lefèvre", "a]]>b" },
        { "Lefèvre", "a\tb" }, { "Lefèvre", " a  b " }, { "Lefèvre", "a\u0001b" }, { "Lefèvre", "a\uFFFEb" },
        { "Lefèvre", "<!-- c -->Lefevre" }, { "reference=\"r1\"", "reference='r1'" }, { "reference=\"r1\"", "reference=\"\"" },
        { "reference=\"r1\"", "reference=\"r1\" reference=\"r2\"" }, { "reference=\"r1\"", "reference=\"r<1\"" },
        { "reference=\"r1\"", "reference=\"r&1\"" }, { "reference=\"r1\"", "reference=\"0123456789012345678901234567890123456\"" },
        { "reference=\"r1\"", "reference=\" r1 \"" },
        { "<gender>F", "<gender>X" }, { "<gender>F", "<gender> F" }, { "1970-00-00", "1970-00-15" }, { "1970-00-00", "0000-00-00" },
        { "1970-00-00", "1970-13-00" }, { "1970-00-00", "1970-01-32" }, { "<requests>", "<requests a='1'>" },
        { "<requests>", "<requests><register/>" },
        { "</requests>", "</requests><requests/>" }, { "</requests>", "</requests><!-- end -->" },
        { "<legalContext>TEST", "<legalContext><!-- x -->TEST" }, { "encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"" },
        { "encoding=\"UTF-8\"", "encoding=\"utf-8\"" }, { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "" },
        { "version=\"1.0\"", "version=\"1.1\"" }, { "<s:sub", "<!DOCTYPE x><s:sub" }, { "<endDate>2020-12-31</endDate>", "<endDate/>" },
        { "<period><beginDate>2020-01-01</beginDate></period>", "" }, { "<period>", "<period><endDate>2020-01-01</endDate>" },
        { "register>", "Register>" },
        { "encoding=\"UTF-8\"", "encoding=\"US-ASCII\"" }, { "encoding=\"UTF-8\"", "encoding=\"utf8\"" },
        { "encoding=\"UTF-8\"", "encoding=\"UTF_8\"" },
        { "encoding=\"UTF-8\"", "encoding=\"windows-1252\"" }, { "encoding=\"UTF-8\"", "encoding=\"utf-16\"" },
        { "encoding=\"UTF-8\"", "standalone=\"utf-8\"" },
        { "<?xml", "\uFEFF<?xml" }, { "2020-01-01", "\u00A02020-01-01" }, { "Lefèvre", "\u00A0" }, { "Lefèvre", " " },
        { "1970-00-00", " 1970-00-00 " }, { "<dossierType>A", "<dossierType>A-B" },
        { "Lefèvre", string.Concat(Enumerable.Repeat("😀", 128)) }, { "Lefèvre", string.Concat(Enumerable.Repeat("😀", 129)) },
        { "Lefèvre", "\uD83D" }, { "</dossierType>", "</dossierType><![CDATA[ ]]>" },
        { "<person><gender>M</gender></person>", "<person/>" }, { "<person><gender>M</gender></person>", "<person></person>" },
        { "<lastName>", "<firstName>x</firstName><lastName>" }, { "85073", "8507" }, { "\n<unregister", "text<unregister" },
    };

    [Theory]
    [MemberData(nameof(Twists))]
    public void A_twisted_file_is_judged_alike(string what, string by)
    {
        var text = Good.Replace("\r\n", "\n", StringComparison.Ordinal);
        Judge(Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal)));
        var at = text.IndexOf(what, StringComparison.Ordinal);
        if (at >= 0)
            Judge(Encoding.UTF8.GetBytes(text[..at] + by + text[(at + what.Length)..]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Files_damaged_at_random_are_judged_alike(int seed)
    {
        var random = new Random(seed);
        var good = Encoding.UTF8.GetBytes(Good);
        var accepted = 0;
        for (var i = 0; i < 600; i++)
        {
            List<byte> bytes = [.. good];
            for (var n = random.Next(3); n >= 0; n--)
                Damage(bytes, random);
            accepted += Judge([.. bytes]) ? 1 : 0;
        }
        Assert.True(accepted > 20, "Damage of which nothing survives proves little.");
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(8))
        {
            case 0:
                bytes.RemoveAt(at);
                break;
            case 1:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 2:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                bytes[at] = "0123456789<>/=\"' \n&-ABab"u8[random.Next(24)];
                break;
            case 4 or 5:
                var digit = bytes.FindIndex(at, b => b is >= (byte)'0' and <= (byte)'9');
                bytes[Math.Max(digit, 0)] = (byte)('0' + random.Next(10));
                break;
            case 6:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(60), bytes.Count - at)));
                break;
            default:
                bytes.RemoveRange(at, Math.Min(random.Next(60), bytes.Count - at));
                break;
        }
    }

    /// <returns>Whether the fast reader took it.</returns>
    private bool Judge(byte[] bytes)
    {
        var slow = Slowly(bytes, out var errors);
        var fast = Fast(bytes);
        if (fast is null)
            return false;
        Assert.True(!errors.Any,
            $"The fast reader took what is not valid ({string.Join(", ", errors.All.Select(e => $"{e.Code.Wire} line {e.Line}"))}):\n"
                + $"{Encoding.UTF8.GetString(bytes)}");
        Assert.Equal(slow, fast);
        return true;
    }

    private byte[] Slowly(byte[] bytes, out FileErrors errors)
    {
        using var spool = new Spool(new FileSystem(), Path.Combine(folder, "slow"), SpoolParts.One, long.MaxValue);
        errors = new FileErrors();
        using (var writer = spool.Write())
            new SubscriptionReader(errors, Types, writer).Read(new MemoryStream(bytes), CancellationToken.None);
        return File.ReadAllBytes(Path.Combine(folder, "slow", "records.0"));
    }

    private byte[]? Fast(byte[] bytes)
    {
        using var spool = new Spool(new FileSystem(), Path.Combine(folder, "fast"), SpoolParts.One, long.MaxValue);
        bool taken;
        using (var writer = spool.Write())
        {
            using var plain = new PlainSubscription(new MemoryStream(bytes), Types, writer);
            taken = plain.TryRead(CancellationToken.None);
            var frame = new FileErrors();
            if (taken)
                new SubscriptionReader(frame, Types, writer).Read(new MemoryStream(plain.Frame), CancellationToken.None);
            taken &= !frame.Any;
        }
        return taken ? File.ReadAllBytes(Path.Combine(folder, "fast", "records.0")) : null;
    }
}
