using System.Globalization;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Http;

/// <summary>Index paging as a client asks for it (RFC 7644 §3.4.2.4), brought into range.</summary>
internal readonly record struct ListRequest(int StartIndex, int Count)
{
    /// <summary>What <c>filter.maxResults</c> of /ServiceProviderConfig says.</summary>
    public const int MaxCount = 200;

    public const int DefaultCount = 100;

    public static ListRequest From(string? startIndex, string? count) =>
        new(Math.Max(1, Read(startIndex, "startIndex", 1)), Math.Clamp(Read(count, "count", DefaultCount), 0, MaxCount));

    /// <summary>A page of a result that is at hand whole.</summary>
    public IReadOnlyList<T> PageOf<T>(IReadOnlyList<T> all) => [.. all.Skip(StartIndex - 1).Take(Count)];

    private static int Read(string? text, string name, int absent) =>
        string.IsNullOrEmpty(text) ? absent
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? (int)Math.Clamp(value, int.MinValue, int.MaxValue)
        : throw new ScimException(ScimError.InvalidValue($"{name} must be a whole number."));
}
