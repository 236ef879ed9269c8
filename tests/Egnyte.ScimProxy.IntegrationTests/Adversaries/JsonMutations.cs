using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Changes one field or one row of an answer, its place, or the whole document.</summary>
internal static class JsonMutations
{
    // Without them there is no resource: an answer that lacks one is not plausible.
    private static readonly string[] Required = ["id", "userName", "displayName", "members", "value", "totalResults", "resources", "Resources"];

    private static readonly string[] Ids = ["id", "value"];

    public static AnswerMutation Of(TrueAnswer answer, JsonObject json, Random random)
    {
        if (random.Next(12) == 0)
        {
            return OfWhole(answer, json, random);
        }

        var holders = Holders(json).ToList();
        var holder = holders[random.Next(holders.Count)];
        return holder is JsonArray rows ? OfRows(answer, json, rows, random) : OfField(answer, json, (JsonObject)holder, random);
    }

    /// <summary>The id of another resource.</summary>
    public static AnswerMutation OfId(TrueAnswer answer, JsonObject json, IReadOnlyList<string> otherIds, Random random)
    {
        var other = otherIds[random.Next(otherIds.Count)];
        json["id"] = long.TryParse(other, out var number) ? number : JsonValue.Create(other);

        // A create names no id.
        return Changed($"id {other}", answer, json, answer.Method == "POST" ? ["id"] : []);
    }

    private static AnswerMutation OfWhole(TrueAnswer answer, JsonObject json, Random random)
    {
        var text = json.ToJsonString();
        var (name, changed) = random.Next(9) switch
        {
            0 => ("in an array", $"[{text}]"),
            1 => ("below data", $$"""{"data":{{text}}}"""),
            2 => ("as the one row of a list", $$"""{"totalResults":1,"startIndex":1,"resources":[{{text}}]}"""),
            3 => ("twice", text + text),
            4 => ("as a text", JsonSerializer.Serialize(text)),
            5 => ("with a comment", text.Insert(1, "/* */")),
            6 => ("with a comma at its end", text[..^1] + ",}"),
            7 => ("with one quotation mark", text.Replace('"', '\'')),
            _ => ("in 100 arrays", new string('[', 100) + text + new string(']', 100)),
        };
        return new AnswerMutation($"the body {name}", answer.Status, Encoding.UTF8.GetBytes(changed));
    }

    private static AnswerMutation OfRows(TrueAnswer answer, JsonObject json, JsonArray rows, Random random)
    {
        var row = random.Next(rows.Count);
        var other = random.Next(rows.Count);
        var path = rows.GetPath();
        var isList = json["totalResults"] is not null && rows.Parent == json;
        string[] field = [rows.GetPropertyName()];
        switch (random.Next(9))
        {
            case 0: rows.RemoveAt(row); return Changed($"{path} without row {row}", answer, json, isList ? [] : field);
            case 1: rows.Add(rows[row]?.DeepClone()); return Changed($"{path} with row {row} twice", answer, json);
            case 2: rows[row] = null; return Changed($"{path} with null as row {row}", answer, json);
            case 3: rows.Insert(row, "text"); return Changed($"{path} with a text before row {row}", answer, json);
            case 4: rows.Clear(); return Changed($"{path} empty", answer, json, isList ? [] : field);
            case 5: rows[row] = new JsonArray(rows[row]?.DeepClone()); return Changed($"{path} with row {row} in an array", answer, json);
            case 6 when row != other && rows[row] is JsonObject one && rows[other] is JsonObject two:
                foreach (var id in Ids.Where(id => one.ContainsKey(id) && two.ContainsKey(id)))
                {
                    (one[id], two[id]) = (two[id]!.DeepClone(), one[id]!.DeepClone());
                }

                return Changed($"{path} with the ids of rows {row} and {other} exchanged", answer, json, AnswerMutation.EveryField);
            case 7:
                var reversed = rows.Reverse().Select(node => node?.DeepClone()).ToArray();
                rows.Clear();
                Array.ForEach(reversed, rows.Add);
                return Changed($"{path} in reverse", answer, json, field);
            default: rows[row] = new JsonObject(); return Changed($"{path} with nothing in row {row}", answer, json);
        }
    }

    private static AnswerMutation OfField(TrueAnswer answer, JsonObject json, JsonObject holder, Random random)
    {
        var name = holder.ElementAt(random.Next(holder.Count)).Key;
        var path = $"{holder.GetPath()}.{name}";
        var value = holder[name]?.DeepClone();
        var isNameOfAGroup = name == "displayName" && path.Contains(".groups[", StringComparison.Ordinal);
        var optional = Required.Contains(name) && !isNameOfAGroup ? [] : Affected(holder, name);
        switch (random.Next(14))
        {
            case 0: holder.Remove(name); return Changed($"{path} missing", answer, json, optional);
            case 1: holder[name] = null; return Changed($"{path} null", answer, json, optional);
            case 2: holder.Remove(name); holder[$"{name}X"] = value; return Changed($"{path} renamed", answer, json, optional);
            case 3:
                holder.Remove(name); holder[OddNames.In(name, random)] = value; return Changed(
                $"{path} with an odd name {holder.Last().Key}", answer, json, optional);
            case 4: return Twice(answer, json, holder, name, value?.ToJsonString() ?? "null", random);
            case 5: return Twice(answer, json, holder, name, OddValues.Of(value, random)?.ToJsonString() ?? "null", random);
            case 6:
                holder.Remove(name); holder[name] = Nested(name, value, random.Next(1, 5), random.Next(2) == 0); return Changed(
                $"{path} {holder[name]!.ToJsonString()}", answer, json, optional);
            case 7 when holder != json:
                holder.Remove(name); json[name + (json.ContainsKey(name) ? "Moved" : "")] = value; return Changed(
                $"{path} on top", answer, json, [.. optional, .. Affected(json, name)]);
            case 8: holder.Remove(name); holder["more"] = new JsonObject { [name] = value }; return Changed($"{path} below more", answer, json, optional);
            case 9: holder.Remove(name); holder[OddNames.Case(name, random)] = value; return Changed($"{path} as {holder.Last().Key}", answer, json);
            case 10:
                holder[OddNames.Extra[random.Next(OddNames.Extra.Length)]] = OddValues.Of(value, random); return Changed(
                $"{holder.GetPath()} with {holder.Last().Key}", answer, json);
            default:
                var odd = OddValues.Of(value, random);
                holder[name] = odd;
                var shown = odd?.ToJsonString() ?? "null";
                return Changed($"{path} {(shown.Length > 100 ? $"{shown[..100]}… ({shown.Length})" : shown)}", answer, json, Affected(holder, name));
        }
    }

    // The same name again, or in another letter case: the proxy cannot tell which one counts.
    private static AnswerMutation Twice(TrueAnswer answer, JsonObject json, JsonObject holder, string name, string value, Random random)
    {
        var again = random.Next(3) == 0 ? OddNames.Case(name, random) : name;
        var mark = $"mark{random.Next()}";
        holder[mark] = 0;
        var text = json.ToJsonString().Replace($"\"{mark}\":0", $"{JsonSerializer.Serialize(again)}:{value}", StringComparison.Ordinal);
        return new AnswerMutation(
            $"{holder.GetPath()}.{name} twice, again as {again}:{(value.Length > 100 ? value[..100] : value)}", answer.Status, Encoding.UTF8.GetBytes(text))
        {
            Fields = IsRead(name) ? [] : [name],
        };
    }

    // itemsPerPage and schemas are not read, so that to see them twice is nothing.
    private static bool IsRead(string name) => name is not ("itemsPerPage" or "schemas");

    private static JsonNode? Nested(string name, JsonNode? value, int times, bool isArray) => times == 0 ? value
        : isArray ? new JsonArray(Nested(name, value, times - 1, isArray))
        : new JsonObject { [name] = Nested(name, value, times - 1, isArray) };

    private static string[] Affected(JsonObject holder, string name) =>
        holder.GetPath() is var path && path.EndsWith(".name", StringComparison.Ordinal) ? [$"name.{name}"]
        : path.Contains(".groups[", StringComparison.Ordinal) ? ["groups"]
        : path.Contains(".members[", StringComparison.Ordinal) ? ["members"]
        : [name];

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

    private static AnswerMutation Changed(string name, TrueAnswer answer, JsonObject json, params string[] fields) =>
        new(name, answer.Status, Encoding.UTF8.GetBytes(json.ToJsonString())) { Fields = answer.Status < 300 ? fields : [] };
}
