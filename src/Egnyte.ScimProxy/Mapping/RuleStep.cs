using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>One step of a rule's transforms.</summary>
/// <param name="Transform">What it does.</param>
/// <param name="Others">The rules whose attributes it looks at, by their places in the profile, in the order of
/// <see cref="Transforms.Transform.Others"/>.</param>
internal sealed record RuleStep(Transform Transform, IReadOnlyList<int> Others);
