namespace Egnyte.ScimProxy.Commands.Demo;

/// <summary>One request as a line for a shell.</summary>
internal sealed record DemoLine(string What, string Method, string Url, string? Body = null)
{
    /// <summary>Another token than the right one.</summary>
    public string? Token { get; init; }

    /// <summary>Asks the simulator's control API, which needs no token.</summary>
    public bool IsControl { get; init; }

    public string ForBash(string token) => string.Concat(
        "curl -s",
        Method == "GET" ? "" : $" -X {Method}",
        IsControl ? "" : $" -A '{DemoOkta.UserAgent}' -H 'Authorization: Bearer {Token ?? token}'",
        Body is null ? "" : $" -H 'Content-Type: application/scim+json' -d '{Body}'",
        $" '{Url}'");

    public string ForPowerShell(string token) => string.Concat(
        $"Invoke-RestMethod -Method {Method}",
        IsControl ? "" : $" -UserAgent '{DemoOkta.UserAgent}' -Headers @{{Authorization='Bearer {Token ?? token}'}}",
        Body is null ? "" : $" -ContentType 'application/scim+json' -Body '{Body}'",
        $" -Uri '{Url}'");
}
