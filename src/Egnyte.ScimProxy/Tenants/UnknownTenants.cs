using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>
/// Answers for the names that are not configured: tenants whose Egnyte refuses every token. A request to an unknown tenant goes the way of
/// a request with a wrong token to a configured one, so that its answer does not tell which names are configured.
/// </summary>
internal sealed class UnknownTenants(IReadOnlyList<Tenant> configured) : IDisposable
{
    /// <summary>In log and metrics; cannot be the name of a configured tenant.</summary>
    public const string Name = "(unknown)";

    // What is rejected without a call to Egnyte depends on profile and settings: each unknown name has those of one configured tenant.
    private readonly Lazy<Tenant>[] _tenants = [.. configured.Select(tenant => new Lazy<Tenant>(() => Like(tenant)))];

    public Tenant Find(string name)
    {
        // Chosen by the name alone: every replica answers the same name alike.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name.ToUpperInvariant()));
        var index = (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)_tenants.Length);
        var tenant = _tenants[index].Value;
        tenant.Mapping = configured[index].Mapping;
        return tenant;
    }

    public void Dispose()
    {
        foreach (var tenant in _tenants.Where(tenant => tenant.IsValueCreated))
        {
            tenant.Value.Dispose();
        }
    }

    private static Tenant Like(Tenant tenant) =>
        new(Name, tenant.Options, tenant.Mapping, tenant.ProfileStatus, tenant.EgnyteAddress, tenant.Connection.AnsweredBy(new RefusingHandler()));

    /// <summary>Refuses every call as Egnyte refuses a wrong token, in about the time of a call to Egnyte. Nothing is sent anywhere.</summary>
    private sealed class RefusingHandler : HttpMessageHandler
    {
        private static readonly TimeSpan ShortestCall = TimeSpan.FromMilliseconds(60);
        private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(100);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
#pragma warning disable CA5394 // A network's delay need not be unpredictable.
            await Task.Delay(ShortestCall + (Spread * Random.Shared.NextDouble()), cancellationToken);
#pragma warning restore CA5394
            return new HttpResponseMessage(HttpStatusCode.Unauthorized) { RequestMessage = request };
        }
    }
}
