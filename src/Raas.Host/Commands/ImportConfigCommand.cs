using System.CommandLine;
using Raas.Configuration;

namespace Raas.Host.Commands;

/// <summary><c>raas import-config</c>.</summary>
internal static class ImportConfigCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "JSON; samples/parties.json is an example." };
        var command = new Command("import-config", """
            Takes over parties, dossier types, settings and authorisations. All faults are listed; with any fault nothing is taken over.
            A party that the file names becomes what the file says, except that dossier types are only added or changed.
            Other parties are left alone.

            Example:
              raas import-config samples/parties.json
            """) { file };
        command.Does((engine, parsed, _) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new UsageException($"{path}: there is no such file.");
            var parties = engine.Parties.Import(PartiesFile.Parse(File.ReadAllText(path)));
            Output.Line($"{parties.Count} parties, {parties.Sum(p => p.Types.Count)} dossier types, "
                + $"{parties.Sum(p => p.Authorisations.Count)} authorisations taken over.");
            foreach (var party in parties)
            {
                foreach (var code in PartiesFile.Unpublished(party))
                {
                    Console.Error.WriteLine($"{party.Number}: '{code}' works, but who has the published CommonV3 cannot write it: "
                        + "two characters or more, and no hyphen in a dossier type.");
                }
            }
            return ExitCode.Done;
        });
        return command;
    }
}
