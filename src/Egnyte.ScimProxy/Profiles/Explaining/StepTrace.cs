using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>What one transform made of a value.</summary>
/// <param name="Step">The transform: <c>truncate(20)</c>.</param>
/// <param name="Result">What came out; may be nothing.</param>
/// <param name="Note">Why nothing came out, or why the value stayed as it was; else null.</param>
internal sealed record StepTrace(string Step, MappedValue Result, string? Note);
