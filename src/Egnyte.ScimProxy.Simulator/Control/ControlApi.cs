using Egnyte.ScimProxy.Simulator.Http;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Control;

/// <summary>The switches by HTTP, for a demo's second terminal: settings in the query or in JSON; PUT and POST are the same here.</summary>
internal sealed class ControlApi(EgnyteSimulator simulator)
{
    private static readonly string[] FaultSettings = ["count", "status", "kind", "body", "retryAfter", "afterEffect", "on", "interval"];

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
        catch (ArgumentException nonsense)
        {
            answer = Errors.Message(400, nonsense.Message);
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
            case ("POST", "/rate-limit"):
                _controls.CallsPerSecond = (await ControlInput.ReadAsync(http, "callsPerSecond")).Required("callsPerSecond", 1);
                break;
            case ("POST", "/quota"):
                SetQuota(await ControlInput.ReadAsync(http, "callsPerDay", "used"));
                break;
            case ("GET", "/dialect"):
                return ControlJson.Dialect(_controls.Dialect);
            case ("POST", "/dialect"):
                var settings = await ControlInput.ReadAsync(http, [.. SimulatorDialect.Switches.Keys]);
                _controls.Dialect = settings.All.Aggregate(_controls.Dialect, (dialect, setting) => dialect.With(setting.Name, setting.Value));
                break;
            case ("POST", "/latency"):
                SetLatency(await ControlInput.ReadAsync(http, "milliseconds", "jitter", "seed"));
                break;
            case ("POST", "/fail-next"):
                _controls.FailNext(Fault(await ControlInput.ReadAsync(http, FaultSettings)));
                break;
            case ("POST", "/fail-nth"):
                var nth = await ControlInput.ReadAsync(http, ["n", .. FaultSettings]);
                _controls.FailNth(nth.Required("n", 1), Fault(nth));
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
                    + "/rate-limit, /quota, /dialect (GET too), /latency, /fail-next, /fail-nth, /down, /throttle, /clear, /reset.");
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

    private void SetLatency(ControlInput input)
    {
        _controls.Latency = TimeSpan.FromMilliseconds(input.Required("milliseconds", 0));
        _controls.Jitter = TimeSpan.FromMilliseconds(input.Number("jitter", 0) ?? 0);
        _controls.JitterSeed = input.Number("seed", int.MinValue) ?? _controls.JitterSeed;
    }

    private static SimulatedFault Fault(ControlInput input) => new()
    {
        Count = input.Number("count", 0) ?? 1,
        Status = input.Number("status", 200, 599) ?? 500,
        Kind = FailureKinds.Parse(input.Text("kind")),
        Body = input.Text("body"),
        RetryAfter = input.Number("retryAfter", 0),
        AfterEffect = input.Flag("afterEffect"),
        On = input.Text("on"),
        Interval = TimeSpan.FromMilliseconds(input.Number("interval", 1) ?? 1000),
    };
}
