using Egnyte.ScimProxy.Simulator.Http;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Control;

/// <summary>The switches by HTTP, for a demo's second terminal: settings in the query or in JSON; PUT and POST are the same here.</summary>
internal sealed class ControlApi(EgnyteSimulator simulator)
{
    private readonly SimulatorControls _controls = simulator.Controls;

    public async Task InvokeAsync(HttpContext context)
    {
        Answer answer;
        try
        {
            answer = await AnswerAsync(context.Request);
        }
        catch (RefusedException refusal)
        {
            answer = refusal.Answer;
        }

        await answer.WriteAsync(context.Response);
    }

    private async Task<Answer> AnswerAsync(HttpRequest http)
    {
        switch (http.Method is "PUT" ? "POST" : http.Method, http.Path.Value)
        {
            case ("GET", "/state"):
                break;
            case ("GET", "/calls"):
                return ControlJson.Calls(simulator.Calls);
            case ("DELETE", "/calls"):
                simulator.Calls.Clear();
                break;
            case ("POST", "/pace"):
                _controls.CallsPerSecond = (await ControlInput.ReadAsync(http, "callsPerSecond")).Required("callsPerSecond", 1);
                break;
            case ("POST", "/quota"):
                SetQuota(await ControlInput.ReadAsync(http, "callsPerDay", "used"));
                break;
            case ("POST", "/latency"):
                _controls.Latency = TimeSpan.FromMilliseconds((await ControlInput.ReadAsync(http, "milliseconds")).Required("milliseconds", 0));
                break;
            case ("POST", "/fail-next"):
                FailNext(await ControlInput.ReadAsync(http, "count", "status", "kind", "body", "retryAfter"));
                break;
            case ("POST", "/down"):
                _controls.DownFor(TimeSpan.FromSeconds((await ControlInput.ReadAsync(http, "seconds")).Required("seconds", 0)));
                break;
            case ("POST", "/throttle"):
                _controls.ThrottleFor(TimeSpan.FromSeconds((await ControlInput.ReadAsync(http, "seconds")).Required("seconds", 0)));
                break;
            case ("POST", "/clear"):
                await ControlInput.ReadAsync(http);
                _controls.Clear();
                break;
            case ("POST", "/reset"):
                await ControlInput.ReadAsync(http);
                simulator.Reset();
                break;
            default:
                return Errors.Message(
                    404,
                    "Here are: GET /state, GET and DELETE /calls, and POST or PUT of "
                    + "/pace, /quota, /latency, /fail-next, /down, /throttle, /clear, /reset.");
        }

        return ControlJson.State(simulator);
    }

    private void SetQuota(ControlInput input)
    {
        var (callsPerDay, used) = (input.Number("callsPerDay", 0), input.Number("used", 0));
        if (callsPerDay is null && used is null)
        {
            throw Errors.Refuse(400, "callsPerDay or used is needed, as in ?callsPerDay=1000.");
        }

        _controls.CallsPerDay = callsPerDay ?? _controls.CallsPerDay;
        if (used is { } number)
        {
            _controls.CallsUsedToday = number;
        }
    }

    private void FailNext(ControlInput input) => _controls.FailNext(
        input.Number("count", 0) ?? 1,
        input.Number("status", 400, 599) ?? 500,
        FailureKinds.Parse(input.Text("kind")),
        input.Text("body"),
        input.Number("retryAfter", 0));
}
