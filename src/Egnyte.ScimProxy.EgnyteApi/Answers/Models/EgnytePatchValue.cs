namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>The value of an <see cref="EgnytePatchOperation"/>: a text, or members.</summary>
/// <param name="Text">The text, or null.</param>
/// <param name="UserIds">The members by the ids of their accounts, or null.</param>
public sealed record EgnytePatchValue(string? Text, IReadOnlyCollection<long>? UserIds);
