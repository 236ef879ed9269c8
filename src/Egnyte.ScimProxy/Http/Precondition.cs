using Egnyte.ScimProxy.Scim;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Egnyte.ScimProxy.Http;

/// <summary>
/// The version that a write asks for (RFC 7644 §3.14). Egnyte knows no versions: the resource is read and compared before the write,
/// so a change in between is not seen.
/// </summary>
internal sealed record Precondition(StringValues IfMatch, StringValues IfNoneMatch)
{
    public static Precondition? Of(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || (request.Headers[HeaderNames.IfMatch].Count == 0 && request.Headers[HeaderNames.IfNoneMatch].Count == 0)
            ? null
            : new Precondition(request.Headers[HeaderNames.IfMatch], request.Headers[HeaderNames.IfNoneMatch]);

    /// <exception cref="ScimException">412: the resource is in another version.</exception>
    public void Require(string? version)
    {
        if ((IfMatch.Count > 0 && (version is null || !EntityTags.NamesContent(IfMatch, version)))
            || (IfNoneMatch.Count > 0 && version is not null && EntityTags.NamesContent(IfNoneMatch, version)))
        {
            throw new ScimException(ScimError.PreconditionFailed(
                $"The resource is {(version is null ? "in a version that is not known" : $"now in version {version}")}: read it again and decide "
                + "anew."));
        }
    }
}
