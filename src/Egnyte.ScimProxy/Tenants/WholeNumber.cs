using System.Globalization;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>A setting that is a whole number between two.</summary>
internal static class WholeNumber
{
    /// <summary>How a value is wrong, as the end of a sentence that begins with it; null where it is right.</summary>
    public static string? Mistake(string value, int least, int most, string why = "") =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}{why}.");
}
