namespace Egnyte.ScimProxy.Hosting.Health;

internal sealed record TenantHealth(string Name, ProfileHealth Profile);
