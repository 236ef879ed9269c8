using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.Commands.Demo;

/// <summary>Asks as Okta asks: its headers, its media type.</summary>
internal sealed class DemoOkta : IDisposable
{
    public const string UserAgent = "Okta SCIM Client 1.0.0";

    private readonly HttpClient _http;

    public DemoOkta(Uri proxy, string token)
    {
        _http = new HttpClient { BaseAddress = new Uri(proxy, "scim/v2/") };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/scim+json");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Sends a request and returns the answer's id, or that of the first resource in it, or nothing.</summary>
    public async Task<string?> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/scim+json");
        }

        using var answer = await _http.SendAsync(request, cancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (bytes.Length == 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.TryGetProperty("id", out var id) ? id.GetString() : null;
    }

    public void Dispose() => _http.Dispose();
}
