using System.Text;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows.Dimona;
using Raas.Intake;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>Each way in which a delivery can be wrong: its code, a receipt in four languages with the place where there is
/// one, the files in <c>refused</c>, and nothing else touched.</summary>
public sealed class RefusalTests : IDisposable
{
    private const string One = "<register><ssin>85073003328</ssin><dossierType>A</dossierType>"
        + "<period><beginDate>2020-01-01</beginDate></period></register>\n";

    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    public sealed record Case(string Code, Drop Drop)
    {
        public int? Line { get; init; }

        /// <summary>What a line of <c>information</c> must hold.</summary>
        public string? Says { get; init; }
    }

    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        ["voucher not XML"] = new("RAA10001", Right with { VoucherText = "voucher of today" }) { Line = 1 },
        ["voucher with a wrong end tag"] = new("RAA10001", Right
            with { VoucherText = Right.Voucher().Replace("</v:voucher>", "</v:voucherr>", StringComparison.Ordinal) }) { Line = 16 },
        ["voucher with something behind it"] = new("RAA10001", Right with { VoucherText = Right.Voucher() + "<more/>" }) { Line = 16 },
        ["voucher with a document type"] = new("RAA10001",
            Right with { VoucherText = "<!DOCTYPE v [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><v>&e;</v>" }),
        ["voucher not valid"] = new("RAA10002", Right with { VoucherText = Right.Voucher().Replace("<fileSequenceNumber>1<",
            "<fileSequenceNumber>one<", StringComparison.Ordinal) }) { Line = 8, Says = "whole number" },
        ["voucher of another kind"] = new("RAA10002", Right with { VoucherText = "<receipt xmlns='urn:be:raas:receipt:v1'/>" })
            { Line = 1 },
        ["voucher of a megabyte"] = new("RAA10002",
            Right with { VoucherText = Right.Voucher().Replace("<flow>", new string(' ', 1 << 20) + "<flow>", StringComparison.Ordinal) }),
        ["for another receiver"] = new("RAA10003", Right with { Receiver = Other }),
        ["for another environment"] = new("RAA10003", Right with { Environment = "P" }),
        ["sender is not the owner of the folder"] = new("RAA10004", Right with { Sender = Other }),
        ["flow unknown"] = new("RAA10005", Right with
            { VoucherText = Right.Voucher().Replace("SUBSCRIPTION", "SUBSCRIBE", StringComparison.Ordinal) }) { Says = "SUBSCRIPTION" },
        ["flow of a source"] = new("RAA10005", Right with { Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(0)) })
            { Says = "SUBSCRIPTION" },
        ["flow that only goes out"] = new("RAA10005",
            Right with { VoucherText = Right.Voucher().Replace("<flow>SUBSCRIPTION", "<flow>ANSWER", StringComparison.Ordinal) }),
        ["data file name with a path"] = new("RAA10007", Right with { NameInVoucher = "../0316380841/in/SUBSCRIPTION.1.xml" }),
        ["data file name absolute"] = new("RAA10007", Right with { NameInVoucher = "/etc/passwd.xml" }),
        ["data file name of Windows"] = new("RAA10007", Right with { NameInVoucher = "..\\SUBSCRIPTION.1.xml" }),
        ["file name with odd characters"] = new("RAA10007", Right with { DataFileName = "my file;rm -rf.xml" }),
        ["file name too long"] = new("RAA10007", Right with { DataFileName = new string('a', 140) + ".xml" }),
        ["digest wrong"] = new("RAA10009", Right with { Digest = new string('0', 64) }) { Says = "0000" },
        ["size wrong"] = new("RAA10008", Right with { Size = 10 }) { Says = "10" },
        ["not well-formed at the last byte"] = new("RAA10010", Spoiled(bytes => [.. bytes[..^2], (byte)'\n'])) { Line = 8 },
        ["something after the end"] = new("RAA10010", Spoiled(bytes => [.. bytes, .. "<more/>"u8])) { Line = 8 },
        ["bytes that are not of the encoding"] = new("RAA10010", Spoiled(bytes => Replace(bytes, "TEST:2026-01", [0xC3, 0x28]))),
        ["XSD error in record 1"] = new("RAA10012", Right with
            { Records = One.Replace("2020-01-01", "2020-02-30", StringComparison.Ordinal) + One })
            { Line = 5, Says = "date of the calendar" },
        ["element unknown in record 2"] = new("RAA10012", Right with
            { Records = One + One.Replace("<period>", "<from/><period>", StringComparison.Ordinal) }) { Line = 6, Says = "period" },
        ["data file of another flow"] = new("RAA10012", Right with
            { Data = (Right with { Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(0)) }).Bytes, Count = 1 }) { Line = 2 },
        ["sender of the envelope"] = new("RAA10014", Spoiled(bytes => Replace(bytes, Institution, Encoding.ASCII.GetBytes(Other))))
            { Says = Other },
        ["sequence number of the envelope"] = new("RAA10014",
            Spoiled(bytes => Replace(bytes, "<sequenceNumber>1<", "<sequenceNumber>2<"u8.ToArray()))) { Says = "2" },
        ["count unlike the voucher"] = new("RAA10015", Right with { Count = 3 }) { Says = "3" },
        ["document type"] = new("RAA10018", Spoiled(bytes => Replace(bytes, "<s:sub", "<!DOCTYPE s><s:sub"u8.ToArray())))
            { Says = "DOCTYPE" },
        ["entity bomb"] = new("RAA10018", Spoiled(bytes => Replace(bytes, "<s:sub", Encoding.ASCII.GetBytes(
            "<!DOCTYPE s [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
            + "<!ENTITY c '&b;&b;&b;&b;&b;&b;'>]><s:sub")))),
        ["10,000 deep"] = new("RAA10018", Spoiled(bytes =>
            Replace(bytes, "<requests>", Encoding.ASCII.GetBytes("<requests>" + string.Concat(Enumerable.Repeat("<a>", 10_000)))))),
        ["UTF-16 without declaration"] = new("RAA10018", Right with { Data = Utf16(withDeclaration: false), Count = 1 }),
        ["empty data file"] = new("RAA10010", Right with { Data = [], Count = 0 }),
    };

    private static Drop Right => new() { Party = Institution, Records = One };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Refused_with_its_code_and_nothing_else_touched(string name)
    {
        var wrong = Cases[name];
        house.Put(Persons(), Rest(), wrong.Drop);

        var night = house.Night();

        Assert.Empty(night.Failures);
        AssertRefused(wrong);
        Assert.Empty(house.Rows(Institution));
        Assert.Equal([$"{Numbers.Of(0)} A 2020-01-01.."], house.Rows(Other));
        Assert.True(night.SelfCheck!.IsGreen);
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        var refused = Directory.EnumerateFiles(Path.Combine(house.Root, "refused", Institution, "2026-03-02")).Select(Path.GetFileName)
            .Order(StringComparer.Ordinal);
        Assert.Equal(new[] { wrong.Drop.DataName, wrong.Drop.VoucherName }.Order(StringComparer.Ordinal), refused);

        // The number was not used up: the corrected delivery comes under the same one.
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(0), "A", "2021-01-01") });
        house.Night();
        Assert.Equal([$"{Numbers.Of(0)} A 2021-01-01.."], house.Rows(Institution));
    }

    [LinuxFact]
    public void A_file_name_that_cannot_be_written_in_XML_is_refused_all_the_same()
    {
        house.Put(Right with { DataFileName = "a\u0001b.xml" });
        Assert.Empty(house.Night().Failures);
        Assert.Equal("REFUSED", house.LastReceipt(Institution).Element("decision")!.Value);
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
    }

    [Fact]
    public void An_error_in_the_last_of_a_million_records_refuses_them_all()
    {
        const int Count = 1_000_000;
        var records = new StringBuilder(Count * 130);
        for (var i = 1; i < Count - 1; i++)
            records.Append("<unregister><ssin>85073003328</ssin><dossierType>A</dossierType></unregister>\n");
        records.Append(One.Replace("2020-01-01", "1/1/2020", StringComparison.Ordinal)).Append(One);
        house.Put(Persons(), new Drop { Party = Institution, Records = records.ToString(), Count = Count });

        house.Night();

        var error = AssertRefused(new Case("RAA10012", Right) { Line = Count + 3, Says = (Count - 1).ToString() });
        Assert.Contains(error.Elements("information"), i =>
            i.Value.Contains("record", StringComparison.Ordinal) && i.Value.Contains("999999", StringComparison.Ordinal));
        Assert.Empty(house.Rows(Institution));
    }

    [Fact]
    public void UTF_16_with_byte_order_mark_and_declaration_is_accepted()
    {
        house.Put(Persons(), Right with { Data = Utf16(withDeclaration: true), Count = 1 });
        house.Night();
        Assert.Equal("ACCEPTED", house.LastReceipt(Institution).Element("decision")!.Value);
        Assert.Equal("MSG00005", house.LastAnswer(Institution).Descendants("status").Single().Element("code")!.Value);
    }

    [Fact]
    public void A_folder_named_like_a_voucher_is_refused_and_moved_with_what_is_in_it()
    {
        Directory.CreateDirectory(Path.Combine(house.In(Institution), "a.voucher.xml"));
        File.WriteAllText(Path.Combine(house.In(Institution), "a.voucher.xml", "inside.txt"), "x");
        house.Put(Right);

        Assert.Empty(house.Night().Failures);

        Assert.Contains(house.Sent(Institution, "RECEIPT"), r => r.Descendants("code").Any(c => c.Value == "RAA10016"));
        Assert.True(File.Exists(Path.Combine(house.Root, "refused", Institution, "2026-03-02", "a.voucher.xml", "inside.txt")));
        Assert.Contains(house.Sent(Institution, "RECEIPT"), r => r.Root!.Element("decision")!.Value == "ACCEPTED");
    }

    [Theory]
    [InlineData("a.voucher.xml")]
    [InlineData("a.xml")]
    public void A_symbolic_link_is_refused_never_followed(string link)
    {
        var secret = Path.Combine(house.Root, "secret.xml");
        var drop = Right with { DataFileName = "a.xml" };
        File.WriteAllText(secret, link == "a.xml" ? Encoding.UTF8.GetString(drop.Bytes) : drop.Voucher());
        house.Put(drop with { WithoutData = link == "a.xml", WithoutVoucher = link == "a.voucher.xml" });
        File.CreateSymbolicLink(Path.Combine(house.In(Institution), link), secret);

        Assert.Empty(house.Night().Failures);

        Assert.Contains(house.LastReceipt(Institution).Descendants("code"), c => c.Value == "RAA10016");
        Assert.True(File.Exists(secret));
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        Assert.Empty(house.Rows(Institution));
    }

    [Fact]
    public void Of_two_vouchers_for_one_file_only_the_one_of_its_name_counts()
    {
        house.Put(Right, Right with { Number = 2, WithoutData = true, VoucherFileName = "b.voucher.xml" });

        house.Night();

        var receipts = house.Sent(Institution, "RECEIPT");
        Assert.Contains(receipts, r => r.Root!.Element("decision")!.Value == "ACCEPTED");
        var refused = Assert.Single(receipts, r => r.Root!.Element("decision")!.Value == "REFUSED").Root!;
        Assert.Equal("b.voucher.xml", refused.Element("correlation")!.Element("voucherFileName")!.Value);
        Assert.Equal("RAA10017", Assert.Single(refused.Descendants("code")).Value);
    }

    [Fact]
    public void A_data_file_that_does_not_come_is_waited_for_then_refused()
    {
        house.Put(Right with { WithoutData = true });
        Assert.Equal(Raas.Intake.WaitReason.DataFileMissing, Assert.Single(house.Night().Waiting).Waiting.Reason);
        house.Clock.Advance(TimeSpan.FromHours(25));

        house.Night();

        AssertRefused(new Case("RAA10006", Right));
    }

    [Fact]
    public void A_data_file_that_is_still_growing_is_waited_for()
    {
        house.Put(Right with { WithoutData = true });
        var path = Path.Combine(house.In(Institution), Right.DataName);
        File.WriteAllBytes(path, Right.Bytes[..^10]);
        Assert.Equal(Raas.Intake.WaitReason.DataFileIncomplete, Assert.Single(house.Night().Waiting).Waiting.Reason);
        File.WriteAllBytes(path, Right.Bytes);

        house.Night();

        Assert.Equal("ACCEPTED", house.LastReceipt(Institution).Element("decision")!.Value);
    }

    [Fact]
    public void More_rejected_records_than_the_threshold_refuse_the_file_and_undo_the_others()
    {
        house.WithParties("""{ "rejectThreshold": 50 }""");
        house.Put(Persons(),
            Right with { Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") + Drop.Register(Numbers.Wrong(1), "A", "2020-01-01") });
        house.Night();
        Assert.Equal("ACCEPTED", house.LastReceipt(Institution).Element("decision")!.Value);

        house.Put(Right with { Number = 2, Records = Drop.Register(Numbers.Of(0), "B", "2020-01-01")
            + Drop.Register(Numbers.Wrong(1), "A", "2020-01-01") + Drop.Register(Numbers.Wrong(2), "A", "2020-01-01") });
        var night = house.Night();

        AssertRefused(new Case("RAA10013", Right) { Says = "50 %" });
        Assert.Equal([$"{Numbers.Of(0)} A 2020-01-01.."], house.Rows(Institution));
        Assert.True(night.SelfCheck!.IsGreen);
        Assert.Single(house.Sent(Institution, "ANSWER"));
    }

    [Fact]
    public void At_most_a_hundred_errors_are_told()
    {
        house.Put(Right with { Records = string.Concat(Enumerable.Repeat(One.Replace("2020-01-01", "x", StringComparison.Ordinal), 150)) });
        house.Night();
        Assert.Equal(100, house.LastReceipt(Institution).Descendants("error").Count());
    }

    [Fact]
    public void A_receipt_repeats_no_value_of_a_record()
    {
        house.Put(Right with { Records = One.Replace("85073003328", "850730033281", StringComparison.Ordinal) + "<a85073003328/>\n"
            + One.Replace("<ssin>", "<ssin x='85073003328'>", StringComparison.Ordinal) });
        house.Night();
        var receipt = house.LastReceipt(Institution).ToString();
        Assert.Contains("RAA10012", receipt, StringComparison.Ordinal);
        Assert.DoesNotContain("85073003", receipt, StringComparison.Ordinal);
    }

    private XElement AssertRefused(Case wrong)
    {
        var receipt = house.LastReceipt(Institution);
        Assert.Equal("REFUSED", receipt.Element("decision")!.Value);
        Assert.Contains(wrong.Code, receipt.Descendants("code").Select(c => c.Value));
        var error = receipt.Descendants("error").First(e => e.Element("code")!.Value == wrong.Code);
        var descriptions = error.Elements("description")
            .ToDictionary(d => d.Attribute("language")!.Value, d => d.Value, StringComparer.Ordinal);
        Assert.Equal(["DE", "EN", "FR", "NL"], descriptions.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Codes.File.All.Single(c => c.Wire == wrong.Code).En, descriptions["EN"]);
        if (wrong.Line is { } line)
        {
            Assert.Equal(line.ToString(), error.Element("line")!.Value);
            Assert.True(int.Parse(error.Element("position")!.Value) > 0);
        }
        if (wrong.Says is { } said)
            Assert.Contains(error.Elements("information"), i => i.Value.Contains(said, StringComparison.Ordinal));
        return error;
    }

    private static Drop Persons() => new() { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(0)) };

    /// <summary>What another institution sends that night.</summary>
    private static Drop Rest() => new() { Party = Other, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") };

    private static Drop Spoiled(Func<byte[], byte[]> how) => Right with { Data = how(Right.Bytes), Count = 1 };

    private static byte[] Replace(byte[] bytes, string what, byte[] by)
    {
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(what));
        return [.. bytes[..at], .. by, .. bytes[(at + what.Length)..]];
    }

    private static byte[] Utf16(bool withDeclaration)
    {
        var text = Encoding.UTF8.GetString(Right.Bytes);
        text = withDeclaration
            ? text.Replace("UTF-8", "UTF-16", StringComparison.Ordinal) : text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        return [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)];
    }
}
