using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.Hosting.Health;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(TenantsHealth))]
internal sealed partial class HealthJsonContext : JsonSerializerContext;
