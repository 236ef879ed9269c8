using System.Net.Http.Headers;
using System.Text;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Tests.Simulator;

/// <summary>A simulator of its own for every test, on free ports, asked over real HTTP; the clock stands still unless a test moves it.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    protected const string Users = "/pubapi/v2/users";
    protected const string Groups = "/pubapi/v2/groups";

    private readonly HttpClient _client = new();

    protected WatchedTime Time { get; } = new();

    protected EgnyteSimulator Simulator { get; private set; } = null!;

    protected SimulatedDomain Domain => Simulator.Domain;

    /// <summary>The token that calls carry; null for none.</summary>
    protected string? Token { get; set; } = "egnyte-demo-token";

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Simulator = await EgnyteSimulator.StartAsync(Options(), Cancelled);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client.Dispose();
        await Simulator.DisposeAsync();
    }

    protected virtual SimulatorOptions Options() => new() { Time = Time, CallsPerSecond = 10_000, CallsPerDay = 100_000, Tokens = ["second-token"] };

    protected Task<Reply> GetAsync(string path) => SendAsync("GET", path);

    protected Task<Reply> SendAsync(string method, string path, string? json = null) => SendTo(Simulator.Address, method, path, json, Cancelled);

    /// <summary>For a caller who gives up before the test does.</summary>
    protected Task<Reply> SendWhileAsync(string method, string path, string? json, CancellationToken patience) =>
        SendTo(Simulator.Address, method, path, json, patience);

    protected Task<Reply> ControlAsync(string method, string path, string? json = null) => SendTo(Simulator.ControlAddress, method, path, json, Cancelled);

    /// <summary>A user that the API takes, with what the test changes of it.</summary>
    protected static string NewUser(string userName = "jane.doe", string email = "jane.doe@example.com", string more = "") =>
        $$"""
        {"userName":"{{userName}}","email":"{{email}}","name":{"givenName":"Jane","familyName":"Doe"},
         "authType":"egnyte","userType":"power"{{more}}}
        """;

    protected SimulatedUser AddUser(string userName = "jane.doe") => Domain.AddUser(Person(userName));

    protected static SimulatedUser Person(string userName) => new()
    {
        UserName = userName,
        Email = $"{userName}@example.com",
        GivenName = "Jane",
        FamilyName = "Doe",
    };

    private async Task<Reply> SendTo(Uri address, string method, string path, string? json, CancellationToken patience)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, path));
        request.Headers.Authorization = Token is null ? null : new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.Add("X-Egnyte-Request-Id", "test-request");
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request, patience);
        return new Reply(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(Cancelled),
            response.Headers.Concat(response.Content.Headers).ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }
}
