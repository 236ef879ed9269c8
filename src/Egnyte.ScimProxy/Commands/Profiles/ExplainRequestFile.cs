using System.Text;
using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles.Explaining;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>
/// Reads what a profile is asked about: a SCIM body, an Egnyte user or group, a filter; or <c>{"present": …, "request": …}</c>. Bounded in size and
/// depth.
/// </summary>
internal static class ExplainRequestFile
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Json = new()
    {
        MaxDepth = 32,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The question, or what is wrong with the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="operation">What is asked; null to tell by the file's content.</param>
    /// <param name="problem">What is wrong, as a sentence that begins with the file.</param>
    public static ExplainRequest? Read(string path, SampleOperation? operation, out string problem)
    {
        problem = "";
        byte[] bytes;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            bytes = new byte[Math.Min(stream.Length, MaxBytes + 1)];
            bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = $"{path} cannot be read: name a file that is there.";
            return null;
        }

        if (bytes.Length is 0 or > MaxBytes)
        {
            problem = bytes.Length == 0
                ? $"{path} is empty: write a SCIM body, an Egnyte user or group, or a filter into it."
                : $"{path} is larger than {MaxBytes / 1024} KiB.";
            return null;
        }

        // What Windows PowerShell writes with ">".
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            problem = $"{path} is in UTF-16: save it as UTF-8.";
            return null;
        }

        return Parse(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsMemory(3) : bytes, operation) switch
        {
            (var question, null) => question,
            (_, var why) => Refuse($"{path}: {why}", out problem),
        };
    }

    private static ExplainRequest? Refuse(string why, out string problem)
    {
        problem = why;
        return null;
    }

    private static (ExplainRequest?, string?) Parse(ReadOnlyMemory<byte> utf8, SampleOperation? operation)
    {
        JsonElement content;
        try
        {
            using var document = JsonDocument.Parse(utf8, Json);
            content = document.RootElement.Clone();
        }
        // The search for double properties throws an InvalidOperationException at a name that is no Unicode ("\ud800").
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            var text = Encoding.UTF8.GetString(utf8.Span).Trim();
            return operation is null or SampleOperation.Filter && !text.StartsWith('{') && !text.StartsWith('[')
                ? (new ExplainRequest(SampleOperation.Filter, Text(text), null), null)
                : (null, $"this is no JSON that could be read, at most {Json.MaxDepth} levels deep and no property twice: {broken.Message}");
        }

        return ScimJson.IsReadable(content) ? OfOperation(content, operation) : (null, "a text in it is no well-formed Unicode.");
    }

    private static (ExplainRequest?, string?) OfOperation(JsonElement content, SampleOperation? operation)
    {
        JsonElement? present = null;
        var request = content;
        if (content.ValueKind is JsonValueKind.Object && content.TryGetProperty("present", out var there))
        {
            present = there;
            request = content.TryGetProperty("request", out var asked) ? asked : default;
            operation ??= request.ValueKind is JsonValueKind.Undefined ? SampleOperation.Read : null;
        }

        var kind = operation ?? Guess(request, present is not null);
        return kind switch
        {
            SampleOperation.Read => (new ExplainRequest(kind, request, present ?? request), null),
            SampleOperation.Filter when request.ValueKind is not JsonValueKind.String => (null, "a filter is a text: userName eq \"jane@example.com\"."),
            SampleOperation.Filter => (new ExplainRequest(kind, request, present), null),
            _ when request.ValueKind is not JsonValueKind.Object => (null, "a SCIM body is a JSON object."),
            _ => (new ExplainRequest(kind, request, present), null),
        };
    }

    // A resource that comes beside a present one is a PUT: a create has none.
    private static SampleOperation Guess(JsonElement request, bool hasPresent) => request switch
    {
        { ValueKind: JsonValueKind.String } => SampleOperation.Filter,
        { ValueKind: JsonValueKind.Object } when IsPatch(request) => SampleOperation.Patch,
        { ValueKind: JsonValueKind.Object } when IsEgnyteUser(request) || (!hasPresent && IsEgnyteGroup(request)) => SampleOperation.Read,
        _ => hasPresent ? SampleOperation.Replace : SampleOperation.Create,
    };

    private static bool IsPatch(JsonElement request) =>
        ScimJson.TryGetProperty(request, "Operations", out _)
        || (ScimJson.TryGetProperty(request, "schemas", out var schemas)
            && schemas.ValueKind is JsonValueKind.Array
            && schemas.EnumerateArray().Any(schema => ScimSchemas.PatchOp.Equals(ScimJson.AsString(schema), StringComparison.OrdinalIgnoreCase)));

    private static bool IsEgnyteUser(JsonElement request) =>
        request.TryGetProperty("id", out var id)
            && id.ValueKind is JsonValueKind.Number
            && request.TryGetProperty("email", out var email)
            && email.ValueKind is JsonValueKind.String;

    // A SCIM group may have an id too, but names its schema (RFC 7643 §3).
    private static bool IsEgnyteGroup(JsonElement request) =>
        request.TryGetProperty("id", out var id)
            && id.ValueKind is JsonValueKind.String
            && ExplainRequest.IsGroup(request)
            && !ExplainRequest.IsScim(request);

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, ProfileJsonContext.Default.String);
}
