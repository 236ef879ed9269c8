using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>What an answer shows that the true one does not show, or otherwise: only what follows from a field that plausibly says something else.</summary>
internal static class ShownValues
{
    /// <summary>The SCIM attributes that are made of each of Egnyte's fields.</summary>
    private static readonly Dictionary<string, string[]> MadeOf = new(StringComparer.Ordinal)
    {
        ["id"] = ["id", "meta"],
        ["userName"] = ["userName"],
        ["email"] = ["emails", "userName", "idpUserId"],
        ["authType"] = ["authType", "idpUserId"],
        ["emailChangePending"] = ["emails"],
        ["name"] = ["name", "displayName"],
        ["name.givenName"] = ["name", "displayName"],
        ["name.familyName"] = ["name", "displayName"],
        ["name.formatted"] = ["name", "displayName"],
        ["createdDate"] = ["meta"],
        ["lastModificationDate"] = ["meta"],
        ["displayName"] = ["displayName"],
        ["members"] = ["members"],
        ["groups"] = ["groups"],
        ["totalResults"] = ["totalResults", "nextCursor"],
        ["resources"] = ["nextCursor", "previousCursor"],
        ["Resources"] = ["nextCursor", "previousCursor"],
        ["rows"] = ["totalResults", "itemsPerPage", "nextCursor"],
    };

    /// <summary>The attributes that differ without a reason.</summary>
    /// <param name="truth">The true answer, with names for ids.</param>
    /// <param name="shown">The answer, with names for ids.</param>
    /// <param name="fields">Egnyte's fields that plausibly say something else.</param>
    /// <param name="isWrite">Whether the times of the resource are of the moment.</param>
    public static IEnumerable<string> Unfounded(string truth, string shown, IReadOnlyCollection<string> fields, bool isWrite)
    {
        using var expected = JsonDocument.Parse(truth);
        using var actual = JsonDocument.Parse(shown);
        var allowed = fields.SelectMany(field => MadeOf.GetValueOrDefault(field, [field])).ToHashSet(StringComparer.Ordinal);
        return Rows(expected.RootElement, actual.RootElement)
            .SelectMany(row => Different(row.Expected, row.Actual, allowed, isWrite || fields.Count > 0))
            .ToList();
    }

    private static IEnumerable<(JsonElement Expected, JsonElement Actual)> Rows(JsonElement expected, JsonElement actual)
    {
        yield return (expected, actual);
        if (!expected.TryGetProperty("Resources", out var rows) || !actual.TryGetProperty("Resources", out var shown))
        {
            yield break;
        }

        var byId = rows.EnumerateArray().ToDictionary(row => row.GetProperty("id").GetString()!, StringComparer.Ordinal);
        foreach (var row in shown.EnumerateArray())
        {
            if (byId.TryGetValue(row.GetProperty("id").GetString()!, out var same))
            {
                yield return (same, row);
            }
        }
    }

    private static IEnumerable<string> Different(JsonElement expected, JsonElement actual, HashSet<string> allowed, bool isAnyVersion)
    {
        var before = Flat(expected);
        var after = Flat(actual);
        foreach (var name in before.Keys.Union(after.Keys)
            .Where(name => name is not "Resources" and not "schemas" && !(isAnyVersion && name is "meta") && !allowed.Contains(name)))
        {
            if (before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            {
                yield return $"{name} {after.GetValueOrDefault(name) ?? "missing"} instead of {before.GetValueOrDefault(name) ?? "none"}";
            }
        }
    }

    // The attributes of an extension as if they were the resource's own.
    private static Dictionary<string, string> Flat(JsonElement resource)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in resource.EnumerateObject())
        {
            if (attribute.Name.StartsWith("urn:", StringComparison.Ordinal))
            {
                foreach (var inner in attribute.Value.EnumerateObject())
                {
                    attributes[inner.Name] = inner.Value.GetRawText();
                }
            }
            else
            {
                attributes[attribute.Name] = attribute.Value.GetRawText();
            }
        }

        return attributes;
    }
}
