using System.Text;
using Egnyte.ScimProxy.Simulator.Gateway;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>One call from its first byte to its last: read, held, admitted, answered, recorded, written.</summary>
internal sealed class Exchange(
    PublicApi api, Gate gate, Faults faults, Lock domain, CallLog calls, TimeProvider time, CancellationToken stopping)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var arrived = time.GetUtcNow();
        var request = await ApiRequest.ReadAsync(context.Request);
        if (faults.Latency is { Ticks: > 0 } latency)
        {
            // Not cut when the caller hangs up: what has arrived takes effect, as it would at Egnyte.
            await Task.Delay(latency, time, stopping);
        }

        var (route, id) = api.Find(context.Request.Method, request.Path);
        var admission = gate.Admit(context.Request, route.NeedsToken);
        var answer = admission.Refusal ?? Ask(route, request, id);

        if (calls.Enabled)
        {
            Record(context.Request, request.Body, arrived, answer.Status, route.Name);
        }

        if (answer.Status == 0)
        {
            context.Abort();
            return;
        }

        admission.Quota.WriteTo(context.Response.Headers);
        await answer.WriteAsync(context.Response);
    }

    private Answer Ask(Route route, ApiRequest request, string id)
    {
        lock (domain)
        {
            return PublicApi.Answer(route, request, id);
        }
    }

    private void Record(HttpRequest http, byte[] body, DateTimeOffset arrived, int status, string route) => calls.Record(new SimulatedCall(
        0,
        arrived,
        http.Method,
        http.Path.Value ?? "",
        http.QueryString.Value ?? "",
        body.Length == 0 ? null : Encoding.UTF8.GetString(body),
        status,
        http.Headers["X-Egnyte-Request-Id"],
        route));
}
