using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>Whose token this is: the answer of <c>/pubapi/v1/userinfo</c>, snake case (GO1, GO2).</summary>
public sealed record EgnyteUserInfo : IEgnyteAnswer
{
    /// <summary>The user's id.</summary>
    public long Id { get; set; }

    /// <summary>The account's name.</summary>
    [JsonPropertyName("username")]
    public string? UserName { get; set; }

    /// <summary>The given name.</summary>
    [JsonPropertyName("first_name")]
    public string? FirstName { get; set; }

    /// <summary>The family name.</summary>
    [JsonPropertyName("last_name")]
    public string? LastName { get; set; }

    /// <summary>The user type, where Egnyte says it (GO2).</summary>
    [JsonPropertyName("user_type")]
    public string? UserType { get; set; }

    /// <summary>The e-mail address, where Egnyte says it (GO1).</summary>
    public string? Email { get; set; }

    string? IEgnyteAnswer.Flaw => Id > 0 || UserName is not null ? null : "neither id nor username";
}
