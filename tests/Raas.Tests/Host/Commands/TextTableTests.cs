using Raas.Host.Commands;

namespace Raas.Tests.Host.Commands;

public sealed class TextTableTests
{
    private const string Effect = "5 registered, 1 merged, 1 002 unchanged, 8 rejected";
    private const string LongName = "1-attempt-1-xsd-error-of-a-file-with-quite-a-long-name.xml";

    private static TextTable Table()
    {
        var table = new TextTable("#id", "=party", "file", "=decision", "?#records", "effect", "?#s");
        table.Row(6, "0999000129", "2-every-outcome.xml", "ACCEPTED", "1 018", Effect, "0.1");
        table.Row(7, "0212344876", "3.xml", "REFUSED", "", "", "0.2");
        return table;
    }

    [Fact]
    public void In_a_pipe_each_row_is_a_line()
    {
        var lines = Table().Lines(null).ToList();
        Assert.Equal(4, lines.Count);
        Assert.Contains(Effect, lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    [InlineData(24)]
    public void No_line_is_wider_than_the_terminal_and_no_word_is_cut(int width)
    {
        var lines = Table().Lines(width).ToList();
        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
        var words = string.Join(' ', lines).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in new[] { "0999000129", "2-every-outcome.xml", "ACCEPTED", "registered", "unchanged", "0212344876", "REFUSED" })
            Assert.Contains(word, words);
    }

    [Fact]
    public void What_can_be_missed_is_left_out_before_rows_are_stacked()
    {
        Assert.Contains("records", Table().Lines(120).First(), StringComparison.Ordinal);
        var narrow = Table().Lines(66).First();
        Assert.DoesNotContain("records", narrow, StringComparison.Ordinal);
        Assert.Contains("effect", narrow, StringComparison.Ordinal);
        Assert.StartsWith("id 6  party 0999000129", Table().Lines(40).First(), StringComparison.Ordinal);
        Assert.Contains("records 1 018", string.Join('\n', Table().Lines(40)), StringComparison.Ordinal);
    }

    /// <summary>A name may be longer than a terminal is wide: it is left whole, and can be copied.</summary>
    [Fact]
    public void A_word_longer_than_a_line_stays_whole()
    {
        var table = new TextTable("file", "finding");
        table.Row(LongName, "right");
        Assert.Contains(table.Lines(30), line => line.Contains(LongName, StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_with_blanks_and_a_date_with_its_time_are_one_word() =>
        Assert.Equal(["since", "  2026-11-27 15:53:01,", "  now 1 000 000", "  records"],
            TextTable.Wrap("since 2026-11-27 15:53:01, now 1 000 000 records", 20, 2));
}
