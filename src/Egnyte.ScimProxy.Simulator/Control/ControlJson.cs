using System.Text.Json;
using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Control;

/// <summary>What the control API answers.</summary>
internal static class ControlJson
{
    /// <summary>What is now in force.</summary>
    public static Answer State(EgnyteSimulator simulator) => Answer.Of(200, JsonText.Write(simulator, static (json, simulator) =>
    {
        var controls = simulator.Controls;
        json.WriteString("egnyte", simulator.Address.ToString());
        json.WriteNumber("callsPerSecond", controls.CallsPerSecond);
        json.WriteNumber("callsPerDay", controls.CallsPerDay);
        json.WriteNumber("used", controls.CallsUsedToday);
        json.WriteNumber("latencyMilliseconds", (long)controls.Latency.TotalMilliseconds);
        json.WriteNumber("jitterMilliseconds", (long)controls.Jitter.TotalMilliseconds);
        json.WriteNumber("jitterSeed", controls.JitterSeed);
        json.WriteNumber("failuresLeft", controls.FailuresLeft);
        json.WriteNumber("downForSeconds", Seconds(controls.DownRemaining));
        json.WriteNumber("throttledForSeconds", Seconds(controls.ThrottleRemaining));
        json.WriteNumber("users", simulator.Domain.UserCount);
        json.WriteNumber("groups", simulator.Domain.GroupCount);
        json.WriteNumber("calls", simulator.Calls.Count);
        json.WriteString("dialect", controls.Dialect.ToString());
    }));

    /// <summary>Every switch of the dialect: its setting, and what it may be set to.</summary>
    public static Answer Dialect(SimulatorDialect dialect) => Answer.Of(200, JsonText.Write(dialect, static (json, dialect) =>
    {
        foreach (var (name, setting) in dialect.Settings())
        {
            json.WriteStartObject(name);
            json.WriteString("setting", setting);
            json.WriteStartArray("settings");
            foreach (var known in SimulatorDialect.Switches[name])
            {
                json.WriteStringValue(known);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }));

    /// <summary>The counters per route and the latest calls.</summary>
    public static Answer Calls(CallLog calls) => Answer.Of(200, JsonText.Write(calls, static (json, calls) =>
    {
        json.WriteNumber("count", calls.Count);
        json.WriteStartObject("routes");
        foreach (var (route, count) in calls.CountsPerRoute().OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(route, count);
        }

        json.WriteEndObject();
        json.WriteStartArray("calls");
        foreach (var call in calls.Snapshot())
        {
            Write(json, call);
        }

        json.WriteEndArray();
    }));

    private static void Write(Utf8JsonWriter json, SimulatedCall call)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence", call.Sequence);
        json.WriteString("at", call.At);
        json.WriteString("method", call.Method);
        json.WriteString("path", call.Path);
        json.WriteString("query", call.Query);
        json.WriteString("requestBody", call.RequestBody);
        json.WriteNumber("status", call.Status);
        json.WriteString("requestId", call.RequestId);
        json.WriteString("route", call.Route);
        json.WriteEndObject();
    }

    private static int Seconds(TimeSpan remaining) => (int)Math.Ceiling(remaining.TotalSeconds);
}
