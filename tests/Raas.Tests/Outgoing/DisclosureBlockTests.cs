using Raas.Outgoing;
using Raas.Store.Rows;

namespace Raas.Tests.Outgoing;

/// <summary>How numbers and places are packed: what is unpacked is what was packed, at every limit.</summary>
public sealed class DisclosureBlockTests
{
    private const long LastNumber = 99_999_999_999;

    private static byte[] Pack(params NamedPerson[] persons)
    {
        var room = new byte[DisclosureBlock.Room(persons.Length)];
        return room[..DisclosureBlock.Pack(persons, room)];
    }

    private static List<NamedPerson> There(params NamedPerson[] persons) =>
        [.. DisclosureBlock.Unpack(Pack(persons), persons[0].Ssin)];

    [Theory]
    [InlineData(0L, 1L, 0)]
    [InlineData(LastNumber, 1L, 0)]
    [InlineData(1L, 10_000_000L, 1)]
    [InlineData(63L, 127L, 127)]
    [InlineData(64L, 128L, 128)]
    [InlineData(88_091_401_620L, (1L << 46) - 1, 65_535)]
    public void One_number_is_there_again(long ssin, long item, int basis)
    {
        NamedPerson[] one = [new(ssin, item, basis)];
        Assert.Equal(one, There(one));
    }

    [Fact]
    public void The_widest_step_between_two_numbers_is_there_again()
    {
        NamedPerson[] two = [new(0, 1, 0), new(LastNumber, 2, 0)];
        Assert.Equal(two, There(two));
    }

    [Fact]
    public void Random_blocks_are_there_again()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var bases = random.Next(1, 4);
            NamedPerson[] persons =
            [
                .. Enumerable.Range(0, random.Next(1, DisclosureBlock.MostEntries + 1))
                    .Select(_ => new NamedPerson(random.NextInt64(LastNumber + 1), random.NextInt64(1, 20_000_000), random.Next(bases)))
                    .OrderBy(person => person.Ssin),
            ];
            Assert.True(persons.SequenceEqual(There(persons)), $"seed {seed}, block {i}");
            var asked = persons[random.Next(persons.Length)].Ssin;
            Assert.True(persons.Where(person => person.Ssin == asked)
                .SequenceEqual(DisclosureBlock.Find(Pack(persons), persons[0].Ssin, asked)), $"seed {seed}, block {i}");
        }
    }

    /// <summary>A million persons among a hundred thousand million numbers: what the task allows is forty.</summary>
    [Fact]
    public void A_number_takes_at_most_eight_bytes_in_a_large_file()
    {
        var rows = new List<DisclosureRow>();
        Write(rows, 1_000_000, 1);
        Assert.Equal(1_000_000, rows.Sum(row => row.Entries));
        Assert.InRange(rows.Sum(row => (long)row.Content.Length), 1, 8_000_000);
    }

    /// <summary>Whoever looks for one number reads few blocks, however large the file is.</summary>
    [Theory]
    [InlineData(600_000)]
    [InlineData(5_000)]
    [InlineData(300)]
    public void Few_blocks_of_a_file_may_hold_a_number(int count)
    {
        var rows = new List<DisclosureRow>();
        var written = Write(rows, count, 2);
        var random = new Random(3);
        for (var i = 0; i < 100; i++)
        {
            var (ssin, item) = written[random.Next(written.Count)];
            var may = rows.Where(row => row.FirstSsin <= ssin && row.LastSsin >= ssin).ToList();
            Assert.InRange(may.Count, 1, 6);
            Assert.Contains(may.SelectMany(row => DisclosureBlock.Find(row.Content, row.FirstSsin, ssin)), one => one.Item == item);
        }
    }

    [Fact]
    public void A_number_without_an_end_is_no_block()
    {
        Assert.Throws<InvalidDataException>(() => DisclosureBlock.Unpack([0x01, 0x80], 0).ToList());
        Assert.Throws<InvalidDataException>(() => DisclosureBlock.Unpack([0x01, .. Enumerable.Repeat((byte)0xff, 12)], 0).ToList());
        Assert.Throws<InvalidDataException>(() => DisclosureBlock.Unpack([], 0).ToList());
    }

    [Fact]
    public void An_item_that_names_a_number_twice_is_accounted_for_once_and_a_number_that_two_items_name_twice()
    {
        var rows = new List<DisclosureRow>();
        using var writer = new DisclosureWriter(rows.Add) { Item = 1 };
        writer.Under("12/001");
        writer.Name(7, 7);
        writer.Item = 2;
        writer.Under(null);
        writer.Name(7, 5);
        writer.Finish(null, new DisclosedFile());
        Assert.Equal([new(5, 2, 0), new(7, 1, 1), new(7, 2, 0)], DisclosureBlock.Unpack(rows.Single().Content, rows[0].FirstSsin));
        Assert.Equal("12/001", writer.Deliberations);
    }

    private static List<(long Ssin, long Item)> Write(List<DisclosureRow> rows, int count, int seed)
    {
        var random = new Random(seed);
        var written = new List<(long, long)>();
        using var writer = new DisclosureWriter(rows.Add);
        for (var i = 1; i <= count; i++)
        {
            writer.Item = i;
            var ssin = random.NextInt64(LastNumber);
            written.Add((ssin, i));
            writer.Name(ssin);
        }
        writer.Finish(null, new DisclosedFile());
        return written;
    }
}
