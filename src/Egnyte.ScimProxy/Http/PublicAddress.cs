namespace Egnyte.ScimProxy.Http;

/// <summary>
/// Where a caller reaches this service: the configured PublicUrl, else the address of the request (which the platform has already
/// corrected by the forwarded headers of trusted proxies, and of nobody else).
/// </summary>
internal static class PublicAddress
{
    public const string ScimPath = "/scim/v2";

    public static string Of(HttpRequest request, string? configured)
    {
        var origin = configured is { Length: > 0 } ? configured.TrimEnd('/') : $"{request.Scheme}://{request.Host}{request.PathBase}";
        return request.RouteValues["tenant"] is string tenant ? $"{origin}/{tenant}{ScimPath}" : origin + ScimPath;
    }
}
