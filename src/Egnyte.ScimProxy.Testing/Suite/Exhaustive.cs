namespace Egnyte.ScimProxy.Testing;

/// <summary>Whether combinations that take minutes run too: <c>EXHAUSTIVE=1</c>.</summary>
public static class Exhaustive
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("EXHAUSTIVE") == "1";
}
