namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>The name of a user, in answers and in changes.</summary>
public sealed record EgnyteName
{
    /// <summary>The given name.</summary>
    public string? GivenName { get; set; }

    /// <summary>The family name.</summary>
    public string? FamilyName { get; set; }

    /// <summary>The whole name, built by Egnyte and ignored when written (RB).</summary>
    public string? Formatted { get; set; }
}
