using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>What a call is answered with: whole, before the first byte leaves, so that faults can be made of it.</summary>
internal sealed record Answer(int Status, string ContentType, byte[][] Parts)
{
    private const string Json = "application/json;charset=UTF-8";

    /// <summary>None: the connection is reset.</summary>
    public static Answer Reset { get; } = new(0, "", []);

    public string? MasheryErrorCode { get; init; }

    public int? RetryAfter { get; init; }

    public string? Allow { get; init; }

    public static Answer Of(int status, params byte[][] json) => new(status, Json, json);

    public static Answer Html(int status, string page) => new(status, "text/html;charset=UTF-8", [System.Text.Encoding.UTF8.GetBytes(page)]);

    public static Answer Empty(int status) => new(status, Json, []);

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentLength = Parts.Sum(part => (long)part.Length);
        WriteHeaders(response.Headers);
        if (Parts.Length == 0)
        {
            return;
        }

        response.ContentType = ContentType;
        foreach (var part in Parts)
        {
            response.BodyWriter.Write(part);
        }

        await response.BodyWriter.FlushAsync();
    }

    private void WriteHeaders(IHeaderDictionary headers)
    {
        if (MasheryErrorCode is not null)
        {
            headers["X-Mashery-Error-Code"] = MasheryErrorCode;
        }

        if (RetryAfter is { } seconds)
        {
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (Allow is not null)
        {
            headers.Allow = Allow;
        }
    }
}
