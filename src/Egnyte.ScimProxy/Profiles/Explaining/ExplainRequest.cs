using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>One request that a profile is asked about.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="Input">The SCIM body, or the filter as a text; of no meaning where a user is read.</param>
/// <param name="Present">The user as Egnyte answers it: the one that is read, changed, or held against the filter. Null where it is not given.</param>
internal sealed record ExplainRequest(SampleOperation Operation, JsonElement Input, JsonElement? Present);
