namespace Egnyte.ScimProxy.EgnyteApi.Caching;

/// <summary>Whether this process remembers what it read and learnt: always, but in a test of what memory may change (behaviour.md §1.6).</summary>
public static class EgnyteCaching
{
    /// <summary>The switch of <see cref="AppContext"/> that turns all memory off.</summary>
    public const string Switch = "Egnyte.ScimProxy.Forgets";

    /// <summary>Whether the switch is on; whoever remembers reads it once, when made.</summary>
    public static bool IsOff => AppContext.TryGetSwitch(Switch, out var isOff) && isOff;
}
