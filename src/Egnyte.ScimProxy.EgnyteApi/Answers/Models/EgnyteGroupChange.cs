namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>What to create, replace or change of a group; what is null is not sent.</summary>
public sealed record EgnyteGroupChange
{
    /// <summary>The group's name; required on create and on PUT (NET, PP).</summary>
    public string? DisplayName { get; set; }

    /// <summary>The members: all of them on create and PUT, the changes on PATCH (NET, PP).</summary>
    public IReadOnlyList<EgnyteMemberChange>? Members { get; set; }
}
