using System.Globalization;
using System.Text;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting.Health;

/// <summary>The state of the tenants as a table, for a browser at the management address. It shows what /health/tenants shows.</summary>
internal static class StatusPage
{
    /// <summary>More rows are not read; those that need attention come first.</summary>
    private const int MostRows = 500;

    public static Task WriteAsync(HttpContext context, TenantDirectory tenants, string version, bool isReady)
    {
        TenantHealth[] all = [.. tenants.All.Select(TenantHealth.Of).OrderBy(tenant => tenant.NeedsAttention ? 0 : 1)];
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<p>Version {HtmlPage.Text(version)}, {(isReady ? "ready" : "<strong>not ready</strong>")}. ")
            .Append("This replica only; <a href=\"health/tenants\">as JSON</a>, <a href=\"metrics\">metrics</a>.</p>\n<table>\n")
            .Append("<tr><th>Tenant</th><th>Egnyte</th><th>Queued</th><th>Calls left today</th><th>Profile</th></tr>\n");
        foreach (var tenant in all.Take(MostRows))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{HtmlPage.Text(tenant.Name)}</td><td>{StateOf(tenant.Egnyte)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{QueuedOf(tenant.Egnyte)}</td><td>{CallsLeftOf(tenant.Egnyte)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{ProfileOf(tenant.Profile)}</td></tr>\n");
        }

        html.Append("</table>\n");
        if (all.Length > MostRows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{all.Length - MostRows} more tenants without anything to see to are not shown.</p>\n");
        }

        return HtmlPage.WriteAsync(context.Response, "Egnyte SCIM proxy: status", html.ToString());
    }

    private static string StateOf(EgnyteHealth egnyte) => egnyte.State switch
    {
        EgnyteHealth.Failing => $"<strong>failing</strong>{(egnyte.FailingSince is { } since ? $" since {since:u}" : "")}, breaker {egnyte.Breaker}",
        EgnyteHealth.QuotaExhausted => "<strong>daily quota exhausted</strong>",
        var state => HtmlPage.Text(state),
    };

    private static string QueuedOf(EgnyteHealth egnyte) => egnyte.Queued.All == 0 ? "0"
        : $"{egnyte.Queued.All} ({egnyte.Queued.Deactivations} deactivations, {egnyte.Queued.Ordinary} ordinary, {egnyte.Queued.Lists} lists)";

    private static string CallsLeftOf(EgnyteHealth egnyte) => egnyte.Tokens.Count == 0 ? "no token seen yet"
        : string.Join("<br>", egnyte.Tokens.Select(token =>
            $"{token.CallsLeft} of {token.CallsPerDay}, {token.CallsPerSecond} a second{(token.IsShared ? ", shared" : "")} "
            + $"(token {HtmlPage.Text(token.Token)})"));

    private static string ProfileOf(ProfileHealth profile) =>
        profile.Findings is { } findings ? $"{HtmlPage.Text(profile.Name)}: <strong>the newest file is not in force</strong>, {findings.Count} findings"
        : HtmlPage.Text(profile.Name);
}
