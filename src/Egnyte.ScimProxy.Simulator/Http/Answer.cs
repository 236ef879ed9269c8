using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>What a call is answered with: whole, before the first byte leaves, so that faults can be made of it.</summary>
internal sealed record Answer(int Status, string ContentType, byte[][] Parts)
{
    public const string PlainText = "text/plain;charset=UTF-8";

    private const string Json = "application/json;charset=UTF-8";

    /// <summary>None: the connection is reset.</summary>
    public static Answer Reset { get; } = new(0, "", []) { Delivery = Delivery.Reset };

    /// <summary>None: the caller is left to wait.</summary>
    public static Answer Hang { get; } = new(0, "", []) { Delivery = Delivery.Hang };

    public string? MasheryErrorCode { get; init; }

    public int? RetryAfter { get; init; }

    public string? Allow { get; init; }

    /// <summary>Whether it says that the token makes too many calls a second.</summary>
    public bool IsThrottle { get; init; }

    /// <summary>Why a call is refused, for a dialect that has another shape for it.</summary>
    public IReadOnlyList<Reason>? Reasons { get; init; }

    public Delivery Delivery { get; init; }

    /// <summary>The time from byte to byte of <see cref="Delivery.Drip"/>.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>Whether the body is sent as it is: noise, or a test's own.</summary>
    public bool IsRaw { get; init; }

    public bool IsJson => ContentType == Json;

    public static Answer Of(int status, params byte[][] json) => new(status, Json, json);

    public static Answer Html(int status, string page) => new(status, "text/html;charset=UTF-8", [Encoding.UTF8.GetBytes(page)]);

    public static Answer Empty(int status) => new(status, Json, []);

    public async Task WriteAsync(HttpResponse response)
    {
        WriteHead(response);
        if (Parts.Length == 0)
        {
            return;
        }

        foreach (var part in Parts)
        {
            response.BodyWriter.Write(part);
        }

        await response.BodyWriter.FlushAsync();
    }

    public void WriteHead(HttpResponse response)
    {
        response.StatusCode = Status;
        if (Parts.Length > 0)
        {
            response.ContentType = ContentType;
        }

        // A 204 has no body, so it says nothing of its length (RFC 9110 §8.6).
        response.ContentLength = Status == StatusCodes.Status204NoContent ? null : Parts.Sum(part => (long)part.Length);
        if (MasheryErrorCode is not null)
        {
            response.Headers["X-Mashery-Error-Code"] = MasheryErrorCode;
        }

        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (Allow is not null)
        {
            response.Headers.Allow = Allow;
        }
    }
}
