using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>Texts that are expected, told without making a string.</summary>
internal sealed class KnownTexts(params string[] texts)
{
    private readonly byte[][] _utf8 = [.. texts.Select(Encoding.UTF8.GetBytes)];

    /// <summary>
    /// Which of the texts the reader stands on, in any case, or -1. The hint is the one expected next: fields come in the same order
    /// in every row.
    /// </summary>
    public int Find(ref Utf8JsonReader reader, ref int hint)
    {
        for (var i = 0; i < _utf8.Length; i++)
        {
            var index = hint + i < _utf8.Length ? hint + i : hint + i - _utf8.Length;
            if (reader.ValueTextEquals(_utf8[index]))
            {
                hint = index + 1 < _utf8.Length ? index + 1 : 0;
                return index;
            }
        }

        return FindInAnyCase(reader.GetString());
    }

    /// <summary>The text that the reader stands on, if it is one of these letter by letter: one string for all rows that hold it.</summary>
    public string? FindExactly(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _utf8.Length; i++)
        {
            if (reader.ValueTextEquals(_utf8[i]))
            {
                return texts[i];
            }
        }

        return null;
    }

    // Some answers spell a name in another case (username, Resources). A method of its own: its closure would otherwise be allocated for each name.
    private int FindInAnyCase(string? written) => Array.FindIndex(texts, known => known.Equals(written, StringComparison.OrdinalIgnoreCase));
}
