using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Http;

/// <summary>
/// The parameters of a query, decoded strictly. The platform's reader keeps what is not UTF-8 as it was written, and a filter would then
/// look for a value that the client did not mean.
/// </summary>
internal sealed class QueryParameters
{
    private const string Filter = "filter";

    private readonly List<(string Name, string Value)> _parameters = [];

    private QueryParameters()
    {
    }

    public static QueryParameters None { get; } = new();

    /// <summary>The value; null where the parameter is absent. Several values are joined by commas, as a list of attributes is.</summary>
    public string? this[string name]
    {
        get
        {
            string? found = null;
            foreach (var parameter in _parameters)
            {
                if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    found = found is null ? parameter.Value : $"{found},{parameter.Value}";
                }
            }

            return found;
        }
    }

    /// <exception cref="ScimException">400 invalidFilter or invalidValue: a parameter is not percent-encoded UTF-8.</exception>
    public static QueryParameters Read(QueryString query)
    {
        if (query.Value is not { Length: > 1 } text)
        {
            return None;
        }

        // Two encodings are in use: forms write a blank as '+', URIs as %20 and leave '+' alone (Okta's Java SDK). A query that has %20 is
        // of the second kind.
        var blankIsPercent20 = text.Contains("%20", StringComparison.Ordinal);
        var parameters = new QueryParameters();
        foreach (var range in text.AsSpan(1).Split('&'))
        {
            var parameter = text.AsSpan(1)[range];
            var equals = parameter.IndexOf('=');
            var name = equals < 0 ? parameter : parameter[..equals];
            var value = equals < 0 ? default : parameter[(equals + 1)..];
            if (!parameter.IsEmpty)
            {
                var decodedName = Decode(name, name, blankIsPercent20, isFilter: false);
                parameters._parameters.Add(
                    (decodedName, Decode(value, name, blankIsPercent20, decodedName.Equals(Filter, StringComparison.OrdinalIgnoreCase))));
            }
        }

        return parameters;
    }

    private static string Decode(ReadOnlySpan<char> text, ReadOnlySpan<char> name, bool blankIsPercent20, bool isFilter)
    {
        if (text.IsEmpty)
        {
            return "";
        }

        var bytes = text.Length <= 512 ? stackalloc byte[text.Length] : new byte[text.Length];
        var length = 0;
        var isQuoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            var decoded = text[index] switch
            {
                '%' when text.Length - index > 2
                    && byte.TryParse(text.Slice(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) => code,
                '%' => throw NotEncoded(name, $"{Quotation.Of(text[index..Math.Min(index + 3, text.Length)])} is not a percent-encoded byte"),

                // Outside its quoted values a filter has no plus: there it is a blank in either encoding.
                '+' => blankIsPercent20 && (isQuoted || !isFilter) ? (byte)'+' : (byte)' ',
                <= '\x7f' => (byte)text[index],
                _ => throw NotEncoded(name, $"{Quotation.Of(text.Slice(index, 1))} is not percent-encoded"),
            };
            index += text[index] == '%' ? 2 : 0;
            isQuoted ^= decoded == '"' && !(isQuoted && IsEscaped(bytes[..length]));
            bytes[length++] = decoded;
        }

        return Utf8.IsValid(bytes[..length])
            ? Encoding.UTF8.GetString(bytes[..length])
            : throw NotEncoded(name, $"\"{FirstInvalid(bytes[..length])}\" is not UTF-8");
    }

    private static bool IsEscaped(ReadOnlySpan<byte> before) => (before.Length - 1 - before.LastIndexOfAnyExcept((byte)'\\')) % 2 == 1;

    private static string FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        while (Rune.DecodeFromUtf8(bytes, out _, out var consumed) is System.Buffers.OperationStatus.Done)
        {
            bytes = bytes[consumed..];
        }

        return $"%{bytes[0]:X2}";
    }

    private static ScimException NotEncoded(ReadOnlySpan<char> name, string what)
    {
        var detail = $"The query parameter {Quotation.Of(name)} cannot be read: {what}. Percent-encode the UTF-8 bytes of each character (é is "
            + "%C3%A9), and write a percent sign as %25.";
        return new ScimException(name.Equals(Filter, StringComparison.OrdinalIgnoreCase) ? ScimError.InvalidFilter(detail) : ScimError.InvalidValue(detail));
    }
}
