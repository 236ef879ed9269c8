using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>Speaks SCIM for a sequence. It knows the id of nothing but what it was told of.</summary>
internal sealed class SequenceClient(HttpClient client, string tenant, string userAgent, Action begin)
{
    private const string PatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>Every request and its answer.</summary>
    public List<string> Told { get; } = [];

    public bool IsOkta => userAgent == ScimProxyApplication.Okta;

    public bool Knows(string key) => _ids.ContainsKey(key);

    public static object PersonBody(string userName, EgnyteState.Person person) => new
    {
        userName = $"{userName}@example.com",
        externalId = $"hr-{userName}",
        name = new { givenName = "Jane", familyName = person.FamilyName },
        emails = new[] { new { value = $"{userName}@example.com", primary = true, type = "work" } },
        active = person.Active,
    };

    public object GroupBody(EgnyteState.Group group) => new { displayName = group.Name, members = Members(group.Members) };

    public object[] Members(IEnumerable<string> userNames) => [.. userNames.Select(userName => new { value = _ids[userName] })];

    public string MemberPath(string userName) => $"members[value eq \"{_ids[userName]}\"]";

    public static object Patch(params object[] operations) => new { schemas = new[] { PatchOp }, Operations = operations };

    public async Task<ScimAnswer> CreateAsync(string key, string resources, object body)
    {
        var answer = await SendAsync("POST", resources, body);
        if (answer.Status == 201)
        {
            _ids[key] = answer.Id;
        }

        return answer;
    }

    public Task<ScimAnswer> ChangeAsync(string method, string key, string resources, object? body) => SendAsync(method, $"{resources}/{_ids[key]}", body);

    public Task<ScimAnswer> ReadAsync(string key, string resources) => SendAsync("GET", $"{resources}/{_ids[key]}", null);

    public Task<ScimAnswer> ListAsync(string resources) => SendAsync("GET", resources, null);

    /// <summary>Looks for the name; creates what is not there, replaces what is. An answer that says neither is the answer.</summary>
    public async Task<ScimAnswer> LookThenWriteAsync(string key, string resources, string filter, object body)
    {
        var found = await SendAsync("GET", $"{resources}?filter={Uri.EscapeDataString(filter)}", null);
        if (found.Status != 200)
        {
            return found;
        }

        if (found.Json.GetProperty("totalResults").GetInt32() == 0)
        {
            return await CreateAsync(key, resources, body);
        }

        _ids[key] = found.Json.GetProperty("Resources")[0].GetProperty("id").GetString()!;
        return await ChangeAsync("PUT", key, resources, body);
    }

    /// <summary>Reads what is there, then does the same again.</summary>
    public async Task<ScimAnswer> ReadThenAsync(string key, string resources, Func<Task<ScimAnswer>> send)
    {
        var read = await ReadAsync(key, resources);
        return read.Status == 200 ? await send() : read;
    }

    private async Task<ScimAnswer> SendAsync(string method, string path, object? body)
    {
        begin();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/{tenant}/scim/v2/{path}");
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        var json = body is null ? null : JsonSerializer.Serialize(body);
        if (json is not null)
        {
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/scim+json");
        }

        var answer = await client.SendScimAsync(request);
        Told.Add($"  {method} {Uri.UnescapeDataString(path)} {json} -> {answer.Status} {(answer.Status < 300 ? "" : answer.Text)}");
        return answer;
    }
}
