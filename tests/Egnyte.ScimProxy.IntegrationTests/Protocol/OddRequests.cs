using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

#pragma warning disable CA5394 // The same odd requests each time: nothing secret is made of them.

/// <summary>Requests put together by chance, of words that mean something here and of words that mean nothing anywhere.</summary>
internal sealed class OddRequests(int seed, SimulatedEgnyte egnyte)
{
    private static readonly string[] PreconditionHeaders = ["If-Match", "If-None-Match"];
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"];
    private static readonly string[] OfCollections = ["GET", "POST", "POST"];
    private static readonly string[] OfMe = ["GET", "GET", "PATCH", "PUT", "POST", "DELETE"];
    private static readonly string[] OfResources = ["GET", "PUT", "PUT", "PATCH", "PATCH", "PATCH", "DELETE"];

    private static readonly string[] Paths =
    [
        "Users", "Users", "Users/{user}", "Users/{user}", "Users/{other}", "Users/1", "Users/%E2%82%AC", "Users/-",
        "Groups", "Groups/{group}", "Groups/{group}", "Groups/x", "Groups/%25",
        "Schemas", "ResourceTypes/User", "ServiceProviderConfig", "Users/", "a/b/c", "%7Btenant%7D",
        ".search", ".search", "Users/.search", "Users/.search", "Groups/.search", "Groups/.search", "Bulk", "Bulk", "Bulk", "Me", "Me", "Me", "",
    ];

    private static readonly string[] Queries =
    [
        "", "", "", "count=-1", "count=0", "count=3&startIndex=2", "count=99999999999999999999", "startIndex=%00", "filter=", "filter=%20", "filter=%22",
        "filter=((((", "filter=not", "filter=a%20eq%20%22%5Cud800%22",
        "filter=userName%20eq%20%22%F0%9F%98%80%22", "filter=userName%20eq%20%22a%5C%22b%22", "filter=userName%20eq%20null", "filter=id%20eq%20%221%22",
        "filter=emails%5Btype%20eq%20%22work%22%5D.value%20eq%20%22x%22",
        "filter=userName%20eq%20%22a%22%20and%20active%20eq%20true", "filter=displayName%20co%20%22%22", "filter=displayName%20sw%20%22%25%22",
        "filter=displayName%20eq%20%22a%26count%3D1%22", "filter=%C3%28", "filter=userName%20eq%20%22%ED%A0%80%22",
        "attributes=", "attributes=,,,", "attributes=userName,emails.value,nothing.at.all", "attributes=%5B%5D", "attributes=urn:",
        "excludedAttributes=id,schemas,userName,meta", "attributes=id&excludedAttributes=meta", "sortBy=userName&sortOrder=up", "count=1&count=2",
        "filter=a&filter=b",
        "cursor=", "cursor=&count=2", "cursor={cursor}", "cursor={cursor}&count=2", "cursor=x", "cursor=%00", "cursor=AAAAAAAAAAAAAAAAAAAAAA",
        "cursor=&startIndex=2", "sortBy=displayName", "sortBy=userName&sortOrder=descending&count=2", "sortBy=", "sortBy=emails%5Btype",
        "sortBy=urn:x:y", "sortBy=name.familyName&cursor=",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1.5e300", "123456789012345678901234567890", "\"\"", "\" \"", "\"Undefined\"", "\"a\"",
        "\"alba.acorn@example.com\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"@\"", "\"a@b@c\"", "\"admin\"", "\"standard\"", "\"sso\"",
        "[]", "{}", "[null]", "[[]]", "[{}]", "[{\"value\":null}]", "[{\"value\":\"{user}\"}]", "[{\"value\":{user}}]",
        "[{\"value\":\"{user}\",\"type\":\"Group\"}]", "{\"value\":\"x\"}", "[{\"primary\":\"True\",\"value\":\"odd@example.com\"}]",
        "{\"givenName\":1}", "{\"givenName\":{\"a\":[]}}", "{\"active\":false}", "\"members[value eq \\\"{user}\\\"]\"",
    ];

    private static readonly string[] Names =
        [
            "userName", "USERNAME", "name", "emails", "active", "userType", "externalId", "password", "groups", "id", "meta", "schemas", "displayName",
            "members", "name.givenName", "Operations", "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User",
            "urn:ietf:params:scim:schemas:core:2.0:User:userName", "", "$ref", "\\u0061ctive", "\\ud800", "\u20ac", "value",
        ];

    // What a search says: names of its own, and values that belong to some of them.
    private static readonly string[] SearchMembers =
    [
        "\"filter\":\"userName sw \\\"a\\\"\"", "\"filter\":\"displayName pr\"", "\"filter\":\"id eq \\\"{user}\\\"\"", "\"filter\":\"((\"",
        "\"filter\":\"meta.resourceType eq \\\"User\\\"\"", "\"count\":2", "\"count\":\"2\"", "\"count\":-1", "\"count\":1e99", "\"startIndex\":2",
        "\"startIndex\":null",
        "\"cursor\":\"\"", "\"cursor\":\"{cursor}\"", "\"cursor\":7", "\"sortBy\":\"userName\"", "\"sortBy\":\"meta.created\"", "\"sortBy\":\"[\"",
        "\"sortOrder\":\"descending\"", "\"sortOrder\":{}", "\"attributes\":[\"userName\"]", "\"attributes\":[1]",
        "\"excludedAttributes\":[\"members\"]", "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"]", "\"schemas\":[]",
    ];

    private static readonly string[] BulkPaths =
    [
        "/Users", "/Users", "/Groups", "/Users/{user}", "/Users/{other}", "/Groups/{group}", "/Users/bulkId:a", "/Groups/bulkId:b", "/Me", "/Bulk",
        "/Users/.search", "Users", "/", "", "//", "/Users/{user}/x", "/Schemas", "\\ud800",
    ];
    private static readonly string[] BulkIds = ["a", "b", "c", "d", "", "bulkId:a", "\\u0000"];
    private static readonly string[] Versions = ["{version}", "{version}", "*", "W/\"x\"", "\"x\"", "x", "W/", "\"", ", ,", "{version}, \"x\""];

    private static readonly string[] PatchPaths =
    [
        "active", "name", "name.givenName", "emails", "emails[type eq \\\"work\\\"].value", "emails[primary eq true]", "emails[", "members",
        "members[value eq \\\"{user}\\\"]", "members[value eq \\\"{user}\\\"].display", "members[display co \\\"a\\\"]", "displayName", "id", "schemas",
        "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:role",
        "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User", "urn:x:y", "", " ", ".", "a.b.c.d", "userName", "password", "\\ud800", "userType",
        "externalId", "[value eq 1]", "groups",
    ];

    private static readonly string[] Parameters = ["filter", "count", "startIndex", "cursor", "attributes", "excludedAttributes", "sortBy", "sortOrder", "x"];

    private readonly Random _random = new(seed);

    // Of its own, so that what else is asked stays the same.
    private readonly Random _tampering = new(seed + 1);
    private int _names;
    private string _cursor = "x";
    private string _version = "x";
    private string? _versioned;

    public static IEnumerable<string> Doors => Paths.Distinct();

    /// <summary>The next request, and the address as it stands in the list of addresses.</summary>
    public (HttpRequestMessage Request, string Door, string Body) Next()
    {
        var door = Paths[_random.Next(Paths.Length)];
        var method = MethodFor(door);
        var body = BodyFor(method, door);
        // What was read with a version is asked for again by it, now and then.
        var again = _versioned is not null && _random.Next(20) == 0;
        (door, method) = again ? (_versioned!, "GET") : (door, method);
        var address = $"{egnyte.Client.BaseAddress}{Filled(door)}?{(again ? "" : Tampered(Of(Queries)))}";
        var request = new HttpRequestMessage(
            new HttpMethod(method), new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Content = method is "GET" or "DELETE" ? null : new StringContent(body, Encoding.UTF8, "application/scim+json"),
        };
        if (again)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", _version);
            return (request, door, body);
        }

        foreach (var header in PreconditionHeaders.Where(_ => _random.Next(8) == 0))
        {
            request.Headers.TryAddWithoutValidation(header, Of(Versions));
        }

        return (request, door, body);
    }

    /// <summary>Later requests speak of what an answer gave out.</summary>
    public void Hear(string door, ScimAnswer answer)
    {
        if (answer.Headers.ETag is { } version && answer.Status == 200)
        {
            (_version, _versioned) = (version.ToString(), door);
        }

        _cursor = answer.Status == 200 && answer.Json.ValueKind is JsonValueKind.Object && answer.Json.TryGetProperty("nextCursor", out var next)
            ? next.GetString()!
            : _cursor;
    }

    /// <summary>Now and then a parameter more, of any bytes or of the alphabet of cursors.</summary>
    private string Tampered(string query)
    {
        if (_tampering.Next(6) > 0)
        {
            return query;
        }

        var bytes = new byte[_tampering.Next(28)];
        _tampering.NextBytes(bytes);
        var value = _tampering.Next(2) == 0
            ? string.Concat(bytes.Select(code => $"%{code:x2}"))
            : string.Concat(Enumerable.Repeat(0, 27).Select(_ => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[_tampering.Next(64)]));
        return $"{query}&{Parameters[_tampering.Next(Parameters.Length)]}={value}";
    }

    private string Of(string[] choices) => Filled(choices[_random.Next(choices.Length)]);

    private string Filled(string text) => text
        .Replace("{user}", egnyte.Simulator.Domain.AllUsers()[0].Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{other}", egnyte.Simulator.Domain.AllUsers()[1].Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{group}", egnyte.Simulator.Domain.AllGroups() is [var group, ..] ? group.Id : "x", StringComparison.Ordinal)
        .Replace("{cursor}", _cursor, StringComparison.Ordinal)
        .Replace("{version}", _version, StringComparison.Ordinal);

    /// <summary>Mostly a method that the address has.</summary>
    private string MethodFor(string door) => _random.Next(8) == 0 ? Of(Methods) : door switch
    {
        "" => "GET",
        "Bulk" => "POST",
        "Me" => Of(OfMe),
        _ when door.EndsWith(".search", StringComparison.Ordinal) => "POST",
        _ => Of(door.Contains('/', StringComparison.Ordinal) ? OfResources : OfCollections),
    };

    /// <summary>Mostly a body that belongs to the request.</summary>
    private string BodyFor(string method, string door) => (_random.Next(6), method) switch
    {
        (0, _) => Of(Values),
        (1, _) => Object(),
        (_, "PATCH") => Patch(),
        _ when door == "Bulk" => Bulk(),
        _ when door.EndsWith(".search", StringComparison.Ordinal) => $"{{{Many(0, 5, () => Of(SearchMembers))}}}",
        _ when door.StartsWith("Groups", StringComparison.Ordinal) => Group(Of(Values)),
        _ => Person(),
    };

    private string Person() =>
        $$"""{"userName":"odd.{{++_names}}","name":{"givenName":"Odd","familyName":"Person"},"emails":[{"value":"odd.{{_names}}@example.com"}],{{Member()}}}""";

    private string Group(string members) => $$"""{"displayName":"Odd {{++_names}}","members":{{members}}}""";

    private string Bulk()
    {
        var failOnErrors = _random.Next(3) == 0 ? $"\"failOnErrors\":{Of(["1", "2", "0", "-1", "null", "\"1\"", "1e9"])}," : "";
        return $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],{{failOnErrors}}"Operations":[{{Many(1, 6, BulkOperation)}}]}""";
    }

    private string BulkOperation()
    {
        if (_random.Next(12) == 0)
        {
            return _random.Next(2) == 0 ? Object() : Of(Values);
        }

        if (_random.Next(3) == 0)
        {
            return _random.Next(2) == 0
                ? $$"""
                {"method":"POST","path":"/Users","bulkId":"{{Of(BulkIds)}}{{_names}}",
                 "data":{"userName":"bulk.{{++_names}}","name":{"givenName":"Odd","familyName":"Person"},
                   "emails":[{"value":"bulk.{{_names}}@example.com"}] } }
                """
                : $$"""{"method":"POST","path":"/Groups","bulkId":"{{Of(BulkIds)}}{{_names}}","data":{{Group("[]")}}}""";
        }

        var method = Of(["POST", "POST", "PUT", "PATCH", "DELETE", "GET", "post", ""]);
        var path = Of(BulkPaths);
        var bulkId = _random.Next(4) == 0 ? "" : $"\"bulkId\":\"{Of(BulkIds)}\",";
        var version = _random.Next(5) == 0 ? $"\"version\":{JsonSerializer.Serialize(Of(Versions))}," : "";
        var content = _random.Next(6) switch
        {
            0 => Of(Values),
            1 or 2 => Group($"[{{\"value\":\"bulkId:{Of(BulkIds)}\"}}]"),
            _ when method == "PATCH" => Patch(),
            _ => Person(),
        };
        return $$"""{"method":"{{method}}","path":"{{path}}",{{bulkId}}{{version}}"data":{{content}}}""";
    }

    private string Patch() =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{Many(1, 4, Operation)}}]}""";

    private string Operation()
    {
        var path = _random.Next(3) == 0 ? "" : $"\"path\":\"{Of(PatchPaths)}\",";
        return $$"""{"op":"{{Of(["add", "Replace", "remove", "replace", "move"])}}",{{path}}"value":{{(_random.Next(3) == 0 ? Object() : Of(Values))}}}""";
    }

    private string Object() => $"{{{Many(0, 5, Member)}}}";

    private string Many(int least, int below, Func<string> one) => string.Join(',', Enumerable.Range(0, _random.Next(least, below)).Select(_ => one()));

    private string Member() => $"\"{Of(Names)}\":{Of(Values)}";
}
