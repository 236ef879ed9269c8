using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>
/// What the body of an error says, in whichever of its shapes (egnyte-public-api.md §4.2), names in any letter case. It may come from a
/// gateway or a proxy, in any encoding: reading it never fails, because the status decides and not the body.
/// </summary>
internal sealed record EgnyteErrorBody(string? Reason = null, string? Attribute = null, string? Code = null)
{
    // In the order in which the SDKs look.
    private static readonly string[] TextNames =
        ["description", "errorMessage", "message", "msg", "error_description", "error", "faultstring", "responseMsg", "detail"];

    // What ReasonIn looks into: a second look at each level would double the work with each level.
    private static readonly string[] ReadNames = [.. TextNames, "inputErrors", "formErrors", "errors", "fault"];

    // Egnyte's own bodies have five levels.
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 16 };

    private static readonly string[] CodeNames = ["code", "errorCode", "error_code", "responseCode"];

    /// <summary>Whether it is HTML or XML: a page of something in front of Egnyte.</summary>
    public bool IsHtml { get; private init; }

    /// <summary>Whether it is Egnyte's own <c>{"Errors":[{"description":"…","code":"404"}]}</c>; no other body proves that a resource does not exist.</summary>
    public bool ProvesAbsence { get; private init; }

    public static EgnyteErrorBody Parse(ReadOnlySpan<byte> bytes)
    {
        var text = TextOf(bytes);
        if (text.Length == 0)
        {
            return new();
        }

        if (text[0] == '<')
        {
            return new EgnyteErrorBody(HeadingOf(text)) { IsHtml = true }.Cleaned();
        }

        try
        {
            using var document = JsonDocument.Parse(WithoutLoneSurrogates(text), Bounded);
            return ReadRoot(document.RootElement).Cleaned();
        }
        catch (JsonException)
        {
            // A body that begins as JSON is broken, too deep or cut off; a body with NUL or the mark of gzip is no text.
            return text[0] is '{' or '[' || text[0] == '\u001F' || text.Contains('\0', StringComparison.Ordinal) ? new() : new EgnyteErrorBody(text).Cleaned();
        }
    }

    private static EgnyteErrorBody ReadRoot(JsonElement root) =>
        (ReasonIn(root) ?? new(Code: root.ValueKind is JsonValueKind.Object ? CodeOf(root) : null)) with { ProvesAbsence = IsAbsence(root) };

    private static EgnyteErrorBody? ReasonIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String when !string.IsNullOrWhiteSpace(element.GetString()) => new(element.GetString()),
        JsonValueKind.Array => element.EnumerateArray().Select(ReasonIn).FirstOrDefault(reason => reason is not null),
        JsonValueKind.Object when ReasonOf(element) is { } found => found with { Code = found.Code ?? CodeOf(element) },
        _ => null,
    };

    private static EgnyteErrorBody? ReasonOf(JsonElement element) =>
        InputErrorIn(Member(element, "inputErrors"))
        ?? ReasonIn(Member(element, "formErrors"))
        ?? ErrorsIn(Member(element, "errors"))
        ?? ReasonIn(Member(element, "fault"))
        ?? PlainIn(element);

    // {"errors":[{"msg":"…"}]}, {"errors":{"inputErrors":{…}}}, {"errors":{"message":"…"}}, {"errors":{"email":["…"]}}
    private static EgnyteErrorBody? ErrorsIn(JsonElement errors) => ReasonIn(errors) ?? InputErrorIn(errors, ReadNames);

    // {"userName":[{"code":"…","msg":"…"}]}: the name is the Egnyte field.
    private static EgnyteErrorBody? InputErrorIn(JsonElement fields, params string[] except) => fields.ValueKind is JsonValueKind.Object
        ? fields.EnumerateObject().Where(field => !except.Contains(field.Name, StringComparer.OrdinalIgnoreCase))
            .Select(field => ReasonIn(field.Value) is { } error ? error with { Attribute = error.Attribute ?? field.Name } : null)
            .FirstOrDefault(error => error is not null)
        : null;

    private static EgnyteErrorBody? PlainIn(JsonElement element)
    {
        foreach (var name in TextNames)
        {
            // {"error":{"message":"…","code":403}} too.
            if (ReasonIn(Member(element, name)) is { } found)
            {
                // {"error":"invalid_grant","error_description":"…"}: OAuth's error is the code.
                return name is "error_description" ? found with { Code = found.Code ?? ScalarOf(Member(element, "error")) } : found;
            }
        }

        return null;
    }

    // {"fault":{"faultstring":"…","detail":{"errorcode":"…"}}}: the code is one level deeper.
    private static string? CodeOf(JsonElement element) =>
        CodeNames.Select(name => ScalarOf(Member(element, name))).FirstOrDefault(code => code is not null)
        ?? ScalarOf(Member(Member(element, "detail"), "errorcode"));

    private static bool IsAbsence(JsonElement root)
    {
        // With a small letter it is how gateways name theirs: {"errors":[{"code":"404","description":"No route"}]}.
        return root.ValueKind is JsonValueKind.Object && root.TryGetProperty("Errors", out var errors)
            && errors.ValueKind is JsonValueKind.Array && errors.GetArrayLength() > 0
            && errors.EnumerateArray().All(error => ScalarOf(Member(error, "code")) is "404");
    }

    private static JsonElement Member(JsonElement element, string name) => element.ValueKind is JsonValueKind.Object
        ? element.EnumerateObject().FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value
        : default;

    private static string? ScalarOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String when element.GetString() is { Length: > 0 } text => text,
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    // <h1>Developer Over Qps</h1> is Mashery, in HTML or XML; the rest of a page says nothing.
    private static string? HeadingOf(string page)
    {
        var tag = page.IndexOf("<h1", StringComparison.OrdinalIgnoreCase);
        var start = tag < 0 ? -1 : page.IndexOf('>', tag);
        var end = start < 0 ? -1 : page.IndexOf("</h1", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : WebUtility.HtmlDecode(page[(start + 1)..end]);
    }

    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        // Invalid sequences become U+FFFD in each encoding.
        var encoding = bytes switch
        {
            [0xFF, 0xFE, ..] or [(byte)'{' or (byte)'[' or (byte)'<' or (byte)'"', 0, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] or [0, (byte)'{' or (byte)'[' or (byte)'<' or (byte)'"', ..] => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
        return encoding.GetString(bytes).Trim('\uFEFF').Trim();
    }

    // A lone surrogate can be written as \ud800 but not read: it becomes U+FFFD, as an invalid byte does.
    private static string WithoutLoneSurrogates(string json)
    {
        char[]? repaired = null;
        for (var i = json.IndexOf('\\', StringComparison.Ordinal); i >= 0;)
        {
            var unit = EscapedUnit(json, i);
            var length = unit is null ? 2 : 6;
            if (unit is { } high && char.IsHighSurrogate(high) && EscapedUnit(json, i + 6) is { } low && char.IsLowSurrogate(low))
            {
                length = 12;
            }
            else if (unit is { } lone && char.IsSurrogate(lone))
            {
                "FFFD".CopyTo((repaired ??= json.ToCharArray()).AsSpan(i + 2));
            }

            i = i + length < json.Length ? json.IndexOf('\\', i + length) : -1;
        }

        return repaired is null ? json : new string(repaired);
    }

    private static char? EscapedUnit(string json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;

    private EgnyteErrorBody Cleaned() => this with
    {
        Reason = Reason is { } reason ? EgnyteReason.Clean(reason) : null,
        Attribute = (Attribute ?? (Reason is { } raw ? EgnyteReason.PropertyPathOf(raw) : null)) is { } attribute
            ? EgnyteReason.Clean(attribute, EgnyteReason.MaxNameLength)
            : null,
        Code = Code is { } code ? EgnyteReason.Clean(code, EgnyteReason.MaxNameLength) : null,
    };
}
