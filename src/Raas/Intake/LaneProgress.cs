namespace Raas.Intake;

/// <summary>Tells how far a lane is: the delivery at hand, its place among those that are in turn, and when the worker is done with
/// it.</summary>
/// <param name="told">Who is told; null: nobody.</param>
internal sealed class LaneProgress(IProgress<DeliveryProgress>? told, string lane, DateTimeOffset since) : IProgress<DeliveryProgress>
{
    private (int Count, long Size) inTurn;
    private (int Position, long Before, long Size) place;
    private DeliveryProgress? last;

    /// <summary>What lies there in the beginning. What comes after a missing number waits, and does not count.</summary>
    /// <param name="candidates">In the order in which the worker takes them up.</param>
    /// <param name="expected">The number that the lane takes next.</param>
    public void Expect(IEnumerable<Candidate> candidates, long expected)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.FileSequenceNumber > expected)
                continue;
            inTurn = (inTurn.Count + 1, inTurn.Size + SizeOf(candidate));
            if (candidate.FileSequenceNumber == expected)
                expected++;
        }
    }

    /// <summary>The worker takes up the next one.</summary>
    public void Begin(Candidate next) => place = (place.Position + 1, place.Before + place.Size, SizeOf(next));

    /// <summary>The worker is done with it, whatever came of it.</summary>
    public void End()
    {
        if (last is not null)
            told?.Report(last with { Phase = DeliveryProgress.Finished });
        last = null;
    }

    public void Report(DeliveryProgress value)
    {
        last = value with
        {
            Lane = lane, LaneSince = since, Position = place.Position, Of = Math.Max(place.Position, inTurn.Count), Size = place.Size,
            SizeBefore = place.Before, SizeAfter = Math.Max(0, inTurn.Size - place.Before - place.Size),
        };
        told?.Report(last);
    }

    private static long SizeOf(Candidate candidate) => candidate.Data?.Entry.Size ?? 0;
}
