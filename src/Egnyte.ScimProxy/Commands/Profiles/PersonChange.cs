using Egnyte.ScimProxy.Explaining;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>A sample user whom two profiles treat otherwise.</summary>
internal sealed record PersonChange(string File, string Operation, IReadOnlyList<ExplanationDifference> Differences);
