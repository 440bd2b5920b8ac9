using System.CommandLine;
using Raas.Configuration;
using Raas.Operations;

namespace Raas.Host.Commands;

/// <summary><c>raas import-config</c>.</summary>
internal static class ImportConfigCommand
{
    private const string FirstTime = "first configuration";

    public static Command Create()
    {
        var file = FileThatExists();
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would change, and change nothing." };
        var replace = new Option<bool>("--replace")
        {
            Description = "Make the lists of each party exactly those of the file: what it leaves out of them is ended.",
        };
        var yes = new Option<bool>("--yes") { Description = "Do not ask before it acts." };
        var reason = new Option<string?>("--reason")
        {
            Description = "Why; goes into the history. Required when a party that is there already changes.",
        };
        var by = new Option<string?>("--by") { Description = "Your name; the account of the machine when not given." };
        var json = CommandRunner.Json();
        var command = new Command("import-config", """
            Takes over parties, dossier types, settings, authorisations, contacts. All faults are listed; with any fault nothing is taken
            over. What the file leaves out of a party stays as it is; parties that it does not name are left alone. Each change goes into
            the history (raas config history), with your name, the reason and the digest of the file.

            Examples:
              raas import-config samples/parties.json
              raas import-config parties.json --dry-run
              raas import-config parties.json --reason "deliberation 12/034 has ended" --by "A. Peeters"
            """) { file, dryRun, replace, yes, reason, by, json };
        command.DoesWork((engine, parsed, _) =>
        {
            var path = parsed.GetValue(file)!;
            var (text, isReplacing, asJson) = (File.ReadAllText(path), parsed.GetValue(replace), parsed.GetValue(json));
            var preview = engine.Parties.Preview(text, isReplacing);
            if (!asJson)
                ConfigCommand.Print(preview.Changes);
            if (parsed.GetValue(dryRun))
                return Ended(preview, asJson, isTakenOver: false);
            if (preview.IsOfKnown && string.IsNullOrWhiteSpace(parsed.GetValue(reason)))
                throw new UsageException("Parties that are there already change: say why, with --reason. Nothing was taken over.");
            if (!asJson && !parsed.GetValue(yes) && preview.IsOfKnown && !MayGoOn())
            {
                Output.Line("Nothing was taken over.");
                return ExitCode.Done;
            }
            var who = new Operator(parsed.GetValue(by) ?? Environment.UserName, parsed.GetValue(reason) ?? FirstTime);
            return Ended(engine.Parties.Import(text, isReplacing, who), asJson, isTakenOver: true);
        });
        return command;
    }

    /// <summary>Looked for before a store is made for it.</summary>
    private static Argument<string> FileThatExists()
    {
        var file = new Argument<string>("FILE") { Description = "JSON; samples/parties.json is an example." };
        file.Validators.Add(given =>
        {
            if (given.Tokens.Count == 1 && !File.Exists(given.Tokens[0].Value))
                given.AddError($"{given.Tokens[0].Value}: there is no such file.");
        });
        return file;
    }

    /// <summary>Asks where somebody can answer.</summary>
    private static bool MayGoOn()
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
            return true;
        Console.Out.Write("Take this over? [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static int Ended(ConfigImport import, bool asJson, bool isTakenOver)
    {
        if (asJson)
        {
            Output.Json(new
            {
                TakenOver = isTakenOver, FileDigest = import.Digest, Parties = import.Parties.Select(p => p.Number.ToString()),
                Changes = import.Changes.Select(c => new { Party = c.Party.ToString(), c.What, c.Verb, c.Before, c.After }),
            });
            return ExitCode.Done;
        }
        Output.Text($"{import.Parties.Count} parties, {import.Parties.Sum(p => p.Types.Count)} dossier types, "
            + $"{import.Parties.Sum(p => p.Authorisations.Count)} authorisations "
            + (isTakenOver ? "taken over." : "in the file; nothing was taken over."));
        foreach (var party in import.Parties)
        {
            foreach (var code in PartiesFile.Unpublished(party))
            {
                Output.Fault($"{party.Number}: '{code}' works, but who has the published CommonV3 cannot write it: "
                    + "two characters or more, and no hyphen in a dossier type.");
            }
        }
        return ExitCode.Done;
    }
}
