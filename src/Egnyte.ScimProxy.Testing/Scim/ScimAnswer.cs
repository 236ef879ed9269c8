using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.Testing;

/// <summary>An answer read whole, so that a test can look at its status, headers and JSON in a line each.</summary>
public sealed record ScimAnswer(int Status, string? MediaType, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    /// <summary>The body as JSON; undefined where there is none.</summary>
    public JsonElement Json => field.ValueKind is JsonValueKind.Undefined && Text.Length > 0 ? field = Parse(Text) : field;

    public string Id => Json.GetProperty("id").GetString()!;

    public static async Task<ScimAnswer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new ScimAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, text, response.Headers, response.Content.Headers);
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

/// <summary>SCIM calls in a line each.</summary>
public static class ScimCalls
{
    public static Task<ScimAnswer> GetScimAsync(this HttpClient client, string path) => client.SendScimAsync("GET", path);

    public static async Task<ScimAnswer> SendScimAsync(
        this HttpClient client, string method, string path, string? body = null, string mediaType = "application/scim+json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(mediaType));
        }

        return await client.SendScimAsync(request);
    }

    public static async Task<ScimAnswer> SendScimAsync(this HttpClient client, HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await ScimAnswer.ReadAsync(response);
    }
}
