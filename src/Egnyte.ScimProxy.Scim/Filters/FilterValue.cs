using System.Text;

namespace Egnyte.ScimProxy.Scim.Filters;

/// <summary>What a filter compares with: a JSON text, number, boolean or null.</summary>
public readonly record struct FilterValue
{
    private FilterValue(FilterValueKind kind, string? text, bool? boolean) => (Kind, Text, Boolean) = (kind, text, boolean);

    /// <summary>The value null, which is also the default.</summary>
    public static FilterValue Null => default;

    /// <summary>The JSON type.</summary>
    public FilterValueKind Kind { get; }

    /// <summary>The text without its escapes, or the number as it was written; null for the other kinds.</summary>
    public string? Text { get; }

    /// <summary>The truth value; null for the other kinds.</summary>
    public bool? Boolean { get; }

    /// <summary>A text.</summary>
    public static FilterValue OfString(string text) => new(FilterValueKind.String, text, null);

    /// <summary>A number, kept as it is written: <c>1.0</c> and <c>1</c> are two values here.</summary>
    public static FilterValue OfNumber(string number) => new(FilterValueKind.Number, number, null);

    /// <summary>A truth value.</summary>
    public static FilterValue OfBoolean(bool value) => new(FilterValueKind.Boolean, null, value);

    /// <summary>The value as a filter writes it.</summary>
    public override string ToString() => Kind switch
    {
        FilterValueKind.String => Quote(Text!),
        FilterValueKind.Number => Text!,
        FilterValueKind.Boolean => Boolean == true ? "true" : "false",
        _ => "null",
    };

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char character in text)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '\b' => quoted.Append(@"\b"),
                '\f' => quoted.Append(@"\f"),
                '\n' => quoted.Append(@"\n"),
                '\r' => quoted.Append(@"\r"),
                '\t' => quoted.Append(@"\t"),
                < ' ' => quoted.Append(@"\u").Append(((int)character).ToString("x4", null)),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }
}
