using System.Text.Json;

namespace Egnyte.ScimProxy.Mapping.Documents;

internal enum SampleOperation
{
    Create,
    Replace,
    Patch,
    Read,
    Filter,
}

/// <summary>An example beside the rules: what comes in, and what must come out.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Operation">What is asked.</param>
/// <param name="Input">The SCIM body, or the filter as a text.</param>
internal sealed record ProfileSample(ProfileNode At, SampleOperation Operation, JsonElement Input)
{
    public string Why { get; init; } = "";

    /// <summary>Settings of the tenant for this example, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the example is about a group; null where its own body tells.</summary>
    public bool? IsOfGroup { get; init; }

    /// <summary>The Egnyte user or group that is there; null where none is.</summary>
    public JsonElement? Present { get; init; }

    /// <summary>Exactly what is sent to Egnyte; null where the example does not say.</summary>
    public JsonElement? Egnyte { get; init; }

    /// <summary>What the SCIM answer holds at least, or whether the filter finds what is present.</summary>
    public JsonElement? Shows { get; init; }

    /// <summary>What the refusal says.</summary>
    public string? Error { get; init; }
}
