using Raas.Benchmarks;
using Raas.Configuration;

// generate --records N [--persons M] [--out DIR] [--party CBE] [--number N]                          a delivery, its person feeds
//     [--data-root DIR] [--seed S] [--sorted]                                                        and its parties
// samples DIR                                                                                        the files below samples/
// night [--persons N] [--replacements N] [--changes N] [--runs N] [--out DIR] [--raas raas.dll]      the rows about nights
// serve [--records N] [--out DIR] [--raas raas.dll]                                                  the rows about the always-on host
// lanes [--parties N] [--records N] [--runs N] [--set "A=1;B=2"] [--no-night] [--out DIR] [--raas ...]  many parties at once
// soap [--persons N] [--connections N] [--changes N] [--out DIR] [--raas raas.dll]                   the rows about the services
// years [--quick] [--times N] [--missed NIGHTS] [--idle SECONDS] [--out DIR] [--raas raas.dll]       what ten years of history cost
// phases [--records N] [--small N] [--replacements N] [--changes N] [--calls N] [--out DIR]          where the time goes
// all [--quick] [--out DIR]                                                                          every table, into results/
// run [--records N] [--large N] [--runs N] [--out DIR] [--raas raas.dll]                             the first table of tests/README.md
// run --store postgresql [--server CONNECTION] …                                                     the same delivery on a server
var options = Options.Parse(args);
switch (args.FirstOrDefault())
{
    case "generate":
        var persons = options.Number("persons", options.Number("records", 1000));
        var sender = options.Text("party", Generate.Party);
        var root = options.Text("data-root", "");
        long Next(string party, string flow) => root.Length > 0 ? Generate.Next(root, party, flow) : options.Number("number", 1);
        Generate.Persons(options.Folder, "persons-nr.xml", bis: false, Next(Generate.NationalRegister, "PERSON-MUTATION"), persons);
        Generate.Persons(options.Folder, "persons-bcss.xml", bis: true, Next(Generate.Bcss, "PERSON-MUTATION"), persons);
        Generate.Subscription(options.Folder, "subscription.xml", sender, Next(sender, "SUBSCRIPTION"),
            options.Number("records", 1000), persons, (int)options.Number("seed", 1), options.Has("sorted"));
        File.WriteAllText(Path.Combine(options.Folder, "parties.json"), Generate.Parties(sender));
        Console.WriteLine(
            $"Made in {options.Folder}: parties.json; persons-nr.xml, persons-bcss.xml and subscription.xml with their vouchers.");
        Console.WriteLine($"They belong to {Generate.NationalRegister}, {Generate.Bcss} and {sender}.");
        return 0;
    case "samples" when args.Length == 2:
        Samples.Write(args[1]);
        Console.WriteLine($"Made the deliveries below {args[1]}.");
        return 0;
    case "all":
        return AllBenchmarks.Run(options);
    case "run":
        return Benchmark.Run(options);
    case "night":
        return NightBenchmark.Run(options);
    case "serve":
        return ServeBenchmark.Run(options);
    case "lanes":
        return LanesBenchmark.Run(options);
    case "soap":
        return SoapBenchmark.Run(options);
    case "phases":
        return PhasesBenchmark.Run(options);
    case "years":
        return YearsBenchmark.Run(options);
    default:
        Console.Error.WriteLine(
            "Usage: all [--quick] | generate --records N [--persons M] [--out DIR] [--party CBE] [--number N] [--data-root DIR] [--seed S] "
                + "[--sorted] | samples DIR | night "
                + "[--persons N] [--replacements N] [--changes N] | serve [--records N] | lanes [--parties N] [--records N] | soap "
                + "[--persons N] | years [--quick] | phases | run [--records N] [--large N] [--runs N] [--out DIR] [--raas raas.dll]");
        return 2;
}
