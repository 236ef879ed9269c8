using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>A change of a group in the form that Egnyte's new documentation shows (GO2); its own older form is <see cref="EgnyteGroupChange"/>.</summary>
/// <param name="Operations">What to do, in order.</param>
public sealed record EgnytePatchOp([property: JsonPropertyName("Operations")] IReadOnlyList<EgnytePatchOperation> Operations)
{
    /// <summary>What kind of message this is.</summary>
    public IReadOnlyList<string> Schemas { get; } = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
}
