namespace Raas.Domain.Tests;

internal static class Allocation
{
    /// <summary>The bytes that a thousand calls allocate, once everything has found its size.</summary>
    public static long Of(Action call)
    {
        for (var warmUp = 0; warmUp < 200; warmUp++)
            call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var times = 0; times < 1000; times++)
            call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
