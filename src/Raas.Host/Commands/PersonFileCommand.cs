using System.CommandLine;
using System.Text;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Pages;
using Raas.Inscriptions;
using Raas.Oversight;
using Raas.Store.Rows;

namespace Raas.Host.Commands;

/// <summary><c>raas person-file</c>: what do we know of a person, and whom have we told?</summary>
internal static class PersonFileCommand
{
    private const string StandardOutput = "-";

    public static Command Create()
    {
        var ssin = new Argument<string>("SSIN") { Description = "The person's number, current or replaced." };
        var who = new WhoOptions("Why you look; goes into the audit and the journal of operators.");
        var party = new Option<string?>("--party") { Description = "Only what this party registered, asked and was told." };
        var html = new Option<string?>("--html") { Description = "A new file for a page that prints; - for standard output." };
        var language = new Option<string>("--language")
        {
            Description = $"Of the page: {Arguments.OneOf(PartySettings.Languages)}.", DefaultValueFactory = _ => "en",
        };
        language.CompletionSources.Add([.. PartySettings.Languages]);
        var json = CommandRunner.Json();
        var command = new Command("person-file", """
            Shows everything about a person: what institutions registered under each number and why it changed, every file and call by which
            somebody was told of the person, and what our copy of the authentic source held.

            Examples:
              raas person-file 88091401620 --reason "request of the citizen of 3 March"
              raas person-file 88091401620 --reason "request of the citizen of 3 March" --html file.html --language fr
              raas person-file 88091401620 --party 0999000129 --reason "complaint 2026/17" --json
            """) { ssin, who.Reason, who.By, party, json, html, language };
        command.Does((engine, parsed, _) =>
        {
            var words = Language(parsed.GetValue(language)!);
            var path = parsed.GetValue(html);
            if (path is not null && parsed.GetValue(json))
                throw new UsageException("--json or --html: one of them.");
            if (path is not (null or StandardOutput) && File.Exists(path))
                throw new UsageException($"{path} is there already; a new file was expected.");
            var file = engine.PersonFiles.Of(Arguments.Ssin(parsed.GetValue(ssin)!),
                parsed.GetValue(party) is { } cbe ? Arguments.Party(cbe) : null, who.Of(parsed), PersonView.ByCommand);
            if (parsed.GetValue(json))
                Output.Json(Shape(file));
            else if (path is null)
                Print(file);
            else
                Write(path, PersonFilePage.Of(file, words).Text);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Language(string text)
    {
        var language = text.ToLowerInvariant();
        return PartySettings.Languages.Contains(language) ? language
            : throw new UsageException($"There is no page in {language}: {Arguments.OneOf(PartySettings.Languages)} was expected.");
    }

    /// <summary>Nobody else may read what is written of a person.</summary>
    private static void Write(string path, string page)
    {
        if (path == StandardOutput)
        {
            Console.Out.Write(page);
            return;
        }
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(path, new UTF8Encoding(false), options))
            writer.Write(page);
        Output.Line($"{Output.Place(path)}: print it, or open it in a browser.");
    }

    private static void Print(PersonFile file)
    {
        Output.Text($"Current number {Output.Ssin(file.Numbers[0])}, {file.State.ToString().ToLowerInvariant()} in the authentic source"
            + $"{(file.Numbers.Count > 1 ? $"; it replaced {string.Join(", ", file.Numbers.Skip(1).Select(Output.Ssin))}" : "")}.");
        foreach (var one in file.Institutions)
            Print(one, file.Names.GetValueOrDefault(one.Party.Value));
        PrintDisclosures(file);
        PrintLooks(file.Looks);
        if (file.Only is null)
            PrintCopy(file);
    }

    private static void Print(PersonAtInstitution one, string? name)
    {
        Output.Line();
        Output.Text($"At {one.Party} {name}:");
        if (one.Rows.Count > 0)
            ExplainCommand.Rows(one.Rows).Print();
        if (one.Changes.Count > 0)
            ExplainCommand.Changes(one.Changes, c => c.Night is { } night ? $"night of {night:yyyy-MM-dd}" : c.Cause).Print();
    }

    private static void PrintDisclosures(PersonFile file)
    {
        Output.Line();
        Output.Text($"Told in files, since {Output.Moment(file.DisclosuresSince)}: {Output.Count(file.Disclosures.Count)}");
        foreach (var lost in file.DisclosuresLost)
        {
            var since = lost.Since is { } moment ? $"between {Output.Moment(moment)} and" : "some time before";
            Output.Text($"Not known: whom files named that left {since} {Output.Moment(lost.Until)}. All was lost but a backup: "
                + lost.Reason);
        }
        var told = Output.Table("=when", "=to", "=number", "flow", "#file", "#item", "legal basis", "deliberation");
        foreach (var (one, ssins, _) in file.Disclosures)
            told.Row(Output.Moment(one.File.CreatedAt), Output.Party(one.File.Party), Numbers(ssins), one.File.Flow, one.File.Number,
                one.Item, one.File.LegalContext, one.Deliberations);
        if (file.Disclosures.Count > 0)
            told.Print();
    }

    private static void PrintLooks(IReadOnlyList<LookAt> looks)
    {
        Output.Line();
        Output.Text($"Calls and looks: {Output.Count(looks.Count)}");
        var table = Output.Table("=when", "=party", "who", "=number", "what", "=outcome", "legal basis", "deliberation", "reason");
        foreach (var (entry, deliberations) in looks)
            table.Row(Output.Moment(entry.At), entry.Party is { } number ? Output.Party(number) : "", entry.Caller,
                entry.Ssin is { } ssin ? Output.Ssin(ssin) : "", entry.Operation, entry.Outcome, entry.LegalContext, deliberations,
                entry.Reason);
        table.Print();
    }

    /// <summary>What we hold of the authentic source.</summary>
    private static void PrintCopy(PersonFile file)
    {
        Output.Line();
        Output.Text($"Our copy of the authentic source, its changes since {file.ChangesSince:yyyy-MM-dd}: "
            + $"{Output.Count(file.Changes.Count)}");
        var source = Output.Table("=when", "=number", "what", "before", "after", "=as of", "=by");
        foreach (var change in file.Changes)
            source.Row(Output.Moment(change.At), Output.Ssin(change.Ssin), change.DataGroup, PersonFilePage.Flat(change.BeforeValue),
                PersonFilePage.Flat(change.AfterValue), $"{change.Date:yyyy-MM-dd}", Output.Party(change.Source));
        if (file.Changes.Count > 0)
            source.Print();
        foreach (var (name, value) in Fields(file.Person))
            Output.Text($"{name}: {value}");
    }

    private static string Numbers(IEnumerable<long> ssins) => string.Join(' ', ssins.Select(Output.Ssin));

    private static object Shape(PersonFile file) => new
    {
        Numbers = file.Numbers.Select(Output.Ssin),
        State = file.State.ToString().ToUpperInvariant(),
        file.At,
        Party = file.Only?.ToString(),
        Institutions = file.Institutions.Select(one => new
        {
            Party = one.Party.ToString(),
            Name = file.Names.GetValueOrDefault(one.Party.Value),
            Rows = one.Rows.Select(row => new { Ssin = Output.Ssin(row.Ssin), row.DossierType, Period = Plain.Period(row.Period) }),
            Changes = one.Changes.Select(Shape),
        }),
        file.DisclosuresSince,
        DisclosuresLost = file.DisclosuresLost.Select(lost => new { lost.Since, lost.Until, lost.Reason }),
        Disclosures = file.Disclosures.Select(one => new
        {
            At = one.What.File.CreatedAt, Party = Output.Party(one.What.File.Party),
            Name = file.Names.GetValueOrDefault(one.What.File.Party), one.What.File.Flow, one.What.File.Number, one.What.Item,
            Ssins = one.Ssins.Select(Output.Ssin), one.What.File.FileName, one.What.File.LegalContext, one.What.Deliberations,
            one.What.File.DeliveryId, ReceiptNumber = one.Receipt, one.What.File.PublishedAt, one.What.File.FetchedAt,
        }),
        Looks = file.Looks.Select(look => new
        {
            look.Entry.EntryId, look.Entry.At, look.Entry.Channel, look.Entry.Caller,
            Party = look.Entry.Party is { } party ? Output.Party(party) : null, look.Entry.Operation,
            Ssin = look.Entry.Ssin is { } ssin ? Output.Ssin(ssin) : null, look.Entry.LegalContext, look.Deliberations, look.Entry.Ticket,
            look.Entry.Outcome, look.Entry.Reason,
        }),
        file.ChangesSince,
        Person = file.Person is null ? null : Fields(file.Person).ToDictionary(field => field.Name, field => field.Value),
        Changes = file.Changes.Select(change => new
        {
            change.At, Ssin = Output.Ssin(change.Ssin), change.DataGroup, Before = change.BeforeValue, After = change.AfterValue,
            change.Date,
            Source = Output.Party(change.Source), change.MutationId, change.DeliveryId,
        }),
    };

    private static object Shape(ExplainedChange c) => new
    {
        Ssin = Output.Ssin(c.Ssin), c.DossierType, c.At, c.Cause, c.DeliveryId, c.DataFileName, c.FileSequenceNumber, c.RecordNumber,
        Before = Plain.Period(c.Before), After = Plain.Period(c.After), c.Night,
        Event = c.Event is { } said ? new
        {
            said.DataGroup, said.MutationId, Source = Output.Party(said.Source), said.Date, said.DeliveryId, said.At,
        } : null,
    };

    private static IEnumerable<(string Name, string Value)> Fields(PersonRow? person) => PersonFilePage.Fields(person)
        .Select(field => (field.Name, PersonFilePage.Flat(field.Value)!));
}
