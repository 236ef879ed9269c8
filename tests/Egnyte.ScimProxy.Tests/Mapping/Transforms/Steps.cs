using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.Tests.Mapping.Transforms;

/// <summary>Steps from their JSON, as if a profile of one line held them.</summary>
internal static class Steps
{
    public static Transform? Read(string step, ProfileFindings findings) => KnownTransforms.Read(Node(JsonElement.Parse(step), "step"), findings);

    /// <summary>A step that is known to be right.</summary>
    public static Transform Of(string step)
    {
        var findings = new ProfileFindings();
        var read = Read(step, findings);
        Assert.Empty(findings.All);
        return read!;
    }

    public static string NameOf(string step) =>
        JsonElement.Parse(step) is var json && json.ValueKind is JsonValueKind.String ? json.GetString()! : json.EnumerateObject().Single().Name;

    public static MappedValue Value(object? value) => value is bool boolean ? MappedValue.Of(boolean) : MappedValue.Of((string?)value);

    private static ProfileNode Node(JsonElement json, string path) => new(json.ValueKind, "test.json", 1, path)
    {
        Text = json.ValueKind switch
        {
            JsonValueKind.String => json.GetString()!,
            JsonValueKind.Number => json.GetRawText(),
            _ => "",
        },
        Properties = json.ValueKind is JsonValueKind.Object
            ? [.. json.EnumerateObject().Select(property => new ProfileProperty(property.Name, Node(property.Value, $"{path}.{property.Name}")))]
            : [],
        Items = json.ValueKind is JsonValueKind.Array ? [.. json.EnumerateArray().Select((item, index) => Node(item, $"{path}[{index}]"))] : [],
    };
}
