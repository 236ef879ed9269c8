using System.Globalization;
using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Okta;

/// <summary>Runscope's comparisons, on the strict side where its manual leaves room.</summary>
public static class RunscopeComparison
{
    public static bool Holds(string comparison, JsonElement actual, string expected) => comparison switch
    {
        "equal" => actual.ValueKind is not JsonValueKind.Undefined && Show(actual) == expected,
        "equal_number" => Number(actual) is { } number && number == Number(expected),
        "is_less_than" => Number(actual) < Number(expected),
        "is_a_number" => actual.ValueKind is JsonValueKind.Number,
        "not_empty" => !IsEmpty(actual),
        "has_value" => actual.ValueKind is JsonValueKind.Array && actual.EnumerateArray().Any(element => Show(element) == expected),
        "contains" => actual.ValueKind is not JsonValueKind.Undefined && actual.GetRawText().Contains(expected, StringComparison.Ordinal),
        _ => throw new NotSupportedException($"Comparison {comparison}."),
    };

    /// <summary>A path such as <c>Resources[0].emails[0].value</c>; what is not there is undefined.</summary>
    public static JsonElement Find(JsonElement json, string path)
    {
        foreach (var segment in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment[0] is '[')
            {
                var index = int.Parse(segment[1..^1], CultureInfo.InvariantCulture);
                json = json.ValueKind is JsonValueKind.Array && index < json.GetArrayLength() ? json[index] : default;
            }
            else
            {
                json = json.ValueKind is JsonValueKind.Object && json.TryGetProperty(segment, out var member) ? member : default;
            }
        }

        return json;
    }

    public static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "(missing)",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    // Whether Runscope calls false empty is unknown: it does here.
    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    private static double? Number(JsonElement value) => value.ValueKind is JsonValueKind.Number or JsonValueKind.String ? Number(Show(value)) : null;

    private static double? Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
