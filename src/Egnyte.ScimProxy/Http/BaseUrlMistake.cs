using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Http;

/// <summary>
/// What a base URL that was typed wrongly makes of an address. One with a slash at the end works; any other mistake is named, since
/// "there is no such user" would send the administrator to look for a user.
/// </summary>
internal static class BaseUrlMistake
{
    private static readonly string[] Endpoints = ["Users", "Groups", "Me", "Bulk", "Schemas", "ResourceTypes", "ServiceProviderConfig"];

    /// <summary>Reads <c>/scim/v2//Users</c>, which a base URL with a slash at the end makes, as <c>/scim/v2/Users</c>.</summary>
    public static Task CollapseSlashesAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value is { } path && path.Contains("//", StringComparison.Ordinal))
        {
            // The conversion from text would decode the path a second time.
            context.Request.Path = new PathString($"/{string.Join('/', Segments(path))}");
        }

        return next(context);
    }

    /// <exception cref="ScimException">404: the id is the name of an endpoint, as in <c>/Users/Users</c>.</exception>
    public static void RequireId(HttpRequest request)
    {
        if (request.RouteValues["id"] is string id && IsEndpoint(id))
        {
            throw new ScimException(ScimError.NotFound(In(request.Path) ?? $"\"{id}\" is not an id."));
        }
    }

    /// <summary>What is wrong with the base URL of this address; null where that cannot be told.</summary>
    public static string? In(PathString path)
    {
        var segments = Segments(path.Value ?? "");
        var start = IndexOfScim(segments, 0);
        return start < 0 ? null
            : IndexOfScim(segments, start + 2) > 0 ? "The base URL of the integration has /scim/v2 twice: enter it with /scim/v2 once, at its end."
            : segments.Length > start + 3 && IsEndpoint(segments[start + 2]) && IsEndpoint(segments[start + 3])
                ? $"The base URL of the integration ends in /{segments[start + 2]}: remove that, so that it ends in /scim/v2. The client "
                    + "adds /Users and /Groups itself."
                : null;
    }

    private static string[] Segments(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static int IndexOfScim(string[] segments, int from)
    {
        for (var index = from; index < segments.Length - 1; index++)
        {
            if (segments[index].Equals("scim", StringComparison.OrdinalIgnoreCase) && segments[index + 1].Equals("v2", StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        return -1;
    }

    // Ids begin with a digit, or are much longer: mostly one comparison.
    private static bool IsEndpoint(string segment) =>
        segment.Length <= 21 && !char.IsAsciiDigit(segment[0]) && Endpoints.Contains(segment, StringComparer.OrdinalIgnoreCase);
}
