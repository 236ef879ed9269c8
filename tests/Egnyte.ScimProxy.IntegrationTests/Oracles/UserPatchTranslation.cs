using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Tests.Users;
using static Egnyte.ScimProxy.IntegrationTests.Oracles.PatchCase;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>What scim-patch and we answer differently about a person: how clients write it, and what Egnyte can hold.</summary>
internal static partial class UserPatchTranslation
{
    private const string Ext = People.Extension;

    /// <summary>What is compared: the attributes that a client may write and read.</summary>
    private static readonly string[] Mapped = [.. People.Okta.Rules.Where(rule => rule is { ToScim: true, ToEgnyte: true, Field: not null })
        .Select(rule => rule.Path.ToString())];

    private static readonly string[] Complex = ["name", Ext];

    public static PatchTranslation Instance { get; } = new(
        [
            new("letter case of the verb", it => it.Each(operation =>
            {
                operation["op"] = operation["op"]!.GetValue<string>().ToLowerInvariant();
                return [operation];
            })),
            new("letter case of names", PatchNames.Canonical),
            new("path that is none", it => it.RefuseIf(it.Operations.Any(operation => PathOf(operation) is { } path && !Grammar().IsMatch(path)))),
            new("replace without a value", it => it.RefuseIf(it.Operations.Any(operation => !Is(operation, "remove") && !operation.ContainsKey("value")))),
            new("extension as a whole", ExtensionByNames),
            new("parts of a complex attribute in a map", PartsByNames),
            new("value filter in a key", it => it.MoveOut(key => key.Contains('[', StringComparison.Ordinal))),
            new("null for a list", it => it.EachValue((path, value) => path == "emails" ? value ?? new JsonArray() : value)),
            new("Undefined", it => it.Each(operation => [.. new[] { operation }.Where(_ => !IsUndefined(operation))])),
            new(
                "value in a list",
                it =>
                    it.EachValue((path, value) =>
                        NameOf(path) != "emails" && value is JsonArray { Count: 1 } list && list[0]?["value"] is { } inner ? inner : value)),
            new("boolean in quotation marks", Booleans),
            new("letter case of values", it => Repath(it, path => path.Replace("\"WORK\"", "\"work\"", StringComparison.Ordinal))),
            new(
                "attribute that is not mapped",
                it => it.Each(operation => [.. new[] { operation }.Where(_ => NameOf(PathOf(operation)) is not "phoneNumbers")])),
            new("read-only attribute", it => it.RefuseIf(it.Operations.Any(operation => NameOf(PathOf(operation)) is "id" or "meta" or "schemas" or "groups"))),
            new("roles", it => it.EachValue((path, value) =>
            {
                it.RefuseIf(NameOf(path) == "roles" && value is not (null or JsonArray { Count: 0 }));
                return value;
            })),
            new("remove with a value list", it => it.Each(operation =>
                Is(operation, "remove") && PathOf(operation) == "emails" && operation["value"] is JsonArray listed
                ? [Removal($"emails[{string.Join(" or ", listed.Select(element => $"value eq {element!["value"]!.ToJsonString()}"))}]", mayMiss: true)]
                : [operation])),
            new("e-mail without its value", it => it.Each(operation =>
            {
                if (Is(operation, "remove") && PathOf(operation) is { } path && NameOf(path) == "emails" && path.EndsWith(".value", StringComparison.Ordinal))
                {
                    operation["path"] = path[..^".value".Length];
                }

                return [operation];
            })),
            new("one e-mail", OneAddress.Replaces, OneAddress.Added),
            new("type and primary of the e-mail", OneAddress.KeepsItsType),
            new("remove that selects nothing", After: OneAddress.Missed),
            new(
                "values of another type",
                After: (it, states) =>
                    it.RefuseIf(
                        states.Any(state =>
                            Mapped.Any(name =>
                                Of(state, name) is { } value
                                    && name != "emails"
                                    && !(
                                        name == "active"
                                            ? value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
                                            : value.GetValueKind() is JsonValueKind.String))))),
            new("userName is for ever", After: (it, states) =>
            {
                it.RefuseIf(
                    TextOf(states[^1], "userName") is { } name
                        && !string.Equals(name.Split('@')[0], TextOf(it.Resource, "userName"), StringComparison.OrdinalIgnoreCase));
                Keep(it, states, "userName");
            }),
            new("externalId is for ever", After: (it, states) =>
            {
                it.RefuseIf(Of(it.Resource, "externalId") is null && IsSaidByPath(it, "externalId"));
                Keep(it, states, "externalId");
            }),
            new("values that are not allowed", After: (it, states) => it.RefuseIf(
                TextOf(states[^1], "userType") is not (null or "admin" or "power" or "standard")
                    || TextOf(states[^1], $"{Ext}:authType") is not (null or "sso" or "egnyte" or "ad"))),
            new("value without its condition, by a path", After: (it, states) => it.RefuseIf(WithoutCondition(states[^1]).Any(name => IsSaidByPath(it, name)))),
            new("value without its condition, in a map", After: (it, states) => WithoutCondition(states[^1]).ForEach(name => Keep(it, states, name))),
            new("no value any more", After: (it, states) => it.RefuseIf(Mapped.Any(name => Of(it.Resource, name) is not null && Of(states[^1], name) is null))),
        ],
        resource =>
            string.Join(
                "; ",
                Mapped.Where(name => Of(resource, name) is not null)
                    .Select(name => $"{name[(name.LastIndexOf(':') + 1)..]} {Of(resource, name)!.ToJsonString()}")));

    /// <summary>A mapped value; null where there is none, or one of no length. Of e-mails the one that Egnyte holds.</summary>
    public static JsonNode? Of(JsonObject resource, string name)
    {
        var inner = name.StartsWith("urn:", StringComparison.Ordinal) ? resource[Ext]?[name[(Ext.Length + 1)..]]
            : name.Split('.') is [var outer, var part] ? (resource[outer] as JsonObject)?[part]
            : name == "emails"
            ? (resource[name] is JsonArray many ? many.FirstOrDefault() : resource[name]) is JsonObject it
            ? it["value"]
            : null
            : resource[name];
        return inner is JsonArray { Count: 0 } || (inner?.GetValueKind() is JsonValueKind.String && inner.GetValue<string>().Length == 0) ? null : inner;
    }

    private static List<string> WithoutCondition(JsonObject state) =>
    [
        .. TextOf(state, "userType") == "power" ? Array.Empty<string>() : [$"{Ext}:role"],
        .. TextOf(state, $"{Ext}:authType") == "sso" ? Array.Empty<string>() : [$"{Ext}:idpUserId"],
        .. TextOf(state, $"{Ext}:authType") == "ad" ? Array.Empty<string>() : [$"{Ext}:userPrincipalName"],
    ];

    /// <summary>Whether the last word on an attribute is a value given by its path.</summary>
    private static bool IsSaidByPath(PatchCase it, string name) =>
        it.Operations.LastOrDefault(operation =>
            PathOf(operation) == name || (PathOf(operation) is null && operation["value"] is JsonObject map && map.ContainsKey(name))) is { } last
        && PathOf(last) == name && !Is(last, "remove") && last["value"] is { } value && value.ToJsonString() != "\"\"";

    private static string? TextOf(JsonObject resource, string name) =>
        Of(resource, name) is { } value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;

    private static void Keep(PatchCase it, IReadOnlyList<JsonObject> states, string name)
    {
        if (Of(states[^1], name) is null)
        {
            return;
        }

        var (holder, part) = name.StartsWith("urn:", StringComparison.Ordinal) ? (states[^1][Ext]!, name[(Ext.Length + 1)..]) : (states[^1], name);
        holder[part] = Of(it.Resource, name)?.DeepClone();
    }

    // The attribute before brackets, dots and after the URN of the core schema.
    private static string? NameOf(string? path) => path is null ? null : path.Split('[', '.') is [var name, ..] ? name[(name.LastIndexOf(':') + 1)..] : path;

    private static void Repath(PatchCase it, Func<string, string> path) => it.Each(operation =>
    {
        operation["path"] = PathOf(operation) is { } old ? path(old) : null;
        return [operation];
    });

    private static void ExtensionByNames(PatchCase it)
    {
        it.Each(operation => PathOf(operation) != Ext ? [operation]
            : Is(operation, "remove") ? Mapped.Where(name => name.StartsWith(Ext, StringComparison.Ordinal)).Select(name => Removal(name))
            : [new JsonObject { ["op"] = operation["op"]?.DeepClone(), ["value"] = new JsonObject { [Ext] = operation["value"]?.DeepClone() } }]);
        Flatten(it, Ext, ":");
    }

    private static void PartsByNames(PatchCase it) => Flatten(it, "name", ".");

    private static void Flatten(PatchCase it, string name, string separator)
    {
        foreach (var map in it.Operations.Where(operation => PathOf(operation) is null).Select(operation => operation["value"]).OfType<JsonObject>())
        {
            if (map[name] is JsonObject parts)
            {
                map.Remove(name);
                foreach (var (part, value) in parts)
                {
                    map[name + separator + part] = value?.DeepClone();
                }
            }
        }
    }

    private static bool IsUndefined(JsonObject operation)
    {
        if (PathOf(operation) is null && operation["value"] is JsonObject map)
        {
            map.Where(entry => entry.Value?.ToJsonString() == "\"Undefined\"").ToList().ForEach(entry => map.Remove(entry.Key));
        }

        return PathOf(operation) is not null && operation["value"]?.ToJsonString() == "\"Undefined\"";
    }

    private static void Booleans(PatchCase it)
    {
        it.EachValue((path, value) => NameOf(path) == "active" || path.EndsWith(".primary", StringComparison.Ordinal) ? OneAddress.Boolean(value) : value);
        Repath(it, path => path.Replace("primary eq \"True\"", "primary eq true", StringComparison.Ordinal));
    }

    // RFC 7644 figure 7, as far as the generators write it.
    [GeneratedRegex(@"^(urn:[^\[\] ]+:)?[a-zA-Z]+(\.[a-zA-Z]+)?(\[[^\[\]]+\](\.[a-zA-Z]+)?)?$")]
    private static partial Regex Grammar();
}
