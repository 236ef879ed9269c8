using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>One field of an Egnyte user as a profile may name it: how to read it from an answer and how to put it into a request.</summary>
internal sealed record EgnyteUserField(string Name, MappedType Type)
{
    public Func<EgnyteUser, MappedValue>? Read { get; init; }

    public Action<EgnyteUserChange, MappedValue>? Write { get; init; }

    /// <summary>Whether Egnyte answers <c>filter=field eq "value"</c>; no public source names others than these three.</summary>
    public bool IsFilterable { get; init; }

    public bool IgnoresCase { get; init; }

    /// <summary>Whether the rows of Egnyte's user list hold it: what the recorded fixtures (RB, NET) show there.</summary>
    public bool IsInLists { get; init; } = true;

    /// <summary>For what every account has: whether Egnyte told it of this one. Null where absence is a value like any other.</summary>
    public Func<EgnyteUser, bool>? IsTold { get; init; }

    /// <summary>A field that this program does not know: it is sent as the profile names it and never read.</summary>
    public static EgnyteUserField Unknown(string name, MappedType type) => new(name, type)
    {
        Write = (change, value) => (change.Additional ??= new Dictionary<string, JsonElement>())[name] = AsJson(value),
    };

    private static JsonElement AsJson(MappedValue value) => value.Boolean is { } boolean
        ? JsonElement.Parse(boolean ? "true"u8 : "false"u8)
        : JsonSerializer.SerializeToElement(value.Text!, ProfileJsonContext.Default.String);
}
