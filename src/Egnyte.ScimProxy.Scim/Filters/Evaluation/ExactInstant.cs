using System.Globalization;
using System.Text.Json;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Scim.Filters.Evaluation;

/// <summary>A point in time: what a dateTime of RFC 7643 §2.3.5 means, whatever its offset and however fine its fraction.</summary>
/// <param name="Seconds">Whole seconds.</param>
/// <param name="Fraction">The digits after the decimal point, without zeros at the end.</param>
internal readonly record struct ExactInstant(long Seconds, string Fraction) : IComparable<ExactInstant>
{
    private const int WholeLength = 19;

    public static ExactInstant? Parse(ReadOnlySpan<char> text)
    {
        if (text.Length < WholeLength
            || text[10] is not ('T' or 't')
            || !DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !TimeOnly.TryParseExact(text[11..WholeLength], "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return null;
        }

        var rest = text[WholeLength..];
        var fraction = default(ReadOnlySpan<char>);
        if (rest is ['.', ..])
        {
            int end = rest[1..].IndexOfAnyExceptInRange('0', '9');
            fraction = end < 0 ? rest[1..] : rest[1..(end + 1)];
            rest = rest[(fraction.Length + 1)..];
            if (fraction.IsEmpty)
            {
                return null;
            }
        }

        return OffsetInSeconds(rest) is { } offset
            ? new ExactInstant((date.ToDateTime(time).Ticks / TimeSpan.TicksPerSecond) - offset, fraction.TrimEnd('0').ToString())
            : null;
    }

    public static ExactInstant? Read(JsonElement value) => ScimJson.AsString(value) is { } text ? Parse(text) : null;

    public int CompareTo(ExactInstant other) =>
        Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : string.CompareOrdinal(Fraction, other.Fraction);

    // XML Schema lets a dateTime have no offset and leaves open which is meant: UTC here, as in all that SCIM servers write.
    private static long? OffsetInSeconds(ReadOnlySpan<char> text)
    {
        if (text is "" or "Z" or "z")
        {
            return 0;
        }

        return text is ['+' or '-', ..] && TimeOnly.TryParseExact(text[1..], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var offset)
            ? (text[0] == '-' ? -60 : 60) * ((offset.Hour * 60L) + offset.Minute)
            : null;
    }
}
