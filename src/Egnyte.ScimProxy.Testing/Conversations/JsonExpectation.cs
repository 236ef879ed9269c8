using System.Text.Json;

namespace Egnyte.ScimProxy.Testing;

/// <summary>
/// What an answer must hold: the named properties, deeply, whatever stands beside them; arrays whole and in order. Instead of a value
/// <c>{"$any": true}</c> takes any, <c>{"$contains": ["…"]}</c> a text with these fragments; <c>"$absent": ["…"]</c> in an object names
/// properties that must not be there. {scim} stands for the address of the SCIM service.
/// </summary>
public static class JsonExpectation
{
    public static IEnumerable<string> Differences(JsonElement expected, JsonElement actual, string scimAddress, string path = "$") => expected.ValueKind switch
    {
        JsonValueKind.Object when IsOperator(expected, "$any") => actual.ValueKind is JsonValueKind.Null ? [$"{path}: expected a value, found null"] : [],
        JsonValueKind.Object when IsOperator(expected, "$contains") => Fragments(expected.GetProperty("$contains"), actual, path),
        JsonValueKind.Object => Properties(expected, actual, scimAddress, path),
        JsonValueKind.Array => Elements(expected, actual, scimAddress, path),
        JsonValueKind.String when expected.GetString()!.Replace("{scim}", scimAddress, StringComparison.Ordinal) is var text =>
            actual.ValueKind is JsonValueKind.String && actual.GetString() == text ? [] : [$"{path}: expected \"{text}\", found {actual.GetRawText()}"],
        _ => JsonElement.DeepEquals(expected, actual) ? [] : [$"{path}: expected {expected.GetRawText()}, found {actual.GetRawText()}"],
    };

    private static bool IsOperator(JsonElement expected, string name) => expected.GetPropertyCount() == 1 && expected.TryGetProperty(name, out _);

    private static IEnumerable<string> Properties(JsonElement expected, JsonElement actual, string scimAddress, string path)
    {
        if (actual.ValueKind is not JsonValueKind.Object)
        {
            return [$"{path}: expected an object, found {actual.GetRawText()}"];
        }

        return expected.EnumerateObject().SelectMany(property => property.Name switch
        {
            "$absent" =>
                property.Value.EnumerateArray()
                    .Where(name => actual.TryGetProperty(name.GetString()!, out _))
                    .Select(name => $"{path}.{name}: expected nothing, found {actual.GetProperty(name.GetString()!).GetRawText()}"),
            ['$', ..] and not "$ref" => throw new JsonException($"{path}: {property.Name} is no operator here."),
            _ when actual.TryGetProperty(property.Name, out var value) => Differences(property.Value, value, scimAddress, $"{path}.{property.Name}"),
            _ => [$"{path}.{property.Name}: expected {property.Value.GetRawText()}, found nothing"],
        });
    }

    private static IEnumerable<string> Elements(JsonElement expected, JsonElement actual, string scimAddress, string path)
    {
        if (actual.ValueKind is not JsonValueKind.Array || actual.GetArrayLength() != expected.GetArrayLength())
        {
            return [$"{path}: expected {expected.GetArrayLength()} elements, found {actual.GetRawText()}"];
        }

        return expected.EnumerateArray()
            .Zip(actual.EnumerateArray())
            .Index()
            .SelectMany(pair => Differences(pair.Item.First, pair.Item.Second, scimAddress, $"{path}[{pair.Index}]"));
    }

    private static IEnumerable<string> Fragments(JsonElement fragments, JsonElement actual, string path) =>
        actual.ValueKind is not JsonValueKind.String || fragments.GetArrayLength() == 0
            ? [$"{path}: expected a text with {fragments.GetRawText()}, found {actual.GetRawText()}"]
            : fragments.EnumerateArray()
                .Where(fragment => !actual.GetString()!.Contains(fragment.GetString()!, StringComparison.Ordinal))
                .Select(fragment => $"{path}: expected a text with {fragment.GetRawText()}, found {actual.GetRawText()}");
}
