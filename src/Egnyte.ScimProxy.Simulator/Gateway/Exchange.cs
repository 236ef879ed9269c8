using System.Text;
using Egnyte.ScimProxy.Simulator.Dialect;
using Egnyte.ScimProxy.Simulator.Http;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>One call from its first byte to its last: read, held, admitted, answered, spoilt if so ordered, recorded, sent.</summary>
internal sealed class Exchange(
    PublicApi api, Gate gate, Latency latency, Faults faults, CurrentDialect dialect, Lock domain, CallLog calls, TimeProvider time, CancellationToken stopping)
{
    private readonly Wire _wire = new(time, stopping);

    public async Task InvokeAsync(HttpContext context)
    {
        var arrived = time.GetUtcNow();
        var request = await ApiRequest.ReadAsync(context.Request, dialect.Value);
        if (latency.NextHold() is { Ticks: > 0 } hold)
        {
            // Not cut when the caller hangs up: what has arrived takes effect, as it would at Egnyte.
            await Task.Delay(hold, time, stopping);
        }

        // Taken before the fault is: once the call is recorded, a test may clear the faults, and this one must end then.
        var cleared = faults.Cleared;
        var (route, id) = api.Find(context.Request.Method, request.Path);
        var admission = gate.Admit(request, route);
        var answer = WireForm.Of(
            admission.Refusal ?? faults.TakeAfter(route.Name, request.Dialect, Ask(route, request, id)), request.Dialect);

        if (calls.Enabled)
        {
            Record(context.Request, request.Body, arrived, answer.Status, route.Name);
        }

        if (!request.Dialect.HidesQuota)
        {
            admission.Quota.WriteTo(context.Response.Headers);
        }

        await _wire.SendAsync(answer, context, cleared);
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
