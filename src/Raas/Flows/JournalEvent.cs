namespace Raas.Flows;

/// <summary>What a flow has to notify of, as its journal has it.</summary>
/// <param name="EventNo">Its place in the journal: events are notified in this order.</param>
/// <param name="Ssin">The number under which it was told; the night finds the numbers that are the same person's.</param>
/// <param name="Day">The day on which it happened, as a day number.</param>
/// <param name="MutationId">By which the source knows it.</param>
/// <param name="Source">The CBE number of who told it.</param>
/// <param name="Kind">The word for what happened.</param>
/// <param name="Content">Ready for the file; only the flow reads it.</param>
/// <param name="Entries">So many entries of the journal are notified as this one.</param>
internal sealed record JournalEvent(
    long EventNo, long Ssin, int Day, long MutationId, long Source, string Kind, string Content, long Entries = 1);
