using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>A member of a group (RB, NET fixtures).</summary>
public sealed record EgnyteMember
{
    /// <summary>The user's id.</summary>
    public long Value { get; set; }

    /// <summary>The account's name; all lower case on the wire, unlike a user's.</summary>
    [JsonPropertyName("username")]
    public string? UserName { get; set; }

    /// <summary>The user's full name.</summary>
    public string? Display { get; set; }
}
