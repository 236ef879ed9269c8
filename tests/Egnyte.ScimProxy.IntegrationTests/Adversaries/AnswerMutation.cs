using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>One thing that is changed in a true answer of Egnyte.</summary>
/// <param name="Name">What is changed, for a reader of a failure.</param>
/// <param name="Status">The status of the changed answer.</param>
/// <param name="Body">The body of the changed answer.</param>
internal sealed record AnswerMutation(string Name, int Status, byte[] Body)
{
    /// <summary>Content-Encoding, or null.</summary>
    public string? Coding { get; init; }

    /// <summary>Whether the answer still has a documented form and only says something else: then the proxy cannot see it.</summary>
    public bool IsPlausible { get; init; }

    private static readonly int[] Statuses = [200, 201, 202, 204, 206, 302, 400, 401, 403, 404, 404, 404, 405, 408, 409, 418, 429, 500, 503];

    private static readonly string[] Bodies =
    [
        "", " ", "null", "[]", "{}", "\"text\"", "0", "<html><h1>Not Found</h1></html>", "<?xml version=\"1.0\"?><e/>", "plain text",
        """{"Errors":[{"description":"User 1 not found.","code":"404"}]}""",
        """{"fault":{"faultstring":"Rate limit quota violation","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}}""",
        """{"message":"no Route matched with those values"}""",
        """{"timestamp":"2026-11-30T12:00:00Z","status":404,"error":"Not Found","path":"/"}""",
        """{"inputErrors":{"userName":[{"code":"X","msg":"Invalid"}]}}""",
        """{"errors":[null,1,{"msg":null}]}""", """{"inputErrors":[],"formErrors":{}}""", """{"Errors":"text"}""", """{"message":{"a":[1]}}""",
        "{\"message\":\"\\ud800\"}", "{\"\\udc00\":1}", "{\"code\":\"\\ud800\",\"message\":\"x\"}", """{"status":"maintenance"}""", """{"id":1,"id":2}""",
    ];

    /// <summary>Changes one thing, which may be the id to that of another resource; the same for the same random numbers.</summary>
    public static AnswerMutation Of(HttpStatusCode status, byte[] body, IReadOnlyList<string> otherIds, Random random)
    {
        var json = TryParse(body);
        return random.Next(10) switch
        {
            0 or 1 => OfStatus(status, body, random),
            2 => OfBytes((int)status, body, random),
            3 when json?.ContainsKey("id") is true => OfId((int)status, json, otherIds, random),
            _ when json is not null => OfJson((int)status, json, random),
            _ => OfStatus(status, body, random),
        };
    }

    private static AnswerMutation OfStatus(HttpStatusCode status, byte[] body, Random random)
    {
        var other = random.Next(3) == 0 ? (int)status : Statuses[random.Next(Statuses.Length)];
        var text = Bodies[random.Next(Bodies.Length)];
        return random.Next(3) == 0 && other != (int)status
            ? new($"status {other} with the true body", other, body)
            : new($"status {other} with {(text.Length == 0 ? "no body" : text)}", other, Encoding.UTF8.GetBytes(text));
    }

    private static AnswerMutation OfBytes(int status, byte[] body, Random random)
    {
        var place = body.Length == 0 ? 0 : random.Next(body.Length);
        switch (random.Next(6))
        {
            case 0: return new($"cut at {place}", status, body[..place]);
            case 1: return new("as UTF-16", status, Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)));
            case 2: return new("gzip that nobody announced", status, Gzip(body));
            case 3: return new("gzip that was not undone", status, Gzip(body)) { Coding = "gzip" };
            case 4: return new($"a Latin-1 byte at {place}", status, [.. body[..place], 0xE9, .. body[place..]]);
            default:
                var quote = Encoding.UTF8.GetString(body).IndexOf(":\"", place % Math.Max(1, body.Length), StringComparison.Ordinal);
                return quote < 0 ? new("cut to nothing", status, []) : new($"a lone surrogate at {quote}", status, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Insert(quote + 2, "\\ud800")));
        }
    }

    private static AnswerMutation OfId(int status, JsonObject whole, IReadOnlyList<string> otherIds, Random random)
    {
        var other = otherIds[random.Next(otherIds.Count)];
        whole["id"] = long.TryParse(other, out var number) ? number : JsonValue.Create(other);
        return new($"id {other}", status, Bytes(whole));
    }

    private static AnswerMutation OfJson(int status, JsonNode json, Random random)
    {
        var holders = Holders(json).ToList();
        var holder = holders[random.Next(holders.Count)];
        return holder is JsonArray rows ? OfRows(status, json, rows, random) : OfField(status, json, (JsonObject)holder, random);
    }

    private static AnswerMutation OfRows(int status, JsonNode json, JsonArray rows, Random random)
    {
        var row = random.Next(rows.Count);
        var isList = json["totalResults"] is not null && rows.Parent == json;
        switch (random.Next(4))
        {
            case 0: rows.RemoveAt(row); return new($"{rows.GetPath()} without row {row}", status, Bytes(json)) { IsPlausible = !isList };
            case 1: rows.Add(rows[row]?.DeepClone()); return new($"{rows.GetPath()} with row {row} twice", status, Bytes(json));
            case 2: rows[row] = null; return new($"{rows.GetPath()} with null as row {row}", status, Bytes(json));
            default: rows.Insert(row, "text"); return new($"{rows.GetPath()} with a text before row {row}", status, Bytes(json));
        }
    }

    private static AnswerMutation OfField(int status, JsonNode json, JsonObject holder, Random random)
    {
        var name = holder.ElementAt(random.Next(holder.Count)).Key;
        var path = $"{holder.GetPath()}.{name}";
        var value = holder[name];
        switch (random.Next(5))
        {
            case 0: holder.Remove(name); return new($"{path} missing", status, Bytes(json)) { IsPlausible = true };
            case 1: holder[name] = null; return new($"{path} null", status, Bytes(json)) { IsPlausible = true };
            case 2: holder.Remove(name); holder[$"{name}X"] = value; return new($"{path} renamed", status, Bytes(json)) { IsPlausible = true };
            case 3:
                var text = json.ToJsonString();
                var part = holder.ToJsonString();
                var twice = $"{part[..^1]},{JsonSerializer.Serialize(name)}:{value?.ToJsonString() ?? "null"}}}";
                return new($"{path} twice", status, Encoding.UTF8.GetBytes(text.Replace(part, twice, StringComparison.Ordinal)));
            default:
                holder[name] = Retyped(random);
                return new($"{path} {holder[name]?.ToJsonString()}", status, Bytes(json)) { IsPlausible = true };
        }
    }

    private static JsonNode Retyped(Random random) => random.Next(9) switch
    {
        0 => JsonValue.Create("other"),
        1 => JsonValue.Create(0),
        2 => JsonValue.Create(-5),
        3 => JsonValue.Create(1.5),
        4 => JsonNode.Parse("123456789012345678901234567890")!,
        5 => JsonValue.Create(true),
        6 => new JsonObject { ["value"] = 1 },
        7 => new JsonArray(1, null),
        _ => JsonValue.Create(""),
    };

    private static IEnumerable<JsonNode> Holders(JsonNode node)
    {
        if (node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            yield return node;
        }

        var children = node is JsonObject whole ? whole.Select(member => member.Value) : node is JsonArray rows ? rows : Enumerable.Empty<JsonNode?>();
        foreach (var holder in children.OfType<JsonNode>().SelectMany(Holders))
        {
            yield return holder;
        }
    }

    private static JsonObject? TryParse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static byte[] Gzip(byte[] body)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return bytes.ToArray();
    }
}
