using System.Buffers;
using System.Globalization;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>Egnyte's dates, whose exact form no public source verifies, as xsd:dateTime (RFC 7643 §2.3.5).</summary>
internal static class EgnyteDate
{
    private static readonly SearchValues<char> Punctuation = SearchValues.Create("0123456789.:+-Z");

    public static string? AsScim(string? egnyteDate) =>
        egnyteDate is null || IsDateTime(egnyteDate)
            ? egnyteDate
            : Parse(egnyteDate)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Parse(string? egnyteDate) =>
        DateTimeOffset.TryParse(egnyteDate, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    /// <summary>The usual form is told by its punctuation: parsing each date of a page of users costs more than the rest of the row.</summary>
    private static bool IsDateTime(string text)
    {
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', .. var rest])
        {
            return false;
        }

        return rest.Length <= 16 && rest is [.., 'Z'] or [.., '+' or '-', _, _, ':', _, _] && !rest.AsSpan().ContainsAnyExcept(Punctuation);
    }
}
