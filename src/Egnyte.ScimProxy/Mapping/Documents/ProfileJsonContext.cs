using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.Mapping.Documents;

[JsonSerializable(typeof(string))]
internal sealed partial class ProfileJsonContext : JsonSerializerContext;
