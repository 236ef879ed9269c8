using Egnyte.ScimProxy.Mapping.Transforms;
using Egnyte.ScimProxy.Tests.Mapping.Transforms;

namespace Egnyte.ScimProxy.Tests.Documentation;

public sealed class TransformTableTests
{
    [Fact]
    public void TransformTable_IsTheKnownTransforms()
    {
        var rows = KnownTransforms.All.SelectMany(kind => kind.Examples.Select((example, index) => new[]
        {
            $"`{example}`",
            index == 0 ? kind.Description : "",
            Steps.Of(example).Loses is { } lost ? $"no; loses {lost}" : "yes",
        }));

        Pages.AssertBlock(Pages.Format, "transforms", Pages.Table(["Step", "What it does", "Can be undone"], rows));
    }
}
