using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>One thing that two profiles do otherwise with the same request.</summary>
/// <param name="Where">Which: <c>Egnyte email</c>, <c>error</c>, <c>client name.givenName</c>.</param>
/// <param name="Before">With the first profile, as JSON; null where there is nothing.</param>
/// <param name="After">With the second.</param>
internal sealed record ExplanationDifference(string Where, string? Before, string? After)
{
    /// <summary>The differences that show: what Egnyte is sent, what the client is refused, what it reads.</summary>
    public static IReadOnlyList<ExplanationDifference> Between(Explanation before, Explanation after)
    {
        // What is read after a write follows from what is sent: it is told where that is the same, and a rule is shown otherwise.
        var differences = Between(Flat(before), Flat(after));
        return differences.Count > 0 ? differences : Between(Read(before), Read(after));
    }

    private static IReadOnlyList<ExplanationDifference> Between(OrderedDictionary<string, string> left, OrderedDictionary<string, string> right) =>
        [.. left.Keys.Union(right.Keys)
            .Select(where => new ExplanationDifference(where, left.GetValueOrDefault(where), right.GetValueOrDefault(where)))
            .Where(pair => pair.Before != pair.After)];

    private static OrderedDictionary<string, string> Flat(Explanation explanation)
    {
        var flat = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (explanation.Error is { } error)
        {
            flat["error"] = $"{error.Status} {error.ScimType}: {error.Detail}";
        }

        if (explanation.Request is { } request && explanation.Operation is not SampleOperation.Read)
        {
            flat["request"] = request.Filter is { } filter ? $"{request.Method} {request.Path}, filter {filter}" : $"{request.Method} {request.Address}";
            Flatten(request.Body, "Egnyte ", "", flat);
        }

        if (explanation.Matches is { } matches)
        {
            flat["found"] = matches ? "true" : "false";
        }

        return flat;
    }

    private static OrderedDictionary<string, string> Read(Explanation explanation)
    {
        var flat = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        Flatten(explanation.Shown, "client ", "", flat);
        return flat;
    }

    private static void Flatten(JsonElement? json, string side, string path, OrderedDictionary<string, string> flat)
    {
        switch (json)
        {
            case null:
                break;
            case { ValueKind: JsonValueKind.Object } whole:
                foreach (var property in whole.EnumerateObject())
                {
                    Flatten(property.Value, side, path.Length == 0 ? property.Name : $"{path}.{property.Name}", flat);
                }

                break;
            case { } value:
                flat[side + path] = JsonLine.Of(value);
                break;
        }
    }
}
