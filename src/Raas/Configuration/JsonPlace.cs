using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raas.Domain;

namespace Raas.Configuration;

/// <summary>A place in a JSON document that notes what is wrong there and goes on, so that one reading tells every fault.</summary>
internal sealed class JsonPlace(JsonNode? node, string path, List<string> faults)
{
    private readonly JsonObject? members = node as JsonObject;

    public void Fault(string member, string what) => faults.Add($"{path}.{member}: {what}");

    /// <summary>Refuses members of any other name: a mistyped setting must not pass as absent.</summary>
    public JsonPlace Members(params string[] known)
    {
        if (members is null)
            faults.Add($"{path}: an object was expected");
        foreach (var (name, _) in members ?? [])
        {
            if (!known.Contains(name))
                Fault(name, $"unknown; one of {string.Join(", ", known)} was expected");
        }
        return this;
    }

    public bool Has(string member) => members?[member] is not null;

    public JsonPlace? Child(string member) => members?[member] is { } child ? new JsonPlace(child, $"{path}.{member}", faults) : null;

    public IEnumerable<JsonPlace> Items(string member)
    {
        var list = members?[member];
        if (list is not null && list is not JsonArray)
            Fault(member, "a list was expected");
        return (list as JsonArray ?? []).Select((item, i) => new JsonPlace(item, $"{path}.{member}[{i}]", faults)).ToList();
    }

    public string? Text(string member, int maxLength = 64)
    {
        if (members?[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            && value.GetValue<string>() is { Length: > 0 } text && Characters.Count(text) <= maxLength)
            return text;
        Fault(member, $"a text of 1 to {maxLength} characters was expected");
        return null;
    }

    public string? OneOf(string member, IReadOnlyList<string> words)
    {
        if (members?[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String && words.Contains(value.GetValue<string>()))
            return value.GetValue<string>();
        Fault(member, $"one of {string.Join(", ", words)} was expected");
        return null;
    }

    /// <param name="words">What each may be; null: any text.</param>
    public IReadOnlyList<string> Texts(string member, IReadOnlyList<string>? words)
    {
        var texts = new List<string>();
        foreach (var item in Items(member))
        {
            if (item.Value() is { } text && (words is null || words.Contains(text)))
                texts.Add(text);
            else
                faults.Add($"{item.Path}: {(words is null ? "a text" : "one of " + string.Join(", ", words))} was expected");
        }
        return [.. texts.Distinct(StringComparer.Ordinal)];
    }

    public bool Flag(string member, bool otherwise)
    {
        var value = members?[member];
        if (value is null)
            return otherwise;
        if (value.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return value.GetValue<bool>();
        Fault(member, "true or false was expected");
        return otherwise;
    }

    public int Percent(string member, int otherwise)
    {
        var value = members?[member];
        if (value is null)
            return otherwise;
        if (value is JsonValue number && number.TryGetValue<int>(out var percent) && percent is >= 0 and <= 100)
            return percent;
        Fault(member, "a whole number from 0 to 100 was expected");
        return otherwise;
    }

    public DateOnly? Date(string member, bool required)
    {
        if (!Has(member) && !required)
            return null;
        if (members?[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var date))
            return date;
        Fault(member, "a date yyyy-MM-dd was expected");
        return null;
    }

    private string Path => path;

    private string? Value() => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
