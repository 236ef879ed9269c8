namespace Egnyte.ScimProxy.Testing;

/// <summary>
/// The client whose conversations lie in a folder: the headers it sends and the tenant's settings for it, unless a file says otherwise.
/// Okta where no client is known for the folder.
/// </summary>
public sealed record SpeakingClient(IReadOnlyDictionary<string, string?> Headers, string MediaType, IReadOnlyList<KeyValuePair<string, string?>> Settings)
{
    private const string Scim = "application/scim+json; charset=utf-8";

    private static readonly SpeakingClient Okta = new(HeadersOf(ScimProxyApplication.Okta, "application/scim+json", "utf-8"), Scim, []);

    private static readonly Dictionary<string, SpeakingClient> ByFolder = new(StringComparer.Ordinal)
    {
        ["entra"] = new(HeadersOf("Microsoft Azure AD SCIM provisioning 1.0.0", "application/scim+json", null), Scim, WithProfile("entra")),

        // OneLogin's User-Agent is not documented; that it speaks of plain JSON is.
        ["onelogin"] = new(HeadersOf("OneLogin", "application/json", null), "application/json", WithProfile("onelogin")),
    };

    /// <summary>By the first folder of a file under Conversations/.</summary>
    public static SpeakingClient Of(string file) => ByFolder.GetValueOrDefault(file.Split(Path.DirectorySeparatorChar)[0], Okta);

    private static Dictionary<string, string?> HeadersOf(string userAgent, string accept, string? charset)
    {
        var headers = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["User-Agent"] = userAgent,
            ["Authorization"] = $"Bearer {ScimProxyApplication.Token}",
            ["Accept"] = accept,
        };
        if (charset is not null)
        {
            headers["Accept-Charset"] = charset;
        }

        return headers;
    }

    private static KeyValuePair<string, string?>[] WithProfile(string name) => [new("ScimProxy:Tenants:default:Profile", name)];
}
