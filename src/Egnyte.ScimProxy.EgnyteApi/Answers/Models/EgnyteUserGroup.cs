namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>A group as it appears inside a user (PP, GO1).</summary>
public sealed record EgnyteUserGroup
{
    /// <summary>The group's id, a UUID.</summary>
    public string? Value { get; set; }

    /// <summary>The group's name.</summary>
    public string? DisplayName { get; set; }
}
