namespace Egnyte.ScimProxy.EgnyteApi.Caching;

/// <summary>The switch that turns caching off, for tests that prove that caching changes no answer (behaviour.md §1.6).</summary>
public static class EgnyteCaching
{
    /// <summary>The switch of <see cref="AppContext"/> that turns all caching off.</summary>
    public const string Switch = "Egnyte.ScimProxy.CachingIsOff";

    /// <summary>Whether caching is off. Each cache reads this once, in its constructor.</summary>
    public static bool IsOff => AppContext.TryGetSwitch(Switch, out var isOff) && isOff;
}
