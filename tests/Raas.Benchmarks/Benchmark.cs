namespace Raas.Benchmarks;

public static class Benchmark
{
    /// <summary>Who takes part: two sources, one institution.</summary>
    public static string Parties => $$"""
        { "parties": [
          { "cbe": "{{Generate.NationalRegister}}", "name": "National Register", "kind": "source", "flows": ["PERSON-MUTATION"], "supplies": ["NR"] },
          { "cbe": "{{Generate.Bcss}}", "name": "BCSS", "kind": "source", "flows": ["PERSON-MUTATION"], "supplies": ["BIS"] },
          { "cbe": "{{Generate.Party}}", "name": "Institution", "kind": "institution", "flows": ["SUBSCRIPTION"], "dossierTypes": [
            { "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } },
            { "code": "B", "validFrom": "2000-01-01", "names": { "fr": "B", "nl": "B", "de": "B" } } ] }
        ] }
        """;

    public static int Run(Options options) => options.Has("none") ? 0 : 1;
}
