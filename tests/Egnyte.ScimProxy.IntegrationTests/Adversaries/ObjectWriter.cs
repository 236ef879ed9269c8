using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Writes attributes into a JSON object, each in a random one of the places where it may stand: plain, behind its schema's URN, or below it.</summary>
internal sealed class ObjectWriter(Random random, string coreSchema)
{
    private readonly List<(string Name, string Json)> _top = [];
    private readonly Dictionary<string, List<(string Name, string Json)>> _below = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Puts an attribute of a schema somewhere, null is the core schema; false where the very name stands there already.</summary>
    public bool TryAdd(string? schema, string name, string json)
    {
        name = AnyCase(name);
        return random.Next(schema is null ? 8 : 2) switch
        {
            0 => TryAdd(_top, $"{AnyCase(schema ?? coreSchema)}:{name}", json),
            1 => TryAdd(_below.TryGetValue(schema ?? coreSchema, out var inner) ? inner : _below[schema ?? coreSchema] = [], name, json),
            _ => TryAdd(_top, name, json),
        };
    }

    /// <summary>Puts a name where it is neither of a schema nor below one.</summary>
    public bool TryAddOnTop(string name, string json) => TryAdd(_top, name, json);

    public override string ToString() => Object(random.Next(2) == 0 ? [.. _top, .. Schemas()] : [.. Schemas(), .. _top]);

    /// <summary>The name, now and then in another letter case; a value filter keeps its own.</summary>
    public string AnyCase(string name) => name.Contains('[', StringComparison.Ordinal) ? name : random.Next(8) switch
    {
        0 => name.ToUpperInvariant(),
        1 => string.Concat(name.Select(letter => random.Next(2) == 0 ? char.ToUpperInvariant(letter) : letter)),
        _ => name,
    };

    // JSON with the very same name twice is no JSON that the proxy reads.
    private static bool TryAdd(List<(string Name, string Json)> properties, string name, string json)
    {
        if (properties.Exists(property => property.Name == name))
        {
            return false;
        }

        properties.Add((name, json));
        return true;
    }

    private IEnumerable<(string Name, string Json)> Schemas() => _below.Select(schema => (AnyCase(schema.Key), Object(schema.Value)));

    private static string Object(IEnumerable<(string Name, string Json)> properties) =>
        $"{{{string.Join(',', properties.Select(property => $"{JsonSerializer.Serialize(property.Name)}:{property.Json}"))}}}";
}
