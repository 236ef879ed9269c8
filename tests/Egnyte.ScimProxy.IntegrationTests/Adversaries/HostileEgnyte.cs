using System.Globalization;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.IntegrationTests.Faults;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>A simulated Egnyte whose answers are changed on their way, and the real host, with a tenant for each case.</summary>
internal sealed partial class HostileEgnyte : IAsyncDisposable
{
    private readonly EgnyteSimulator _simulator;
    private readonly ScimProxyApplication _proxy;
    private readonly IReadOnlyList<ScimOperation> _operations;
    private readonly IReadOnlyList<HostileHandler> _handlers;
    private (string Name, string Id)[] _ids = [];
    private (string Name, string Id)[] _created = [];

    private HostileEgnyte(
        EgnyteSimulator simulator, ScimProxyApplication proxy, IReadOnlyList<ScimOperation> operations, IReadOnlyList<HostileHandler> handlers) =>
        (_simulator, _proxy, _operations, _handlers) = (simulator, proxy, operations, handlers);

    /// <param name="operations">The operation of each case. Each has two tenants: one for the true answer, one for the changed one.</param>
    public static async Task<HostileEgnyte> StartAsync(IReadOnlyList<ScimOperation> operations)
    {
        var time = new HurriedTime();
        var simulator = await EgnyteSimulator.StartAsync(
            new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = 100_000_000, Time = time }, TestContext.Current.CancellationToken);
        var handlers = operations.Select(_ => new HostileHandler(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }))
            .ToList();
        var unnamed = FaultyEgnyte.MappingOf(operations[0], simulator.Address);
        var tenants = operations.SelectMany((operation, number) =>
        {
            var mapping = FaultyEgnyte.MappingOf(operation, simulator.Address);
            return new[]
            {
                FaultyEgnyte.TenantOf(Tenant(number, isTrue: true), mapping, simulator.Address, time, null),
                FaultyEgnyte.TenantOf(Tenant(number, isTrue: false), mapping, simulator.Address, time, handlers[number]),
            };
        }).Append(FaultyEgnyte.TenantOf(TenantDirectory.DefaultName, unnamed, simulator.Address, time, null));
        var proxy = await ScimProxyApplication.StartAsync(
            simulator.Address, time: time, services: services => services.AddSingleton(_ => new TenantDirectory(tenants)));
        return new HostileEgnyte(simulator, proxy, operations, handlers);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    /// <summary>Runs one case and says what is wrong with it, or null.</summary>
    public async Task<string?> RunAsync(int number, int seed)
    {
        var random = new Random(seed);
        var operation = _operations[number];
        var isOkta = random.Next(2) == 0;
        await BeginAsync(number, isTrue: true);
        var before = KnownStates.Of(_simulator.Domain);
        var truth = WithNames(await SendAsync(operation, number, isTrue: true, isOkta));
        var states = new KnownStates(before, KnownStates.Of(_simulator.Domain));

        await BeginAsync(number, isTrue: false);
        var (line, body) = (WithIds(operation.Request), operation.Body is null ? "" : WithIds(operation.Body));
        var named = _ids.Where(id => line.Contains(id.Id, StringComparison.Ordinal) || body.Contains(id.Id, StringComparison.Ordinal))
            .Select(id => id.Id)
            .ToHashSet(StringComparer.Ordinal);
        var handler = _handlers[number];
        handler.Begin(
            random,
            random.Next(operation.Calls.Length + 1) % operation.Calls.Length,
            random.Next(4) == 0,
            [.. _ids.Select(id => id.Id).Where(id => !named.Contains(id))]);
        var answer = await SendAsync(operation, number, isTrue: false, isOkta);
        named.UnionWith(OfTheRequest());
        var verdict = new HostileVerdict(operation, truth, WithNames(answer), handler.Calls, named, states.Find(_simulator.Domain));
        var mistakes = verdict.Mistakes().ToList();
        return mistakes.Count == 0
            ? null
            : $"{AdversaryBudget.SeedVariable}={seed} {operation}: {string.Join("; ", mistakes)}\n  calls: "
                + $"{string.Join("\n         ", handler.Calls)}\n  answer: {answer.Status} {answer.Text}\n  log: {LogOf()}";

        string LogOf() => string.Join(" | ", _proxy.Logs.Lines.Where(log => log.Exception is not null).Select(log => log.Exception).TakeLast(1));
    }

    /// <summary>A line of the log that breaks it, turns it around or is no text of ours; null where there is none.</summary>
    public string? UncleanLog() => _proxy.Logs.Lines.Select(line => line.Text).FirstOrDefault(text => text.Length > 2000 || Unclean.IsMatch(text));

    // What the request names by its name only: what it creates, and the token's owner.
    private IEnumerable<string> OfTheRequest() => Made().Select(made => made.Id).Append(_ids.First(id => id.Name == "{alba}").Id);

    private static string Tenant(int number, bool isTrue) => $"{(isTrue ? "true" : "false")}-{number}";

    private async Task BeginAsync(int number, bool isTrue)
    {
        _simulator.Reset();
        _ids =
        [
            .. _simulator.Domain.AllUsers().Select(user => ($"{{{user.UserName.Split('.')[0]}}}", $"{user.Id}")),
            .. _simulator.Domain.AllGroups().Select(group => ($"{{{group.DisplayName.Split(' ')[0].ToLowerInvariant()}}}", group.Id)),
        ];
        var operation = _operations[number];
        operation.Given?.Invoke(_simulator.Domain);
        _created =
        [
            .. _simulator.Domain.AllUsers().SelectMany(user => new[] { user.CreatedDate, user.LastModificationDate }).OfType<DateTimeOffset>().Distinct()
                .Select(time => ("{created}", time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffK", CultureInfo.InvariantCulture))),
        ];
        using var first = new HttpRequestMessage(HttpMethod.Get, $"/{Tenant(number, isTrue)}/scim/v2/{WithIds(operation.ReadBefore ?? "Users?count=1")}");
        Assert.Equal(200, (await _proxy.Client.SendScimAsync(first)).Status);
    }

    private async Task<ScimAnswer> SendAsync(ScimOperation operation, int number, bool isTrue, bool isOkta)
    {
        var space = operation.Request.IndexOf(' ', StringComparison.Ordinal);
        using var request = new HttpRequestMessage(
            new HttpMethod(operation.Request[..space]), $"/{Tenant(number, isTrue)}/scim/v2/{WithIds(operation.Request[(space + 1)..])}");
        request.Headers.TryAddWithoutValidation("User-Agent", isOkta ? ScimProxyApplication.Okta : "Hostile/1.0");
        request.Content = operation.Body is { } body ? new StringContent(WithIds(body), System.Text.Encoding.UTF8, "application/scim+json") : null;
        var answer = await _proxy.Client.SendScimAsync(request);
        return operation.IsBulk && answer.Status == 200 ? FaultyEgnyte.OfItsOneOperation(answer) : answer;
    }

    // Ids of groups are new after each reset, the people are created at its time, and each tenant has a base URL of its own.
    private ScimAnswer WithNames(ScimAnswer answer) => answer with
    {
        Text = BaseUrl.Replace(
            _ids.Concat(Made()).Concat(_created).Aggregate(answer.Text, (told, id) => told.Replace(id.Id, id.Name, StringComparison.Ordinal)), "/scim/v2/"),
    };

    private IEnumerable<(string Name, string Id)> Made()
    {
        if (_simulator.Domain.FindUser("jane.doe") is { } jane)
        {
            yield return ("{jane}", $"{jane.Id}");
        }

        if (_simulator.Domain.FindGroupByName("Legal") is { } legal)
        {
            yield return ("{legal}", legal.Id);
        }
    }

    [GeneratedRegex(@"[\p{Cc}\p{Cf}]")]
    private static partial Regex Unclean { get; }

    [GeneratedRegex("http://[^\"]*/scim/v2/")]
    private static partial Regex BaseUrl { get; }

    private string WithIds(string text) => _ids.Aggregate(text, (told, id) => told.Replace(id.Name, id.Id, StringComparison.Ordinal));
}
