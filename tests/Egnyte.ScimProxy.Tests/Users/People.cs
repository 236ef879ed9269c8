using System.Text.Json;
using System.Text.Json.Serialization;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Tests.Mapping;
using Egnyte.ScimProxy.Users;
using Egnyte.ScimProxy.Users.Patching;

namespace Egnyte.ScimProxy.Tests.Users;

/// <summary>Invented people, and the way of a body through the mapping: what Egnyte would be sent, as JSON.</summary>
internal static class People
{
    public const string Extension = "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User";

    private static readonly JsonSerializerOptions AsSent = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static MappingProfile Okta { get; } = ProfileCompiler.CompileBuiltIn("okta");

    public static TenantSettings Settings { get; } = new("default", new TenantOptions(), null);

    public static EgnyteUser Jane => new()
    {
        Id = 7,
        UserName = "jane.doe",
        ExternalId = "00u1a2b3c4d5e6f7g8h9",
        Email = "jane.doe@example.com",
        Name = new EgnyteName { GivenName = "Jane", FamilyName = "Doe", Formatted = "Jane Doe" },
        Active = true,
        AuthType = "sso",
        UserType = "power",
        Role = "Default",
        IdpUserId = "jane.doe@example.com",
    };

    /// <summary>A body with what Egnyte requires, and more.</summary>
    public static string Body(string more = "", string userName = "jane.doe") =>
        $$"""
        {"userName":{{JsonSerializer.Serialize(userName)}},"name":{"givenName":"Jane","familyName":"Doe"},
         "emails":[{"value":"jane.doe@example.com","primary":true}]{{(more.Length > 0 ? "," + more : "")}}}
        """;

    /// <summary>More of a body: attributes of the extension.</summary>
    public static string Ext(string attributes) => $$"""
        "{{Extension}}":{{{attributes}}}
        """;

    public static TenantSettings SettingsWith(TenantSetting setting, string value) => new("default", new TenantOptions { [setting.Key] = value }, null);

    public static string Create(string body, TenantSettings? settings = null, MappingProfile? profile = null)
    {
        var chosen = profile ?? Okta;
        return Sent(new NewUserMapper(chosen, settings ?? Settings).ToNewEgnyteUser(UserAttributes.FromResource(JsonElement.Parse(body), chosen)));
    }

    public static UserUpdate Put(string body, EgnyteUser present, TenantSettings? settings = null, MappingProfile? profile = null)
    {
        var chosen = profile ?? Okta;
        return new UserUpdateMapper(chosen, settings ?? Settings).ToUpdate(UserAttributes.FromResource(JsonElement.Parse(body), chosen), present);
    }

    public static UserUpdate Patch(string operations, EgnyteUser present, TenantSettings? settings = null, MappingProfile? profile = null) =>
        new UserUpdateMapper(profile ?? Okta, settings ?? Settings).ToUpdate(Folded(operations, profile), present);

    public static UserAttributes Folded(string operations, MappingProfile? profile = null) =>
        UserPatch.Fold(PatchRequest.Read(JsonElement.Parse($$"""{"Operations":[{{operations}}]}"""), (profile ?? Okta).Extensions), profile ?? Okta);

    public static string Sent(EgnyteUserChange change) => JsonSerializer.Serialize(change, AsSent);

    public static ScimError Refusal(Func<object?> read) => Assert.Throws<ScimException>(read).Error;

    /// <summary>The okta profile with one rule changed, as an operator would write it.</summary>
    public static MappingProfile OktaWith(string old, string changed)
    {
        using var stream = typeof(ProfileCompiler).Assembly.GetManifestResourceStream("profiles/okta.json")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        Assert.Contains(old, text, StringComparison.Ordinal);
        return TestProfiles.Good(text.Replace(old, changed, StringComparison.Ordinal));
    }
}
