using System.Text.Json;

namespace Egnyte.ScimProxy.Scim.Patching;

/// <summary>One attribute in a map of attributes: the <c>value</c> of a PATCH without a path, or a resource.</summary>
/// <param name="Key">What the key names, a whole schema only where the value is null; null where the key names nothing that can be read.</param>
/// <param name="Value">The value.</param>
/// <param name="Name">The key as the client wrote it.</param>
/// <param name="Refusal">Why the key cannot be read; null too for the URN of a schema that is not known here, which is ignored.</param>
public readonly record struct PatchMapEntry(PatchPath? Key, JsonElement Value, string Name, ScimError? Refusal);
