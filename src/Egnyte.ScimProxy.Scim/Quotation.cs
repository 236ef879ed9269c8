namespace Egnyte.ScimProxy.Scim;

/// <summary>What a client wrote, made fit to be repeated in an error: short, on one line, well-formed.</summary>
public static class Quotation
{
    private const int MaxLength = 60;

    /// <summary>The text in single quotes, cut after 60 characters.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        bool isShort = text.Length <= MaxLength;
        Span<char> quoted = stackalloc char[Math.Min(text.Length, MaxLength)];
        text[..quoted.Length].CopyTo(quoted);
        foreach (ref char character in quoted)
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
            {
                character = '\uFFFD';
            }
        }

        return isShort ? $"'{quoted}'" : $"'{quoted}…'";
    }
}
