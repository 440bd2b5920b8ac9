using System.Runtime.Intrinsics;

namespace Raas.Domain;

/// <summary>What changes of rows do to the two sums of an institution (<see cref="RegisterSum"/>): of the rows that stand in the register,
/// and of those by which the journal explains them. Rows wait until eight of them can be hashed at once.</summary>
public sealed class RowSums
{
    private readonly Vector256<uint>[] blocks = new Vector256<uint>[Sha256Lanes.BlockWords];
    private readonly (int InRegister, int InJournal)[] times = new (int, int)[Sha256Lanes.Count];
    private int waiting;
    private RegisterSum register;
    private RegisterSum journal;

    /// <summary>A row came, or went.</summary>
    /// <param name="ssin">The number under which it stands.</param>
    /// <param name="dossierType">As the institution writes it.</param>
    /// <param name="row">Its days.</param>
    /// <param name="inRegister">How often more it stands in the register: 1, 0 or -1.</param>
    /// <param name="inJournal">How often more the journal says that it does.</param>
    public void Add(long ssin, string dossierType, Period row, int inRegister, int inJournal)
    {
        Span<byte> message = stackalloc byte[Sha256Lanes.MostBytes];
        if (!RegisterSum.TryWrite(ssin, dossierType, row, message, out var length))
        {
            Count(RegisterSum.Of(ssin, dossierType, row), inRegister, inJournal);
            return;
        }
        Sha256Lanes.Put(blocks, waiting, message[..length]);
        times[waiting++] = (inRegister, inJournal);
        if (waiting == Sha256Lanes.Count)
            HashWaiting();
    }

    /// <summary>What was added since the last time, and starts anew.</summary>
    public SumChange Take()
    {
        HashWaiting();
        var taken = new SumChange(register, journal);
        (register, journal) = (default, default);
        return taken;
    }

    private void HashWaiting()
    {
        if (waiting == 0)
            return;
        Span<Vector256<uint>> digests = stackalloc Vector256<uint>[Sha256Lanes.DigestWords];
        Sha256Lanes.Hash(blocks, digests);
        Span<byte> digest = stackalloc byte[Sha256Lanes.DigestBytes];
        for (var lane = 0; lane < waiting; lane++)
        {
            Sha256Lanes.Take(digests, lane, digest);
            Count(RegisterSum.From(digest), times[lane].InRegister, times[lane].InJournal);
        }
        waiting = 0;
    }

    private void Count(RegisterSum row, int inRegister, int inJournal)
    {
        register = Times(register, row, inRegister);
        journal = Times(journal, row, inJournal);
    }

    private static RegisterSum Times(RegisterSum sum, RegisterSum row, int times)
    {
        for (; times > 0; times--)
            sum += row;
        for (; times < 0; times++)
            sum -= row;
        return sum;
    }
}
