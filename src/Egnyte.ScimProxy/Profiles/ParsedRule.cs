using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.Profiles;

/// <summary>A rule that was read and not yet bound to the others.</summary>
/// <param name="Written">As it stands in the documents.</param>
/// <param name="Rule">What was read.</param>
/// <param name="Transforms">Its transforms, with where each is written.</param>
internal sealed record ParsedRule(MergedRule Written, AttributeRule Rule, IReadOnlyList<(Transform Transform, ProfileNode At)> Transforms);
