using System.Text.Json;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Scim.Patching;

/// <summary>One element of <c>Operations</c> (RFC 7644 §3.5.2), in the letter case of any client.</summary>
internal static class PatchOperationReader
{
    public static PatchOperation Read(JsonElement operation, IReadOnlyCollection<string>? extensionUrns)
    {
        if (operation.ValueKind is not JsonValueKind.Object)
        {
            throw new ScimException(ScimError.InvalidSyntax("an operation must be a JSON object with 'op', 'path' and 'value'."));
        }

        var verb = ReadVerb(operation);
        var path = ReadPath(operation, extensionUrns);
        ScimJson.TryGetProperty(operation, "value", out var value);
        return Refusal(verb, path, value) is { } refusal ? throw new ScimException(refusal) : new PatchOperation(verb, path, value);
    }

    private static PatchVerb ReadVerb(JsonElement operation)
    {
        ScimJson.TryGetProperty(operation, "op", out var op);
        // RFC 7644 §3.5.2 has lower case; Entra sends "Replace" unless its URL flag aadOptscim062020 is set.
        return ScimJson.AsString(op)?.ToUpperInvariant() switch
        {
            "ADD" => PatchVerb.Add,
            "REMOVE" => PatchVerb.Remove,
            "REPLACE" => PatchVerb.Replace,
            _ => throw new ScimException(ScimError.InvalidSyntax(
                op.ValueKind is JsonValueKind.Undefined
                    ? "'op' is missing: expected add, remove or replace."
                    : $"the op {Quotation.Of(ScimJson.AsString(op) ?? op.ValueKind.ToString())} is not known: expected add, remove or replace.")),
        };
    }

    private static PatchPath? ReadPath(JsonElement operation, IReadOnlyCollection<string>? extensionUrns)
    {
        ScimJson.TryGetProperty(operation, "path", out var path);
        return path.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => null,
            JsonValueKind.String when path.GetString() is { Length: > 0 } text => PatchPath.Parse(text, extensionUrns),
            JsonValueKind.String => null,
            _ => throw new ScimException(ScimError.InvalidPath("the path must be a text.")),
        };
    }

    private static ScimError? Refusal(PatchVerb verb, PatchPath? path, JsonElement value) => (verb, path, value.ValueKind) switch
    {
        // RFC 7644 §3.5.2.2: without a path there is nothing to remove.
        (PatchVerb.Remove, null, _) => ScimError.NoTarget("a remove needs a 'path' that says what is to be removed."),
        (PatchVerb.Remove, _, _) => null,
        (_, _, JsonValueKind.Undefined) => ScimError.InvalidValue($"'value' is missing: a{(verb is PatchVerb.Add ? "n add" : " replace")} needs one."),
        // RFC 7644 §3.5.2.1 and .3: without a path the value is a set of attributes of the resource.
        (_, null, not JsonValueKind.Object) => ScimError.InvalidValue("without a 'path', 'value' must be a JSON object of attributes."),
        (_, null, _) when IsOperation(value) =>
            ScimError.InvalidSyntax("'value' holds an operation of its own, with 'path' and 'value': send that as an element of 'Operations'."),
        (_, { SchemaUrn: { } schema }, not (JsonValueKind.Object or JsonValueKind.Null)) => PatchValueMap.NotAnObject(schema),
        _ => null,
    };

    // No attribute is called path or value, so that it would be dropped as an extension is, and the change be lost.
    private static bool IsOperation(JsonElement map) =>
        ScimJson.TryGetProperty(map, "path", out var path) && path.ValueKind is JsonValueKind.String && ScimJson.TryGetProperty(map, "value", out _);
}
