using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Egnyte.ScimProxy.Hosting.Startup;

/// <summary>
/// Looks at a file of settings before the platform reads it: that throws at the first mistake, without its line, and passes over a folder.
/// </summary>
internal static class ConfigurationFile
{
    // As the platform reads such a file.
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The mistakes of a file; none where it does not exist, because no file is required.</summary>
    public static List<string> Mistakes(string path)
    {
        var mistakes = new List<string>();
        try
        {
            var file = new FileInfo(path);
            if (Directory.Exists(path))
            {
                mistakes.Add($"{path} is a folder: settings are read from a file of this name. Remove it, or put the file in its place.");
            }
            else if (file.LinkTarget is { } link && file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true })
            {
                mistakes.Add($"{path} is a link to \"{link}\", which does not exist or cannot be reached. Create that file, or remove the link.");
            }
            else if ((file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file) is { Exists: true, Length: 0 })
            {
                // A pipe has no length either; to open one would wait for ever.
                mistakes.Add($"{path} is empty: write {{}}, or remove it.");
            }
            else
            {
                // Decoded as the platform does, a byte order mark included.
                var bytes = File.ReadAllBytes(path);
                using var reader = new StreamReader(new MemoryStream(bytes));
                var utf8 = Encoding.UTF8.GetBytes(reader.ReadToEnd());
                if (reader.CurrentEncoding is UTF8Encoding && !Utf8.IsValid(bytes))
                {
                    // The platform would take U+FFFD into the setting, without a word.
                    mistakes.Add($"{path}{At(utf8, utf8.AsSpan().IndexOf("\uFFFD"u8))}: this is no UTF-8. Save the file as UTF-8.");
                }

                Read(path, utf8, mistakes);
            }
        }
        catch (FileNotFoundException)
        {
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            mistakes.Add($"{path} cannot be read ({Reason(failure)}). Let the proxy's user read it, or remove it.");
        }

        return mistakes;
    }

    private static string Reason(Exception failure) =>
        failure is UnauthorizedAccessException ? "access is denied" : failure.Message.Split('\n')[0].TrimEnd('.', '\r');

    private static void Read(string path, byte[] utf8, List<string> mistakes)
    {
        var reader = new Utf8JsonReader(utf8, Lenient);
        var names = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
                {
                    mistakes.Add($"{path}{At(utf8, reader.TokenStartIndex)}: settings are one JSON object. Begin the file with {{.");
                    return;
                }

                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        names.Push(new HashSet<string>(StringComparer.OrdinalIgnoreCase));
                        break;
                    case JsonTokenType.EndObject:
                        names.Pop();
                        break;
                    case JsonTokenType.PropertyName when reader.GetString()! is var name && !names.Peek().Add(name):
                        mistakes.Add(
                            $"{path}{At(utf8, reader.TokenStartIndex)}: \"{name}\" stands twice in one object (letter case does not count). Keep one.");
                        break;
                }
            }
        }
        catch (JsonException mistake)
        {
            var at = IndexOf(utf8, mistake.LineNumber ?? 0) + (int)(mistake.BytePositionInLine ?? 0);
            mistakes.Add($"{path}{At(utf8, Math.Min(at, utf8.Length))}: this is no JSON. {mistake.Message.Split(" LineNumber: ")[0]}");
        }
        catch (InvalidOperationException)
        {
            mistakes.Add($"{path}{At(utf8, reader.TokenStartIndex)}: this name is no text: half of a surrogate pair stands alone.");
        }
    }

    /// <summary>Where a line begins.</summary>
    private static int IndexOf(ReadOnlySpan<byte> utf8, long line)
    {
        var index = 0;
        for (; line > 0; line--)
        {
            index += utf8[index..].IndexOf((byte)'\n') + 1;
        }

        return index;
    }

    private static string At(ReadOnlySpan<byte> utf8, long index)
    {
        var before = utf8[..(int)index];
        return $", line {before.Count((byte)'\n') + 1}, column {Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1}";
    }
}
