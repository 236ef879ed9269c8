using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

/// <summary>Makes the SCIM call of a <see cref="Cost"/> against the real host and compares every call that Egnyte saw.</summary>
public abstract class CostTests
{
    private const string Api = "/pubapi/v2/";

    protected static TheoryData<string> Cases(IEnumerable<Cost> table) => [.. table.Select(cost => cost.Case)];

    protected static async Task HoldAsync(IEnumerable<Cost> table, string name)
    {
        var cost = table.Single(row => row.Case == name);
        SimulatedEgnyte.Needs(NeedsOf(cost), "the budget is for an Egnyte of this kind.");
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: [.. cost.Settings.Select(Setting)]);
        cost.Given?.Invoke(egnyte.Simulator);
        var ids = IdsOf(egnyte.Simulator);
        foreach (var earlier in cost.Earlier)
        {
            var (line, body) = earlier.IndexOf('\n') is var end and >= 0 ? (earlier[..end], earlier[(end + 1)..]) : (earlier, null);
            using var prepared = await SendAsync(egnyte, WithIds(line, ids), WithIds(body, ids), cost.EarlierToken);
            Assert.True(prepared.IsSuccessStatusCode, $"{earlier}: {prepared.StatusCode}");
        }

        egnyte.Simulator.Calls.Clear();
        using var answer = await SendAsync(egnyte, WithIds(cost.Request, ids), WithIds(cost.Body, ids), cost.Token);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(cost.Status == (int)answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        Assert.Contains(WithIds(cost.Says, ids), text, StringComparison.Ordinal);
        var calls = Caches.Counted(WithoutConfirmation(egnyte.Simulator.Calls.Snapshot())).Select(Told).ToList();
        var expected = CallsOf(cost).Where(call => !Caches.AreOff || !IsReadOfOne(call)).Select(call => WithIds(call, ids)).ToList();
        if (cost.InAnyOrder && calls.Count > 0)
        {
            calls = [.. calls[..1], .. calls[1..].Order(StringComparer.Ordinal)];
            expected = [.. expected[..1], .. expected[1..].Order(StringComparer.Ordinal)];
        }

        Assert.Equal(expected, calls);
    }

    internal static string Told(SimulatedCall call) =>
        $"{call.Method} {call.Path.Replace(Api, "", StringComparison.Ordinal)}{Uri.UnescapeDataString(call.Query.Replace('+', ' '))}"
        + $"{(call.RequestBody is { Length: > 0 } body ? $" {body}" : "")}";

    /// <summary>
    /// Where the dialect has another form than Egnyte's documentation, each 404 costs one row of its collection
    /// (<see cref="ForeignNotFoundTests"/>).
    /// </summary>
    private static IReadOnlyList<SimulatedCall> WithoutConfirmation(IReadOnlyList<SimulatedCall> calls) =>
        SimulatedEgnyte.Dialect.Errors is ErrorShape.Usual or ErrorShape.Scim
        ? calls
        : [.. calls.Where((call, i) => i == 0 || calls[i - 1].Status != 404 || call.Query != "?startIndex=1&count=1")];

    /// <summary>An answer without members does not prove which members the group has (behaviour.md §1.1): one call more reads it.</summary>
    private static string[] CallsOf(Cost cost) =>
        cost.Row is BudgetRow.ReplaceMembers && SimulatedEgnyte.Dialect.ShortGroupAnswers ? [.. cost.Calls, "GET groups/{engineering}"] : cost.Calls;

    // As the table writes them: GET users/{alba}.
    private static bool IsReadOfOne(string call) =>
        call.StartsWith("GET users/", StringComparison.Ordinal) || call.StartsWith("GET groups/", StringComparison.Ordinal);

    /// <summary>A group that was replaced instead of changed is repaired; one answered without members, or refused without a clear status, is read.</summary>
    private static string NeedsOf(Cost cost) => cost switch
    {
        { Row: BudgetRow.PatchGroup, Status: 409 } => $"groupPatch=delta groupAnswer=whole duplicate=409 {cost.Needs}",
        { Row: BudgetRow.PatchGroup or BudgetRow.PutGroup } => $"groupPatch=delta groupAnswer=whole {cost.Needs}",
        _ => cost.Needs,
    };

    private static List<(string Name, string Id)> IdsOf(EgnyteSimulator simulator) =>
    [
        .. simulator.Domain.AllUsers().Select(user => ($"{{{user.UserName.Split('.')[0]}}}", $"{user.Id}")),
        .. simulator.Domain.AllGroups().Select(group => ($"{{{group.DisplayName.Split(' ')[0]}}}", group.Id)),
    ];

    [return: NotNullIfNotNull(nameof(text))]
    private static string? WithIds(string? text, List<(string Name, string Id)> ids) =>
        text is null ? null : ids.Aggregate(text, (told, entry) => told.Replace(entry.Name, entry.Id, StringComparison.OrdinalIgnoreCase));

    private static async Task<HttpResponseMessage> SendAsync(SimulatedEgnyte egnyte, string line, string? body, string token)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(line[..space]), line[(space + 1)..]);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/scim+json");
        }

        return await egnyte.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static KeyValuePair<string, string?> Setting(string setting) =>
        new($"ScimProxy:Tenants:default:{setting[..setting.IndexOf('=')]}", setting[(setting.IndexOf('=') + 1)..]);
}
