using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.EgnyteApi.Json;

/// <summary>The fields of an object that are known, found by name in any case; tried first in the order in which they usually come.</summary>
internal sealed class JsonFieldNames(params string[] names)
{
    private readonly byte[][] _utf8 = [.. names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The known name of the property that the reader stands on, or null.</summary>
    public string? Find(ref Utf8JsonReader reader, ref int hint)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var index = (hint + i) % names.Length;
            if (reader.ValueTextEquals(_utf8[index]))
            {
                hint = index + 1;
                return names[index];
            }
        }

        // Some answers spell a name in another case (username, Resources).
        var written = reader.GetString();
        return Array.Find(names, name => name.Equals(written, StringComparison.OrdinalIgnoreCase));
    }
}
