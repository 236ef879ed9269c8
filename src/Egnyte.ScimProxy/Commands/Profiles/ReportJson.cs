using System.Text.Json;
using System.Text.Json.Serialization;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles.Explaining;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>The reports as JSON.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(ReportWord<FindingSeverity>), typeof(ReportWord<RuleOutcome>), typeof(ReportValue), typeof(ReportError)])]
[JsonSerializable(typeof(ProfileList))]
[JsonSerializable(typeof(ProfileSheet))]
[JsonSerializable(typeof(ValidationReport))]
[JsonSerializable(typeof(ExplanationReport))]
[JsonSerializable(typeof(DifferenceReport))]
[JsonSerializable(typeof(FailureReport))]
internal sealed partial class ReportJson : JsonSerializerContext;

internal sealed class ReportWord<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;

internal sealed class ReportValue : JsonConverter<MappedValue>
{
    public override MappedValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, MappedValue value, JsonSerializerOptions options)
    {
        if (value.Boolean is { } boolean)
        {
            writer.WriteBooleanValue(boolean);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}

internal sealed class ReportError : JsonConverter<ScimError>
{
    public override ScimError Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, ScimError value, JsonSerializerOptions options) => value.WriteTo(writer);
}
