using System.Buffers;
using System.Collections;
using System.Globalization;

namespace Egnyte.ScimProxy.Hosting.Telemetry;

/// <summary>
/// Middleware: one id for a request in each of its log lines, in X-Request-Id of the response, in the error texts that name the log, and in the calls to
/// Egnyte. What stands before the proxy may choose it.
/// </summary>
internal sealed class RequestIds(ILogger<RequestIds> logger)
{
    public const string Header = "X-Request-Id";

    private const int MostCharacters = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = Given(context.Request) ?? Random.Shared.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
        using (logger.BeginScope(new Scope(context.TraceIdentifier)))
        {
            await next(context);
        }
    }

    // It becomes a part of log lines: no text that could be taken for something else.
    private static string? Given(HttpRequest request) =>
        request.Headers[Header] is [{ Length: > 0 and <= MostCharacters } id] && !id.AsSpan().ContainsAnyExcept(Allowed) ? id : null;

    /// <summary>The platform's logs read a scope as a list of values, or print it.</summary>
    private sealed class Scope(string requestId) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => 1;

        public KeyValuePair<string, object?> this[int index] =>
            index == 0 ? new("RequestId", requestId) : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            yield return this[0];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => $"RequestId:{requestId}";
    }
}
