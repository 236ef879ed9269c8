using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>A call as the endpoints see it: read to its end, so that they can answer at once, with the dialect that it found.</summary>
internal readonly record struct ApiRequest(HttpRequest Http, byte[] Body, SimulatorDialect Dialect)
{
    public string Path => Http.Path.Value ?? "";

    /// <summary>The status of what exists already. The Ruby SDK, which reads 405 so, has seen it of creates.</summary>
    public int DuplicateStatus => Dialect.DuplicateStatus == StatusCodes.Status405MethodNotAllowed && !HttpMethods.IsPost(Http.Method)
        ? StatusCodes.Status409Conflict
        : Dialect.DuplicateStatus;

    public static async ValueTask<ApiRequest> ReadAsync(HttpRequest http, SimulatorDialect dialect)
    {
        if (http.ContentLength is null or 0 && !http.Headers.ContainsKey("Transfer-Encoding"))
        {
            return new ApiRequest(http, [], dialect);
        }

        using var body = new MemoryStream();
        await http.Body.CopyToAsync(body, http.HttpContext.RequestAborted);
        return new ApiRequest(http, body.ToArray(), dialect);
    }
}
