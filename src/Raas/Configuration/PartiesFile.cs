using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Raas.Configuration;

/// <summary>The configuration file has faults: all of them, one a line, each with its place and what was expected.</summary>
public sealed class PartiesFileException(IReadOnlyList<string> faults)
    : Exception($"The configuration has {faults.Count} fault(s):\n  " + string.Join("\n  ", faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>Parties, dossier types, settings and authorisations as JSON (<c>samples/parties.json</c> is an example).
/// What is exported is accepted again, and exported again the same.</summary>
public sealed partial class PartiesFile(IReadOnlyList<Party> parties)
{
    /// <summary>Days of the week, Monday first.</summary>
    internal static readonly string[] DayNames = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    private static readonly JsonWriterOptions Indented = new()
        { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public IReadOnlyList<Party> Parties { get; } = [.. parties.OrderBy(p => p.Number)];

    /// <summary>A file for a store that knows nobody yet.</summary>
    /// <exception cref="PartiesFileException">It is not JSON, or has faults.</exception>
    public static PartiesFile Parse(string json) => Parse(json, [], isReplacing: true);

    /// <summary>What the parties of a file become.</summary>
    /// <param name="known">The parties as they are. A party that the file does not name is not part of the result; what the file leaves out
    /// of one that it names stays.</param>
    /// <param name="isReplacing">The lists of a party become exactly those of the file, but for dossier types: rows may refer to
    /// them.</param>
    /// <exception cref="PartiesFileException">It is not JSON, or has faults.</exception>
    public static PartiesFile Parse(string json, IReadOnlyList<Party> known, bool isReplacing) =>
        new PartiesReader(known, isReplacing).Read(json);

    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("parties");
            foreach (var party in Parties)
                PartiesWriter.Write(json, party);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Codes of a party that we take, but not everybody who has the published CommonV3: dossier types and legal contexts have
    /// two characters or more there, and dossier types no hyphen.</summary>
    public static IEnumerable<string> Unpublished(Party party) =>
        party.Types.Select(type => type.Code).Where(code => !PublishedInscriptionContext().IsMatch(code))
            .Concat(party.LegalContexts.Where(name => !PublishedLegalContext().IsMatch(name)));

    /// <summary>common:InscriptionContextType.</summary>
    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_:+ ]*[a-zA-Z0-9_:+]\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublishedInscriptionContext();

    /// <summary>common:LegalContextType.</summary>
    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_:+\- ]*[a-zA-Z0-9_:+\-]\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublishedLegalContext();
}
