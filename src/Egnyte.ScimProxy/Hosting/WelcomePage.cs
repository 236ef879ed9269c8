using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>
/// What the public address shows in a browser: what this is, and which base URL the identity provider needs. It names no tenant, no
/// version and no health. Any other client gets the SCIM error of an unknown path.
/// </summary>
internal static class WelcomePage
{
    public static RequestDelegate For(RequestDelegate next, string? publicUrl) => context =>
        context.Request.Path == "/" && HttpMethods.IsGet(context.Request.Method) && HtmlPage.IsAskedFor(context.Request)
            ? WriteAsync(context, publicUrl)
            : next(context);

    private static Task WriteAsync(HttpContext context, string? publicUrl)
    {
        var isAddressKnown = publicUrl is { Length: > 0 } || PublicAddress.IsHost(PublicAddress.HostOf(context.Request));
        var baseUrl = isAddressKnown ? PublicAddress.Of(context.Request, publicUrl) : $"https://…{TenantPaths.ScimPath}";
        return HtmlPage.WriteAsync(context.Response, "Egnyte SCIM proxy", $"""
            <p>An identity provider such as Okta provisions users and groups into Egnyte through this address.
            There is nothing to see here for a browser.</p>
            <p>Base URL for the integration: <code>{HtmlPage.Text(baseUrl)}</code></p>
            <p>Where several Egnyte domains are served, the name of the tenant stands before <code>{TenantPaths.ScimPath}</code>. Your operator knows it.
            The credential is an Egnyte access token, sent as a bearer token.</p>

            """);
    }
}
