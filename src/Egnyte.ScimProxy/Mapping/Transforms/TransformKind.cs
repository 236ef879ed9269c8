using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>A transform that a profile may name.</summary>
/// <param name="Name">As the profile writes it: alone (<c>"lower"</c>), or with an argument (<c>{"truncate": 20}</c>).</param>
/// <param name="Description">What it does, for an administrator: one sentence, with an example.</param>
/// <param name="ArgumentSchema">The JSON Schema of its argument; null where it takes none. Its first example is what an error shows.</param>
/// <param name="Read">Makes the step from its argument; null after an error, which is among the findings. The node is the argument, or the
/// name where there is none.</param>
internal sealed record TransformKind(string Name, string Description, string? ArgumentSchema, Func<ProfileNode, ProfileFindings, Transform?> Read)
{
    public bool TakesArgument => ArgumentSchema is not null;

    /// <summary>The step as a profile writes it, once for each of the schema's examples.</summary>
    public IReadOnlyList<string> Examples => ArgumentSchema is null
        ? [$"\"{Name}\""]
        : [.. JsonElement.Parse(ArgumentSchema).GetProperty("examples").EnumerateArray().Select(argument => $"{{\"{Name}\": {argument.GetRawText()}}}")];
}
