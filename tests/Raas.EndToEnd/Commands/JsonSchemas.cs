using System.Text.Json;
using System.Text.RegularExpressions;
using Raas.Tests;

namespace Raas.EndToEnd.Commands;

/// <summary>Validates by a JSON Schema (draft 2020-12) of <c>src/Raas.Host/Json</c>, as far as those go: a keyword that is not known here
/// is a fault, so that none is passed over. Notes which properties it met.</summary>
internal sealed class JsonSchemas : IDisposable
{
    private static readonly HashSet<string> Words = ["$schema", "$id", "$defs", "title", "description", "format"];

    private readonly JsonDocument schema;
    private readonly HashSet<string> met = new(StringComparer.Ordinal);

    public JsonSchemas(string name)
    {
        schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".schema.json")));
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.RootElement.GetProperty("$schema").GetString());
    }

    public static string Folder => Repository.At("src", "Raas.Host", "Json");

    /// <summary>Properties of the schema that no value had.</summary>
    public IEnumerable<string> NeverMet => All(schema.RootElement, "#").Except(met).Order(StringComparer.Ordinal);

    public void Dispose() => schema.Dispose();

    /// <summary>What is wrong with a value; nothing when it is valid.</summary>
    public IReadOnlyList<string> Faults(string json)
    {
        using var document = JsonDocument.Parse(json);
        var faults = new List<string>();
        Validate(document.RootElement, schema.RootElement, "#", "$", faults);
        return faults;
    }

    private void Validate(JsonElement value, JsonElement by, string place, string path, List<string> faults)
    {
        foreach (var keyword in by.EnumerateObject())
        {
            var rule = keyword.Value;
            var isRight = keyword.Name switch
            {
                "$ref" => Follow(value, rule.GetString()!, path, faults),
                "type" => IsOfType(value, rule.GetString()!),
                "enum" => rule.EnumerateArray().Any(one => one.GetString() == value.GetString()),
                "pattern" => Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(5)),
                "minimum" => value.GetDouble() >= rule.GetDouble(),
                "required" => rule.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
                "additionalProperties" => rule.ValueKind == JsonValueKind.False
                    && value.EnumerateObject().All(property => by.GetProperty("properties").TryGetProperty(property.Name, out _)),
                "properties" => Properties(value, rule, place, path, faults),
                "items" => Items(value, rule, place, path, faults),
                _ => Words.Contains(keyword.Name),
            };
            if (!isRight)
                faults.Add($"{path}: {keyword.Name} {rule.GetRawText()}: {value.GetRawText()}");
        }
    }

    private bool Follow(JsonElement value, string reference, string path, List<string> faults)
    {
        var name = reference["#/$defs/".Length..];
        Validate(value, schema.RootElement.GetProperty("$defs").GetProperty(name), reference, path, faults);
        return true;
    }

    private bool Properties(JsonElement value, JsonElement rules, string place, string path, List<string> faults)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (!rules.TryGetProperty(property.Name, out var rule))
                continue;
            met.Add($"{place}/{property.Name}");
            Validate(property.Value, rule, $"{place}/{property.Name}", $"{path}.{property.Name}", faults);
        }
        return true;
    }

    private bool Items(JsonElement value, JsonElement rule, string place, string path, List<string> faults)
    {
        foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
            Validate(item, rule, place + "[]", $"{path}[{i}]", faults);
        return true;
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => false,
    };

    private static IEnumerable<string> All(JsonElement at, string place)
    {
        if (at.TryGetProperty("$defs", out var definitions))
        {
            foreach (var place2 in definitions.EnumerateObject().SelectMany(one => All(one.Value, "#/$defs/" + one.Name)))
                yield return place2;
        }
        if (at.TryGetProperty("items", out var items))
        {
            foreach (var inner in All(items, place + "[]"))
                yield return inner;
        }
        if (!at.TryGetProperty("properties", out var properties))
            yield break;
        foreach (var property in properties.EnumerateObject())
        {
            yield return $"{place}/{property.Name}";
            foreach (var inner in All(property.Value, $"{place}/{property.Name}"))
                yield return inner;
        }
    }
}
