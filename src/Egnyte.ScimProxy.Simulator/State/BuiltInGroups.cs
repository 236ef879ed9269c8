using System.Collections.Frozen;

namespace Egnyte.ScimProxy.Simulator.State;

/// <summary>Groups that every Egnyte domain has and its API never shows; their names are taken all the same.</summary>
internal static class BuiltInGroups
{
    public static FrozenSet<string> Names { get; } = FrozenSet.ToFrozenSet(
        ["All Administrators", "All Power Users", "All Standard Users", "All Standard Users and Power Users"],
        StringComparer.OrdinalIgnoreCase);
}
