using System.Net;
using System.Text;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>A page for a browser: plain HTML without a script, and nothing that is loaded from elsewhere.</summary>
internal static class HtmlPage
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
        <style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #8888}code{font-size:.95em}</style>
        """;

    /// <summary>Text of any origin, as HTML.</summary>
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>Whether a browser asks: SCIM clients do not ask for HTML.</summary>
    public static bool IsAskedFor(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <param name="response">The response.</param>
    /// <param name="title">The title, as text.</param>
    /// <param name="body">What follows the title, as HTML.</param>
    public static Task WriteAsync(HttpResponse response, string title, string body)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        var html = Encoding.UTF8.GetBytes($"{Head}<title>{Text(title)}</title></head><body><h1>{Text(title)}</h1>\n{body}</body></html>\n");
        response.ContentLength = html.Length;
        return response.Body.WriteAsync(html, response.HttpContext.RequestAborted).AsTask();
    }
}
