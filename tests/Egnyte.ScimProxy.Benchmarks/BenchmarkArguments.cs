using System.Globalization;

namespace Egnyte.ScimProxy.Benchmarks;

/// <summary>What follows the verb.</summary>
internal sealed class BenchmarkArguments
{
    private static readonly string[] Known = ["--rounds", "--seconds", "--warm-up", "--gc", "--binary", "--times", "--before"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Whether the result goes into RESULTS.md.</summary>
    public bool Write { get; private set; }

    public string? this[string name] => _values.GetValueOrDefault(name);

    public static BenchmarkArguments Parse(string[] args)
    {
        var arguments = new BenchmarkArguments();
        for (var i = 1; i < args.Length; i++)
        {
            if (args[i] == "--write")
            {
                arguments.Write = true;
            }
            else if (Known.Contains(args[i]) && i + 1 < args.Length)
            {
                arguments._values[args[i]] = args[++i];
            }
            else
            {
                throw new BenchmarkException($"{args[i]} is not an option, or lacks its value.");
            }
        }

        return arguments;
    }

    public int Number(string name, int otherwise) => this[name] is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new BenchmarkException($"{name} must be a whole number above 0.");
}
