using System.Collections.Concurrent;
using System.Text.Json;
using Egnyte.ScimProxy.Simulator;
using Microsoft.AspNetCore.WebUtilities;

namespace Egnyte.ScimProxy.Commands.Demo;

/// <summary>Prints each SCIM call as it is answered, with the Egnyte calls that carried its request id.</summary>
internal sealed class DemoTrace
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SimulatedCall>> _calls = new(StringComparer.Ordinal);
    private readonly TextWriter _output;
    private readonly Lock _printing = new();

    public DemoTrace(TextWriter output, EgnyteSimulator simulator)
    {
        _output = output;
        simulator.Calls.Recorded += call => _calls.GetOrAdd(call.RequestId ?? "", _ => new()).Enqueue(call);
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var answer = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        await next(context);
        context.Response.Body = answer;
        _calls.TryRemove(context.TraceIdentifier, out var calls);
        Print(context, copy, calls ?? []);
        copy.Position = 0;
        await copy.CopyToAsync(answer, context.RequestAborted);
    }

    private void Print(HttpContext context, MemoryStream body, IEnumerable<SimulatedCall> calls)
    {
        lock (_printing)
        {
            _output.WriteLine();
            _output.WriteLine(
                $"  {context.Request.Method,-6} {Uri.UnescapeDataString(context.Request.Path + context.Request.QueryString)}  ->  "
                + $"{context.Response.StatusCode}");
            foreach (var call in calls)
            {
                _output.WriteLine($"         Egnyte  {call.Method,-6} {Uri.UnescapeDataString(call.Path + call.Query)}{Sent(call)}  ->  {call.Status}");
            }

            _output.WriteLine($"         Okta    {WhatOktaShows(context.Response, body)}");
        }
    }

    private static string Sent(SimulatedCall call) => call.RequestBody is { Length: > 0 } body ? $"  {body}" : "";

    // The words before the detail are Okta's own: the reason phrase and "Errors reported by remote server:".
    private static string WhatOktaShows(HttpResponse response, MemoryStream body) => response.StatusCode switch
    {
        < 300 => "is content, and shows nothing",
        StatusCodes.Status429TooManyRequests => $"waits {response.Headers.RetryAfter} s and tries again by itself",
        var status => $"shows \"{ReasonPhrases.GetReasonPhrase(status)}. Errors reported by remote server: {Detail(body)}\"",
    };

    private static string? Detail(MemoryStream body)
    {
        using var error = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        return error.RootElement.GetProperty("detail").GetString();
    }
}
