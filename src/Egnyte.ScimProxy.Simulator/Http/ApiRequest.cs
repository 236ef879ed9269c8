using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>A call as the endpoints see it: read to its end, so that they can answer at once.</summary>
internal readonly record struct ApiRequest(HttpRequest Http, byte[] Body)
{
    public string Path => Http.Path.Value ?? "";

    public static async ValueTask<ApiRequest> ReadAsync(HttpRequest http)
    {
        if (http.ContentLength is null or 0 && !http.Headers.ContainsKey("Transfer-Encoding"))
        {
            return new ApiRequest(http, []);
        }

        using var body = new MemoryStream();
        await http.Body.CopyToAsync(body, http.HttpContext.RequestAborted);
        return new ApiRequest(http, body.ToArray());
    }
}
