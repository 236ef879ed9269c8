using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>The section <c>ScimProxy</c>. Texts stay texts here, so that every mistake can be reported at once, by key.</summary>
internal sealed class ScimProxyOptions
{
    public const string Section = "ScimProxy";

    /// <summary>The Egnyte domains that are provisioned, by name; <c>default</c> also answers at <c>/scim/v2</c>.</summary>
    /// <remarks>Not public, so that the binder leaves it alone: <see cref="ReadTenants"/> fills it.</remarks>
    internal Dictionary<string, TenantOptions> Tenants { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A folder with mapping profiles; a relative one is under the content root.</summary>
    /// <value>The default is none: there are the built-in profiles only.</value>
    public string? ProfilesPath { get; set; }

    /// <summary>The address by which clients reach the proxy; decides <c>Location</c> and <c>meta.location</c>.</summary>
    /// <value>The default is the address of the request.</value>
    public string? PublicUrl { get; set; }

    /// <summary>The networks (CIDR) of load balancers whose forwarded headers are believed.</summary>
    /// <value>The default is none.</value>
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>Seconds from the first signal until new connections are refused: the time that balancers need to see that it is not ready.</summary>
    /// <value>The default is <c>5</c>.</value>
    public string ShutdownDelay { get; set; } = "5";

    public ManagementOptions Management { get; set; } = new();

    public void ReadTenants(IConfiguration configuration)
    {
        foreach (var tenant in configuration.GetSection($"{Section}:{nameof(Tenants)}").GetChildren())
        {
            Tenants[tenant.Key] = TenantOptions.Read(tenant);
        }
    }
}

internal sealed class ManagementOptions
{
    /// <summary>An additional address that answers the health checks and <c>/health/tenants</c>, and nothing else.</summary>
    /// <value>The default is none: the public address answers live and ready, and nothing answers <c>/health/tenants</c>.</value>
    public string? Url { get; set; }
}
