using System.Text;
using Raas.Domain;
using Raas.Files;
using Raas.Flows.Dimona;
using Raas.Host.Soap;
using Raas.Store;

namespace Raas.Tests.Files;

public class ByteWriterTests
{
    /// <summary>Texts of every length, across every edge of the buffer, with characters of one to four bytes.</summary>
    [Fact]
    public void What_is_written_in_many_pieces_is_what_comes_out()
    {
        var expected = new StringBuilder();
        using var stream = new MemoryStream();
        using (var to = new ByteWriter(stream))
        {
            for (var length = 0; length < 9000; length += 7)
            {
                var text = string.Concat(Enumerable.Repeat("aé€😀", length / 4)) + new string('x', length % 4);
                expected.Append(text).Append(length);
                to.Utf8(text);
                to.Digits(length);
            }
        }
        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("Łukaszewicz 😀")]
    public void A_text_comes_back_as_it_went_in_and_nothing_is_nothing(string? text)
    {
        using var stream = new MemoryStream();
        using (var to = new ByteWriter(stream))
            to.Text(text);
        stream.Position = 0;
        using var from = new ByteReader(stream);
        Assert.Equal(string.IsNullOrEmpty(text) ? null : text, from.Text());
        Assert.True(from.AtEnd);
    }
}
