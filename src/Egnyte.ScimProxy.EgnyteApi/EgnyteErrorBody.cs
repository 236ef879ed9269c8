using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>What the body of an error says, in whichever of its ten shapes (egnyte-public-api.md §4.2).</summary>
internal sealed record EgnyteErrorBody(string? Reason = null, string? Attribute = null, string? Code = null)
{
    private const int MaxText = 200;

    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 16 };

    private static readonly string[] PlainNames = ["errorMessage", "message", "msg", "error_description", "error"];

    public bool IsJson { get; private init; }

    public bool IsHtml { get; private init; }

    public static EgnyteErrorBody Parse(ReadOnlyMemory<byte> bytes)
    {
        var text = EgnyteBody.Trim(bytes.Span);
        if (text.IsEmpty)
        {
            return new();
        }

        if (text[0] == '<')
        {
            return new(HeadingOf(Encoding.UTF8.GetString(text))) { IsHtml = true };
        }

        try
        {
            if (text[0] is (byte)'{' or (byte)'[')
            {
                var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Bounded.MaxDepth });
                using var document = JsonDocument.ParseValue(ref reader);
                return reader.Read() ? new() : Clean(ReadJson(document.RootElement)) with { IsJson = true };
            }
        }
        catch (JsonException)
        {
            return new();
        }

        var plain = Encoding.UTF8.GetString(text);
        return Clean(new(plain.Length > MaxText ? plain[..MaxText] : plain));
    }

    // The order covers what every SDK looks for first.
    private static EgnyteErrorBody ReadJson(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return FirstOf(root) ?? new();
        }

        var errors = Member(root, "errors");
        return FirstOf(Member(root, "Errors"), "description")
            ?? InputErrorOf(root)
            ?? FirstOf(Member(root, "formErrors"))
            ?? FirstOf(errors)
            ?? (errors is { ValueKind: JsonValueKind.Object } nested ? InputErrorOf(nested) ?? FirstOf(Member(nested, "formErrors")) : null)
            ?? PlainOf(root)
            ?? FaultOf(root)
            ?? ResponseOf(root)
            ?? new(Code: TextOf(root, "code"));
    }

    private static EgnyteErrorBody? FirstOf(JsonElement? list, params ReadOnlySpan<string> names)
    {
        if (list is not { ValueKind: JsonValueKind.Array } array)
        {
            return null;
        }

        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                return new(item.GetString());
            }

            foreach (var name in names.IsEmpty ? ["msg", "message", "description"] : names)
            {
                if (TextOf(item, name) is { } text)
                {
                    return new(text, Code: TextOf(item, "code"));
                }
            }
        }

        return null;
    }

    private static EgnyteErrorBody? InputErrorOf(JsonElement root)
    {
        if (Member(root, "inputErrors") is { ValueKind: JsonValueKind.Object } inputs)
        {
            foreach (var field in inputs.EnumerateObject())
            {
                if (FirstOf(field.Value) is { } error)
                {
                    return error with { Attribute = field.Name };
                }
            }
        }

        return null;
    }

    private static EgnyteErrorBody? PlainOf(JsonElement root)
    {
        foreach (var name in PlainNames)
        {
            if (TextOf(root, name) is { } text)
            {
                return new(text, Code: TextOf(root, "code") ?? (name.StartsWith("error_", StringComparison.Ordinal) ? TextOf(root, "error") : null));
            }
        }

        return null;
    }

    private static EgnyteErrorBody? FaultOf(JsonElement root) =>
        Member(root, "fault") is { } fault && TextOf(fault, "faultstring") is { } text
            ? new(text, Code: Member(fault, "detail") is { } detail ? TextOf(detail, "errorcode") : null)
            : null;

    private static EgnyteErrorBody? ResponseOf(JsonElement root) =>
        TextOf(root, "responseMsg") is { } text ? new(text, Code: TextOf(root, "responseCode")) : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string? TextOf(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } value => value,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    // <h1>Developer Over Qps</h1> is the gateway speaking; a long page says nothing.
    private static string? HeadingOf(string html)
    {
        var start = html.IndexOf("<h1>", StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : html.IndexOf("</h1>", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : EgnyteReason.Clean(html[(start + 4)..end]);
    }

    private static EgnyteErrorBody Clean(EgnyteErrorBody body) => body.Reason is not { } raw ? body : body with
    {
        Reason = EgnyteReason.Clean(raw),
        Attribute = body.Attribute ?? EgnyteReason.PropertyPathOf(raw),
    };
}
