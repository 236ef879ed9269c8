using System.Text;

namespace Egnyte.ScimProxy.Commands.Doctor;

/// <summary>
/// Where <c>doctor</c> reads the token: a file, a variable, or the standard input. Never an argument, which every user of the machine can read.
/// </summary>
/// <param name="File">The path of a file; null for none.</param>
/// <param name="Variable">The name of an environment variable; null for none.</param>
internal sealed record TokenSource(string? File, string? Variable)
{
    private const int MostCharacters = 4096;

    /// <summary>The token, or what is wrong with what was read.</summary>
    public (string? Token, string? Mistake) Read() => (File, Variable) switch
    {
        (not null, not null) => (null, "--token-file and --token-variable name two tokens: give one of them."),
        (_, { } variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? Checked(value, $"the variable {variable}")
            : (null, $"The variable {variable} is not set or empty. Set it to the Egnyte access token."),
        ({ } file, _) => ReadFile(file),
        _ when Console.IsInputRedirected => Checked(ReadAtMost(Console.In), "the standard input"),
        _ => Checked(Ask(), "the input"),
    };

    private static (string? Token, string? Mistake) ReadFile(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            return Checked(ReadAtMost(reader), $"the file {file}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, $"--token-file (\"{file}\") cannot be read: {failure.Message}");
        }
    }

    private static (string? Token, string? Mistake) Checked(string text, string source)
    {
        var token = text.Trim();
        if (token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return (null, $"What {source} holds begins with \"Bearer \". Give the token alone.");
        }

        return token.Length switch
        {
            0 => (null, $"There is no token in {source}. Give the Egnyte access token: --token-file FILE, --token-variable NAME, or the standard input."),
            > MostCharacters => (null, $"What {source} holds is longer than {MostCharacters} characters, and no token."),
            _ when !token.All(character => character is > ' ' and < '\x7f') =>
                (null, $"What {source} holds is no token: it has blanks, line breaks or letters that are not ASCII in it."),
            _ => (token, null),
        };
    }

    private static string ReadAtMost(TextReader reader)
    {
        // One more than a token may have, and the line break behind it.
        var text = new char[MostCharacters + 3];
        return new string(text, 0, reader.ReadBlock(text, 0, text.Length));
    }

    private static string Ask()
    {
        Console.Error.Write("Egnyte access token (it is not shown): ");
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key && text.Length <= MostCharacters)
        {
            if (key.Key is ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else
            {
                text.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return text.ToString();
    }
}
