using System.Text.Json.Serialization;
using Egnyte.ScimProxy.Commands.Doctor;

namespace Egnyte.ScimProxy.Commands;

/// <summary>What <c>check</c> and <c>doctor</c> print as JSON.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class CommandJson : JsonSerializerContext;
