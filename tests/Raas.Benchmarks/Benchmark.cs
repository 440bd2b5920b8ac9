namespace Raas.Benchmarks;

public static class Benchmark
{
    public static int Run(Options options) => options.Has("none") ? 0 : 1;
}
