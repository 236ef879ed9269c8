using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.Hosting.Health;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TenantHealth))]
internal sealed partial class HealthJsonContext : JsonSerializerContext;
