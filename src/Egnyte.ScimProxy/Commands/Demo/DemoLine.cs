namespace Egnyte.ScimProxy.Commands.Demo;

/// <summary>One request as a line for a shell.</summary>
internal sealed record DemoLine(string What, string Method, string Url, string? Body = null)
{
    /// <summary>Another token than the right one.</summary>
    public string? Token { get; init; }

    /// <summary>For the simulator's control API, which needs no token: what to do after the line.</summary>
    public string? Then { get; init; }

    public string ForBash(string token) => string.Concat(
        "curl -s",
        Method == "GET" ? "" : $" -X {Method}",
        Then is not null ? " -o /dev/null" : $" -w '\\n%{{http_code}}\\n' -A '{DemoOkta.UserAgent}' -H 'Authorization: Bearer {Token ?? token}'",
        Body is null ? "" : $" -H 'Content-Type: application/scim+json' -d '{Body}'",
        $" '{Url}'",
        Then is null ? "" : $" && echo '{Then}'");

    public string ForPowerShell(string token) => string.Concat(
        $"Invoke-RestMethod -Method {Method}",
        Then is not null ? "" : $" -UserAgent '{DemoOkta.UserAgent}' -Headers @{{Authorization='Bearer {Token ?? token}'}}",
        Body is null ? "" : $" -ContentType 'application/scim+json' -Body '{Body}'",
        $" -Uri '{Url}'",
        Then is null ? "" : $" | Out-Null; '{Then}'");
}
