using System.Globalization;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>
/// A simulated Egnyte with the real host before it, for all cases of one operation, one after the other. Each case has a tenant of its
/// own, so that no circuit breaker, rate limit or cache is shared. All cases share one clock, on which nothing waits.
/// </summary>
internal sealed class FaultyEgnyte : IAsyncDisposable
{
    private const string OtherClient = "Microsoft Azure AD SCIM provisioning 1.0.0";

    /// <summary>Okta, and another client.</summary>
    private static readonly bool[] Callers = [true, false];

    /// <summary>What the clock may have gone beyond the moment of an answer.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>The breaker's break is over after that.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(6);

    /// <summary>Egnyte does not tell that the daily quota was raised: the proxy asks every five minutes.</summary>
    private static readonly TimeSpan QuotaRecovery = TimeSpan.FromSeconds(301);

    private readonly ScimOperation _operation;
    private readonly HurriedTime _time;
    private readonly RequestClock _clock;
    private readonly EgnyteSimulator _simulator;
    private readonly ScimProxyApplication _proxy;
    private readonly IReadOnlyList<FaultyConnections> _connections;
    private readonly Lock _strikes = new();
    private (string Name, string Id)[] _ids = [];
    private Fault? _armed;
    private int _strikesLeft;

    private FaultyEgnyte(
        ScimOperation operation, HurriedTime time, EgnyteSimulator simulator, ScimProxyApplication proxy, IReadOnlyList<FaultyConnections> connections)
    {
        (_operation, _time, _simulator, _proxy, _connections) = (operation, time, simulator, proxy, connections);
        _clock = new RequestClock(time, Margin);
        simulator.Calls.Recorded += GiveUpTheSlow;
    }

    /// <summary>Every case of an operation: each fault, at each of its calls, once and persistently, for Okta and for another client.</summary>
    public static async Task<IReadOnlyList<FaultCase>> RunAsync(ScimOperation operation)
    {
        var plan = (from fault in KnownFaults.All from point in FaultPoint.Of(operation, fault) from isOkta in Callers select (fault, point, isOkta)).ToList();
        await using var egnyte = await StartAsync(operation, [.. plan.Select(faultCase => faultCase.fault)]);
        var routes = await egnyte.LearnAsync();
        var cases = new List<FaultCase>(plan.Count);
        foreach (var (fault, point, isOkta) in plan)
        {
            cases.Add(await egnyte.RunAsync(cases.Count, fault, point, isOkta, routes));
        }

        return cases;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    private static async Task<FaultyEgnyte> StartAsync(ScimOperation operation, IReadOnlyList<Fault> faults)
    {
        var time = new HurriedTime();
        var simulator = await EgnyteSimulator.StartAsync(
            new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = 100_000_000, Time = time }, TestContext.Current.CancellationToken);
        var connections = faults.Select(fault => new FaultyConnections(fault.AtConnect)).ToList();
        var mapping = MappingOf(operation, simulator.Address);
        var proxy = await ScimProxyApplication.StartAsync(simulator.Address, time: time, services: services => services.AddSingleton(_ => new TenantDirectory(
            Enumerable.Range(0, faults.Count)
                .Select(faultCase =>
                    TenantOf(NameOf(faultCase), mapping, simulator.Address, time, faults[faultCase].NeverArrives ? connections[faultCase].Open() : null))
                .Append(TenantOf(TenantDirectory.DefaultName, mapping, simulator.Address, time, null)))));
        return new FaultyEgnyte(operation, time, simulator, proxy, connections);
    }

    internal static TenantMapping MappingOf(ScimOperation operation, Uri egnyte)
    {
        var options = new TenantOptions { ["EgnyteBaseAddress"] = egnyte.ToString() };
        if (operation.Setting?.Split('=') is [var key, var value])
        {
            options[TenantSettingsFormat.All.Single(setting => setting.Key == key).Key] = value;
        }

        return TenantFactory.MappingOf(TenantDirectory.DefaultName, options, ProfileCompiler.CompileBuiltIn("okta"));
    }

    internal static Tenant TenantOf(string name, TenantMapping mapping, Uri egnyte, TimeProvider time, HttpMessageHandler? innermost) =>
        new(
            name,
            new TenantOptions(),
            mapping,
            new ProfileStatus(time.GetUtcNow(), []),
            egnyte,
            EgnyteConnection.Open(egnyte, new EgnyteConnectionOptions { Time = time, Innermost = innermost }));

    private static string NameOf(int faultCase) => $"case-{faultCase}";

    /// <summary>What the operation does when nothing fails: the routes of its calls, and what Egnyte holds then.</summary>
    private async Task<(IReadOnlyList<string> Routes, KnownStates States)> LearnAsync()
    {
        await BeginAsync(TenantDirectory.DefaultName);
        var before = KnownStates.Of(_simulator.Domain);
        var answer = await SendAsync(TenantDirectory.DefaultName, ScimProxyApplication.Okta);
        Assert.True(answer.Status == _operation.Status, $"{_operation}: {answer.Status} {answer.Text}");
        var routes = _simulator.Calls.Snapshot().Select(call => call.Route).ToList();
        Assert.True(_operation.Calls.Length == routes.Count, $"{_operation}: {string.Join(", ", routes)}");
        return (routes, new KnownStates(before, KnownStates.Of(_simulator.Domain)));
    }

    private async Task<FaultCase> RunAsync(int number, Fault fault, FaultPoint point, bool isOkta, (IReadOnlyList<string> Routes, KnownStates States) learned)
    {
        var (tenant, userAgent, connections) = (NameOf(number), isOkta ? ScimProxyApplication.Okta : OtherClient, _connections[number]);
        await BeginAsync(tenant);
        connections.Fail(point.Place, point.Mode is FaultPointMode.Once ? 1 : int.MaxValue - point.Place);
        Break(fault, point, learned.Routes);
        _clock.Begin();
        var answer = await SendAsync(tenant, userAgent);

        var took = _clock.Took - Margin;
        var untilMidnight = TimeSpan.FromDays(1) - _time.GetUtcNow().TimeOfDay;
        var calls = _simulator.Calls.Snapshot();
        var attempts = fault.NeverArrives ? connections.Begun : calls.Count;
        var state = learned.States.Find(_simulator.Domain);

        _armed = null;
        connections.Fail(0, 0);
        _simulator.Controls.Clear();
        _time.Advance(fault.Meaning is FaultMeaning.QuotaExhausted ? QuotaRecovery : Recovery);
        var again = await SendAsync(tenant, userAgent);
        return new FaultCase(_operation, fault, point, isOkta)
        {
            Answer = answer,
            Took = took,
            UntilMidnight = untilMidnight,
            Calls = calls,
            Attempts = attempts,
            State = state,
            Again = again,
            StateInTheEnd = learned.States.Find(_simulator.Domain),
        };
    }

    /// <summary>Egnyte as at the start, and a token that it knows.</summary>
    private async Task BeginAsync(string tenant)
    {
        _simulator.Reset();
        _ids =
        [
            .. _simulator.Domain.AllUsers().Select(user => ($"{{{user.UserName.Split('.')[0]}}}", $"{user.Id}")),
            ("{engineering}", _simulator.Domain.FindGroupByName("Engineering")!.Id),
        ];
        _operation.Given?.Invoke(_simulator.Domain);
        using var first = new HttpRequestMessage(HttpMethod.Get, $"/{tenant}/scim/v2/{WithIds(_operation.ReadBefore ?? "Users?count=1")}");
        var known = await _proxy.Client.SendScimAsync(first);
        Assert.Equal(200, known.Status);
        _simulator.Calls.Clear();
    }

    private void Break(Fault fault, FaultPoint point, IReadOnlyList<string> routes)
    {
        if (fault.AtEgnyte is not { } atEgnyte)
        {
            return;
        }

        Aim(atEgnyte, point, routes);
        _armed = fault;
        _strikesLeft = _simulator.Controls.FailuresLeft;
    }

    private void Aim(SimulatedFault fault, FaultPoint point, IReadOnlyList<string> routes)
    {
        if (point.Mode is FaultPointMode.ItsRoute)
        {
            _simulator.Controls.FailNth(1, fault with { On = routes[point.Place], Count = int.MaxValue });
            return;
        }

        _simulator.Controls.FailNth(point.Place + 1, fault with { Count = point.Mode is FaultPointMode.Once ? 1 : int.MaxValue });
    }

    private void GiveUpTheSlow(SimulatedCall call)
    {
        lock (_strikes)
        {
            if (_armed?.IsSlow(call) is not true || _simulator.Controls.FailuresLeft == _strikesLeft)
            {
                return;
            }

            _strikesLeft = _simulator.Controls.FailuresLeft;
        }

        _clock.GiveUp(call);
    }

    private async Task<ScimAnswer> SendAsync(string tenant, string userAgent)
    {
        var space = _operation.Request.IndexOf(' ', StringComparison.Ordinal);
        using var request = new HttpRequestMessage(
            new HttpMethod(_operation.Request[..space]), $"/{tenant}/scim/v2/{WithIds(_operation.Request[(space + 1)..])}");
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        if (_operation.Body is { } body)
        {
            request.Content = new StringContent(WithIds(body), System.Text.Encoding.UTF8, "application/scim+json");
        }

        var answer = await _proxy.Client.SendScimAsync(request);
        return _operation.IsBulk && answer.Status == 200 ? OfItsOneOperation(answer) : answer;
    }

    internal static ScimAnswer OfItsOneOperation(ScimAnswer bulk)
    {
        var only = Assert.Single(bulk.Json.GetProperty("Operations").EnumerateArray());
        var status = int.Parse(only.GetProperty("status").GetString()!, CultureInfo.InvariantCulture);
        return new ScimAnswer(
            status, bulk.MediaType, only.TryGetProperty("response", out var response) ? response.GetRawText() : "", bulk.Headers, bulk.ContentHeaders);
    }

    private string WithIds(string text)
    {
        foreach (var (name, id) in _ids)
        {
            text = text.Replace(name, id, StringComparison.Ordinal);
        }

        return text;
    }
}
