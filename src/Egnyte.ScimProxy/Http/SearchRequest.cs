using System.Text.Json;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Http;

/// <summary>The body of a POST to <c>/.search</c> (RFC 7644 §3.4.3): the parameters of a GET, out of sight of access logs.</summary>
internal static class SearchRequest
{
    /// <summary>What is wanted; which attributes of it goes to the call, as in a GET.</summary>
    /// <exception cref="ScimException">400 invalidSyntax: it is no search request.</exception>
    public static ListRequest Read(JsonElement body, ScimCall call, string endpoint)
    {
        if (ScimJson.IsAnotherMessage(body, ScimSchemas.SearchRequest))
        {
            throw new ScimException(ScimError.InvalidSyntax($"'schemas' of a search must contain {ScimSchemas.SearchRequest}."));
        }

        call.Select(Names(body, "attributes"), Names(body, "excludedAttributes"));
        return ListRequest.From(body, endpoint, call.Mapping.Settings);
    }

    public static string? Text(JsonElement body, string name) => ScimJson.TryGetProperty(body, name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw new ScimException(ScimError.InvalidSyntax($"'{name}' of a search must be a string or a number.")),
        }
        : null;

    /// <summary>Names of attributes: an array of strings, or one string as in a query.</summary>
    private static string? Names(JsonElement body, string name) => ScimJson.TryGetProperty(body, name, out var value)
        ? value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(element => element.ValueKind is JsonValueKind.String)
            ? string.Join(',', value.EnumerateArray().Select(element => element.GetString()))
            : value.ValueKind is JsonValueKind.String or JsonValueKind.Null
                ? value.GetString()
                : throw new ScimException(ScimError.InvalidSyntax($"'{name}' of a search must be an array of strings."))
        : null;
}
