namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>One member in a group change.</summary>
/// <param name="Value">The user's id.</param>
/// <param name="Operation">Null to have the member in the group, <c>delete</c> in a PATCH to take it out (NET, PP).</param>
public sealed record EgnyteMemberChange(long Value, string? Operation = null);
