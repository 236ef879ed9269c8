namespace Egnyte.ScimProxy.Benchmarks.Micro;

/// <summary>A baseline that does something else is no baseline.</summary>
internal static class Same
{
    public static void OrFail<T>(T part, T baseline)
    {
        if (!EqualityComparer<T>.Default.Equals(part, baseline))
        {
            throw new BenchmarkException($"The baseline gives another result.\n  part:     {part}\n  baseline: {baseline}");
        }
    }
}
