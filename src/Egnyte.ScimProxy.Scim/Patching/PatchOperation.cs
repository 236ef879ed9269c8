using System.Text.Json;

namespace Egnyte.ScimProxy.Scim.Patching;

/// <summary>One operation of a PATCH, well-formed but not yet known to be possible.</summary>
/// <param name="Verb">What is done.</param>
/// <param name="Path">What it is done to; null for the resource itself, never so for <see cref="PatchVerb.Remove"/>.</param>
/// <param name="Value">With what; <see cref="JsonValueKind.Undefined"/> when absent, an object when there is no path (see <see cref="PatchValueMap"/>).</param>
public sealed record PatchOperation(PatchVerb Verb, PatchPath? Path, JsonElement Value);
