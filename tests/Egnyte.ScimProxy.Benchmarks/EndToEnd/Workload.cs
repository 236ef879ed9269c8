using System.Text.Json;

namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

/// <summary>Questions to choose from at random, and what a right answer to each one looks like.</summary>
internal abstract class Workload(IReadOnlyList<Person> people)
{
    public abstract string Name { get; }

    /// <summary>How many different questions there are.</summary>
    public abstract int Questions { get; }

    protected IReadOnlyList<Person> People { get; } = people;

    public abstract string Path(Dialect dialect, int question);

    /// <summary>Whether the answer is whole and right.</summary>
    public bool IsRight(Dialect dialect, int question, ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return IsRight(dialect, question, document.RootElement);
        }
        catch (Exception unexpected) when (unexpected is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    protected abstract bool IsRight(Dialect dialect, int question, JsonElement answer);
}
