using System.Buffers;
using System.Text.Json;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting.Health;

/// <summary>
/// The state of each tenant, for an operator. Always 200: the failure of one tenant must not look like a process that a balancer takes out.
/// </summary>
internal static class TenantsHealth
{
    /// <summary>About 2,400 tenants without findings fit.</summary>
    private const int MaxBytes = 1024 * 1024;

    private static readonly JsonWriterOptions Options = new() { Indented = true };

    public static Task WriteAsync(HttpResponse response, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";

        // Tenants that need attention come first, so that only the others are left out.
        TenantHealth[] all = [.. tenants.All.Select(TenantHealth.Of).OrderBy(tenant => tenant.NeedsAttention ? 0 : 1)];
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("tenants"u8);
            var written = 0;
            while (written < all.Length && writer.BytesCommitted + writer.BytesPending < MaxBytes)
            {
                JsonSerializer.Serialize(writer, all[written++], HealthJsonContext.Default.TenantHealth);
            }

            writer.WriteEndArray();
            if (written < all.Length)
            {
                writer.WriteNumber("tenantsOmitted"u8, all.Length - written);
            }

            writer.WriteEndObject();
        }

        return response.Body.WriteAsync(bytes.WrittenMemory, cancellationToken).AsTask();
    }
}
