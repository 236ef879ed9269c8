using System.Buffers;
using System.Text.Json;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>
/// Makes one document of a profile and those that it <c>extends</c>. What the profile says of itself wins; a rule with the SCIM path of
/// an inherited one changes the properties it names (null takes one away), with <c>"remove": true</c> it removes the rule, and a rule
/// of a new path is added.
/// </summary>
internal static class ProfileInheritance
{
    /// <summary>How many profiles may build on each other.</summary>
    public const int MaxDepth = 8;

    private const string Extends = "extends";
    private const string Remove = "remove";
    private const string Rules = "users";

    // A profile's own, whatever it builds on.
    private static readonly string[] NotInherited = ["name", "description"];

    /// <summary>The whole document; <paramref name="find"/> gives a profile by its name or throws <see cref="ProfileException"/>.</summary>
    public static JsonElement Resolve(JsonElement document, Func<string, JsonElement> find)
    {
        var lineage = LineageOf(document, find);
        var extension = lineage.Select(profile => ProfileJson.Text(profile, "extension")).LastOrDefault(urn => urn is not null) ?? "";
        var head = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        var rules = new OrderedDictionary<AttributePath, OrderedDictionary<string, JsonElement>>();
        foreach (var (generation, profile) in lineage.Index())
        {
            var isOwn = generation == lineage.Count - 1;
            Merge(head, profile.EnumerateObject().Where(property => property.Name != Rules && property.Name != Extends && (isOwn || !NotInherited.Contains(property.Name))));
            var written = new HashSet<AttributePath>();
            foreach (var rule in ProfileJson.Objects(profile, Rules))
            {
                var scim = ProfileJson.Text(rule, "scim") ?? throw new ProfileException("A rule has no \"scim\" path.");
                var path = PathOf(scim, extension);
                if (!written.Add(path))
                {
                    throw new ProfileException($"Rule \"{scim}\" is written twice.");
                }

                Apply(rules, path, scim, rule);
            }
        }

        return Write(head, rules.Values);
    }

    /// <summary>The attribute that a rule is for; <c>extension:</c> stands for the profile's own extension.</summary>
    public static AttributePath PathOf(string scim, string extension)
    {
        const string Own = "extension:";
        var text = scim.StartsWith(Own, StringComparison.Ordinal) ? string.Concat(extension, ":", scim.AsSpan(Own.Length)) : scim;
        return AttributePath.TryParse(text, out var path) ? MappingProfile.WithoutCoreSchema(path) : throw new ProfileException($"Rule \"{scim}\": \"scim\" is not an attribute path.");
    }

    private static List<JsonElement> LineageOf(JsonElement document, Func<string, JsonElement> find)
    {
        var lineage = new List<JsonElement> { document };
        var names = new List<string> { ProfileJson.Text(document, "name") ?? "" };
        while (ProfileJson.Text(lineage[0], Extends) is { } parent)
        {
            names.Add(parent);
            if (names.IndexOf(parent) < names.Count - 1)
            {
                throw new ProfileException($"Profile \"{names[0]}\" builds on itself: {string.Join(" extends ", names)}.");
            }

            if (lineage.Count == MaxDepth)
            {
                throw new ProfileException($"Profile \"{names[0]}\" builds on more than {MaxDepth - 1} others: {string.Join(" extends ", names)}.");
            }

            lineage.Insert(0, find(parent));
        }

        return lineage;
    }

    private static void Apply(OrderedDictionary<AttributePath, OrderedDictionary<string, JsonElement>> rules, AttributePath path, string scim, JsonElement rule)
    {
        if (ProfileJson.Flag(rule, Remove) is true)
        {
            if (!rules.Remove(path))
            {
                throw new ProfileException($"Rule \"{scim}\" cannot be removed: no profile that this one extends has it.");
            }

            return;
        }

        if (!rules.TryGetValue(path, out var properties))
        {
            rules.Add(path, properties = new(StringComparer.Ordinal));
        }

        Merge(properties, rule.EnumerateObject().Where(property => property.Name != Remove));
    }

    private static void Merge(OrderedDictionary<string, JsonElement> into, IEnumerable<JsonProperty> properties)
    {
        foreach (var property in properties)
        {
            if (property.Value.ValueKind is JsonValueKind.Null)
            {
                into.Remove(property.Name);
            }
            else
            {
                into[property.Name] = property.Value;
            }
        }
    }

    private static JsonElement Write(OrderedDictionary<string, JsonElement> head, IEnumerable<OrderedDictionary<string, JsonElement>> rules)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            Write(writer, head);
            writer.WriteStartArray(Rules);
            foreach (var rule in rules)
            {
                writer.WriteStartObject();
                Write(writer, rule);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return JsonElement.Parse(json.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, OrderedDictionary<string, JsonElement> properties)
    {
        foreach (var (name, value) in properties)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }
}
