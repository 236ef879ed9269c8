namespace Egnyte.ScimProxy.Mapping.Documents;

/// <summary>A property that a profile document may have.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Description">What it says, for an administrator.</param>
/// <param name="Schema">The JSON Schema of its value.</param>
internal sealed record FormatProperty(string Name, string Description, string Schema);
