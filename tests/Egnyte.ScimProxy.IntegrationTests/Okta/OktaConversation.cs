using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Okta;

/// <summary>One request of the file, how it was answered, what Egnyte was asked, and Egnyte as it was afterwards.</summary>
public sealed record OktaExchange(
    string Name, IReadOnlyList<int> Expected, ScimAnswer Answer, IReadOnlyList<SimulatedCall> EgnyteCalls, IReadOnlyList<SimulatedUser> Users,
    IReadOnlyList<SimulatedGroup> Groups)
{
    /// <summary>The accounts that the requests create, by Egnyte's name.</summary>
    public SimulatedUser? User(string userName) => Users.FirstOrDefault(user => user.UserName == userName);

    public SimulatedGroup? Group(string displayName) => Groups.FirstOrDefault(group => group.DisplayName == displayName);
}

/// <summary>
/// The requests of okta-requests.json, sent once, in the order of the file, to one host: each as the file has it, with its placeholders
/// filled.
/// </summary>
public abstract partial class OktaConversation(string userNameFormat) : IAsyncLifetime
{
    public const string UserName = "test.user@okta.test";
    public const string UserName2 = "test.joiner@okta.test";
    public const string GroupName = "Okta Engineering";

    /// <summary>The name from the request "rename" on.</summary>
    public const string NewGroupName = "Okta R&D \"East\"";

    private readonly Dictionary<string, string> _placeholders = new()
    {
        ["userName"] = UserName,
        ["userName2"] = UserName2,
        ["groupName"] = GroupName,
        ["groupName2"] = "Okta Empty Group",
    };

    private readonly List<OktaExchange> _exchanges = [];

    public string UserNameFormat { get; } = userNameFormat;

    public string BaseUrl { get; private set; } = "";

    public IReadOnlyList<OktaExchange> Exchanges => _exchanges;

    public OktaExchange this[string name] => Exchanges.Single(exchange => exchange.Name == name);

    public string IdOf(string placeholder) => _placeholders[placeholder];

    public async ValueTask InitializeAsync()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: new KeyValuePair<string, string?>("ScimProxy:Tenants:default:UserNameFormat", UserNameFormat));
        using var client = new HttpClient();
        BaseUrl = egnyte.Client.BaseAddress!.ToString().TrimEnd('/');
        foreach (var entry in ReadRequests())
        {
            var name = entry.GetProperty("name").GetString()!;
            if (name == "rename")
            {
                _placeholders["groupName"] = NewGroupName;
            }

            egnyte.Simulator.Calls.Clear();
            using var request = ToRequest(entry);
            var answer = await client.SendScimAsync(request);
            var expected = entry.GetProperty("expect").EnumerateArray().Select(status => status.GetInt32()).ToList();
            _exchanges.Add(
                new OktaExchange(
                    name, expected, answer, egnyte.Simulator.Calls.Snapshot(), egnyte.Simulator.Domain.AllUsers(), egnyte.Simulator.Domain.AllGroups()));
            Learn(name, answer);
        }
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    public static IReadOnlyList<JsonElement> ReadRequests()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Okta", "okta-requests.json")));
        return [.. file.RootElement.EnumerateArray().Select(entry => entry.Clone())];
    }

    // Okta stores the id of each answer to a create. An id that is not there makes every later request fail by its own name.
    private void Learn(string name, ScimAnswer answer)
    {
        var placeholder = name switch
        {
            "create, full" => "userId",
            "create, minimal mapping, email without type" => "userId2",
            "group create with members" => "groupId",
            _ => null,
        };
        if (placeholder is not null)
        {
            _placeholders[placeholder] = answer.Status is 201 ? answer.Id : $"no-id-of-{placeholder}";
        }
    }

    private HttpRequestMessage ToRequest(JsonElement entry)
    {
        var body = entry.GetProperty("body");
        var request = new HttpRequestMessage(
            new HttpMethod(entry.GetProperty("method").GetString()!), BaseUrl + Fill(entry.GetProperty("path").GetString()!, Uri.EscapeDataString))
        {
            Content = body.ValueKind is JsonValueKind.Null
                ? null
                : new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(body.GetRawText(), text => JsonEncodedText.Encode(text).Value))),
        };
        foreach (var header in entry.GetProperty("headers").EnumerateObject())
        {
            Assert.True(
                request.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString())
                    || request.Content?.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString()) is true,
                header.Name);
        }

        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {ScimProxyApplication.Token}");
        return request;
    }

    private string Fill(string text, Func<string, string> escape) => Placeholder().Replace(text, match => escape(_placeholders[match.Groups[1].Value]));

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}

public sealed class PrefixConversation() : OktaConversation("prefix");

public sealed class EmailConversation() : OktaConversation("email");
