using System.Globalization;
using System.Text;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Odd requests put together by chance, the same ones each time: whatever is asked, the answer is SCIM and never an inner failure.</summary>
public sealed class OddRequestTests
{
    private const int RequestsOfASeed = 400;

    private static readonly int[] Doors = [200, 201, 204, 400, 404, 405];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"];
    private static readonly string[] OfCollections = ["GET", "POST", "POST"];
    private static readonly string[] OfResources = ["GET", "PUT", "PUT", "PATCH", "PATCH", "PATCH", "DELETE"];

    private static readonly string[] Paths =
        ["Users", "Users", "Users/{user}", "Users/{user}", "Users/{other}", "Users/1", "Users/%E2%82%AC", "Users/-", "Groups", "Groups/{group}", "Groups/{group}", "Groups/x", "Groups/%25", "Schemas", "ResourceTypes/User", "ServiceProviderConfig", "Users/", "a/b/c", "%7Btenant%7D"];

    private static readonly string[] Queries =
    [
        "", "", "", "count=-1", "count=0", "count=3&startIndex=2", "count=99999999999999999999", "startIndex=%00", "filter=", "filter=%20", "filter=%22", "filter=((((", "filter=not", "filter=a%20eq%20%22%5Cud800%22",
        "filter=userName%20eq%20%22%F0%9F%98%80%22", "filter=userName%20eq%20%22a%5C%22b%22", "filter=userName%20eq%20null", "filter=id%20eq%20%221%22", "filter=emails%5Btype%20eq%20%22work%22%5D.value%20eq%20%22x%22",
        "filter=userName%20eq%20%22a%22%20and%20active%20eq%20true", "filter=displayName%20co%20%22%22", "filter=displayName%20sw%20%22%25%22", "filter=displayName%20eq%20%22a%26count%3D1%22", "filter=%C3%28", "filter=userName%20eq%20%22%ED%A0%80%22",
        "attributes=", "attributes=,,,", "attributes=userName,emails.value,nothing.at.all", "attributes=%5B%5D", "attributes=urn:", "excludedAttributes=id,schemas,userName,meta", "attributes=id&excludedAttributes=meta", "sortBy=userName&sortOrder=up", "count=1&count=2", "filter=a&filter=b",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1.5e300", "123456789012345678901234567890", "\"\"", "\" \"", "\"Undefined\"", "\"a\"", "\"alba.acorn@example.com\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"@\"", "\"a@b@c\"", "\"admin\"", "\"standard\"", "\"sso\"",
        "[]", "{}", "[null]", "[[]]", "[{}]", "[{\"value\":null}]", "[{\"value\":\"{user}\"}]", "[{\"value\":{user}}]", "[{\"value\":\"{user}\",\"type\":\"Group\"}]", "{\"value\":\"x\"}", "[{\"primary\":\"True\",\"value\":\"odd@example.com\"}]", "{\"givenName\":1}", "{\"givenName\":{\"a\":[]}}", "{\"active\":false}", "\"members[value eq \\\"{user}\\\"]\"",
    ];

    private static readonly string[] Names =
        ["userName", "USERNAME", "name", "emails", "active", "userType", "externalId", "password", "groups", "id", "meta", "schemas", "displayName", "members", "name.givenName", "Operations", "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User", "urn:ietf:params:scim:schemas:core:2.0:User:userName", "", "$ref", "\\u0061ctive", "\\ud800", "\u20ac", "value"];

    private static readonly string[] PatchPaths =
    [
        "active", "name", "name.givenName", "emails", "emails[type eq \\\"work\\\"].value", "emails[primary eq true]", "emails[", "members", "members[value eq \\\"{user}\\\"]", "members[value eq \\\"{user}\\\"].display", "members[display co \\\"a\\\"]", "displayName", "id", "schemas", "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:role",
        "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User", "urn:x:y", "", " ", ".", "a.b.c.d", "userName", "password", "\\ud800", "userType", "externalId", "[value eq 1]", "groups",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    public async Task OddRequests_OfASeed_AreNeverAnInnerFailure(int seed)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var chance = new Chance(seed, egnyte);
        var statuses = new Dictionary<int, int>();
        for (var number = 1; number <= RequestsOfASeed; number++)
        {
            var path = chance.Of(Paths);
            var method = chance.MethodFor(path);
            var body = chance.BodyFor(method, path);
            path += $"?{chance.Of(Queries)}";
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(egnyte.Client.BaseAddress + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            request.Content = method is "GET" or "DELETE" ? null : new StringContent(body, Encoding.UTF8, "application/scim+json");

            var answer = await egnyte.Client.SendScimAsync(request);

            Assert.True(answer.Status < 500, $"Seed {seed}, request {number}: {method} {path} {body} was answered {answer.Status} {answer.Text}");
            if (answer.Status >= 400)
            {
                ScimShape.AssertError(answer, answer.Status, answer.Json.TryGetProperty("scimType", out var type) ? type.GetString() : null);
            }

            statuses[answer.Status] = statuses.GetValueOrDefault(answer.Status) + 1;
        }

        // Chance has met doors of every kind, or it proves nothing.
        Assert.All(Doors, status => Assert.True(statuses.ContainsKey(status), $"No answer {status} in {string.Join(", ", statuses)}"));
        Assert.Equal(200, (await egnyte.Client.GetScimAsync("Users")).Status);
    }

#pragma warning disable CA5394 // The same odd requests each time: nothing secret is made of them.
    private sealed class Chance(int seed, SimulatedEgnyte egnyte)
    {
        private readonly Random _random = new(seed);
        private int _names;

        public string Of(string[] choices) => choices[_random.Next(choices.Length)]
            .Replace("{user}", egnyte.Simulator.Domain.AllUsers()[0].Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{other}", egnyte.Simulator.Domain.AllUsers()[1].Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{group}", egnyte.Simulator.Domain.AllGroups() is [var group, ..] ? group.Id : "x", StringComparison.Ordinal);

        /// <summary>Mostly a method that the address has.</summary>
        public string MethodFor(string path) => Of(_random.Next(8) == 0 ? Methods : path.Contains('/', StringComparison.Ordinal) ? OfResources : OfCollections);

        /// <summary>Mostly a body that belongs to the request.</summary>
        public string BodyFor(string method, string path) => (_random.Next(6), method) switch
        {
            (0, _) => Of(Values),
            (1, _) => Object(),
            (_, "PATCH") => Patch(),
            _ when path.StartsWith("Groups", StringComparison.Ordinal) => $$"""{"displayName":"Odd {{++_names}}","members":{{Of(Values)}}}""",
            _ => $$"""{"userName":"odd.{{++_names}}","name":{"givenName":"Odd","familyName":"Person"},"emails":[{"value":"odd.{{_names}}@example.com"}],{{Member()}}}""",
        };

        private string Patch() =>
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{string.Join(',', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Operation()))}}]}""";

        private string Operation()
        {
            var path = _random.Next(3) == 0 ? "" : $"\"path\":\"{Of(PatchPaths)}\",";
            return $$"""{"op":"{{Of(["add", "Replace", "remove", "replace", "move"])}}",{{path}}"value":{{(_random.Next(3) == 0 ? Object() : Of(Values))}}}""";
        }

        private string Object() => $"{{{string.Join(',', Enumerable.Range(0, _random.Next(5)).Select(_ => Member()))}}}";

        private string Member() => $"\"{Of(Names)}\":{Of(Values)}";
    }
#pragma warning restore CA5394
}
