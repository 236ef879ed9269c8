using Egnyte.ScimProxy.Profiles.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.IntegrationTests.Profiles;

/// <summary>A folder of profiles, and a proxy that is told of it.</summary>
public sealed class ProfileFiles : IDisposable
{
    public const string Extension = "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User";

    /// <summary>New people are standard users who sign in to Egnyte itself.</summary>
    public const string Standard = """{"extends":"okta","users":[{"scim":"userType","default":"standard"},{"scim":"extension:authType","default":"egnyte"}]}""";

    /// <summary>New people are power users who sign in by SAML: another value in both fields, and one attribute less in every answer.</summary>
    public const string Power = """
        {"extends":"okta",
         "users":[{"scim":"userType","default":"power"},{"scim":"displayName","remove":true},{"scim":"extension:authType","default":"sso"}]}
        """;

    /// <summary>No JSON, from the third line on.</summary>
    public const string Broken = "{\n  \"extends\": \"okta\",\n  oops\n}";

    public ProfileFiles(params (string Name, string Text)[] profiles)
    {
        Folder = Directory.CreateTempSubdirectory("profiles");
        foreach (var (name, text) in profiles)
        {
            Write(name, text);
        }
    }

    public DirectoryInfo Folder { get; }

    /// <summary>The profile acme for the tenant default, from this folder.</summary>
    public KeyValuePair<string, string?>[] Settings =>
        [new("ScimProxy:ProfilesPath", Folder.FullName), new("ScimProxy:Tenants:default:Profile", "acme"), ScimProxyApplication.WithManagement];

    public string PathOf(string name) => Path.Join(Folder.FullName, $"{name}.json");

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>Whole or not at all: written beside it and renamed.</summary>
    public void Replace(string name, string text)
    {
        var beside = Path.Join(Folder.FullName, $".{name}.new");
        File.WriteAllText(beside, text);
        File.Move(beside, PathOf(name), overwrite: true);
    }

    public void Dispose() => Folder.Delete(recursive: true);

    internal static void Look(ScimProxyApplication proxy) => proxy.Services.GetRequiredService<ProfileWatch>().Look();

    /// <summary>What a new person becomes of whom the client says neither kind nor way to sign in.</summary>
    internal static async Task<(string? UserType, string? AuthType)> KindOfNewPersonAsync(HttpClient client, string userName)
    {
        var created = await CreateAsync(client, userName);
        return (created.Json.GetProperty("userType").GetString(), created.Json.GetProperty(Extension).GetProperty("authType").GetString());
    }

    internal static async Task<ScimAnswer> CreateAsync(HttpClient client, string userName)
    {
        var created = await client.SendScimAsync(
            "POST",
            "Users",
            $$"""{"userName":"{{userName}}","name":{"givenName":"New","familyName":"Person"},"emails":[{"value":"{{userName}}@example.com"}]}""");
        Assert.True(created.Status == 201, created.Text);
        return created;
    }
}
