using System.Text.Json;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.IntegrationTests.Documentation.Guides;

/// <summary>A row of a guide's table of errors: a request that the real host rejects, and what its text means to the administrator.</summary>
/// <param name="Table">The table on the page.</param>
/// <param name="Meaning">What the text means.</param>
/// <param name="Action">What the administrator does.</param>
/// <param name="Request">Method and path below the base URL; <c>{name}</c> is the id of a user or group.</param>
internal sealed partial record ErrorScene(string Table, string Meaning, string Action, string Request)
{
    public JsonElement? Body { get; init; }

    /// <summary>The value of the Authorization header.</summary>
    public string Authorization { get; init; } = $"Bearer {ScimProxyApplication.Token}";

    /// <summary>Settings of the tenant, by their keys in it.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>A call of the simulator's control API: what happens in Egnyte before the request.</summary>
    public string? Egnyte { get; init; }

    /// <summary>Bodies of users that the client creates after that.</summary>
    public IReadOnlyList<JsonElement> Created { get; init; } = [];

    /// <summary>The row: status and text as the client hears them, without what differs from request to request.</summary>
    public async Task<string[]> RunAsync(string profile, string userAgent)
    {
        await using var host = await GuideHost.StartAsync(profile, new HurriedTime(), Settings);
        if (Egnyte is not null)
        {
            using var control = new HttpClient { BaseAddress = host.Simulator.ControlAddress };
            using var done = await control.PostAsync(Egnyte, null, TestContext.Current.CancellationToken);
            Assert.True(done.IsSuccessStatusCode, Egnyte);
        }

        foreach (var user in Created)
        {
            Assert.Equal(201, (await host.Proxy.Client.SendScimAsync("POST", "Users", user.GetRawText())).Status);
        }

        using var client = host.Proxy.CreateClient(userAgent, token: null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Authorization);
        var request = host.WithIds(Request).Split(' ', 2);
        var answer = await client.SendScimAsync(request[0], request[1], Body is { } body ? host.WithIds(body.GetRawText()) : null);

        Assert.True(answer.Status >= 400, $"{Request}: {answer.Text}");
        return [$"{answer.Status}", Steady(answer.Json.GetProperty("detail").GetString()!), Meaning, Action];
    }

    private static string Steady(string detail) =>
        Markup().Replace(Id().Replace(RequestId().Replace(Seconds().Replace(detail, "in N s"), "(request ID)"), "ID"), @"\$0");

    [GeneratedRegex(@"in \d+ s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\(request [^)]+\)")]
    private static partial Regex RequestId();

    /// <summary>Of a user or a group.</summary>
    [GeneratedRegex(@"\b\d{11}\b|\b[0-9a-f]{8}-[0-9a-f-]{27}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"[|<*]")]
    private static partial Regex Markup();
}
