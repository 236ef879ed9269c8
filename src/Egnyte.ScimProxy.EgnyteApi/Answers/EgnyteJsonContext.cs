using System.Text.Json.Serialization;
using Egnyte.ScimProxy.EgnyteApi.Answers.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>The JSON of the Egnyte Public API: read leniently, written without nulls.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    AllowDuplicateProperties = false,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(LenientStringConverter), typeof(LenientBooleanConverter), typeof(LenientOptionalBooleanConverter), typeof(EgnyteUserConverter)])]
[JsonSerializable(typeof(EgnyteUser))]
[JsonSerializable(typeof(EgnytePage<EgnyteUser>))]
[JsonSerializable(typeof(EgnyteGroup))]
[JsonSerializable(typeof(EgnytePage<EgnyteGroup>))]
[JsonSerializable(typeof(EgnyteUserInfo))]
[JsonSerializable(typeof(EgnyteUserChange))]
[JsonSerializable(typeof(EgnyteGroupChange))]
[JsonSerializable(typeof(EgnytePatchOp))]
internal sealed partial class EgnyteJsonContext : JsonSerializerContext;
