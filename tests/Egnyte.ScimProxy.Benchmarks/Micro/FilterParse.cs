using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Scim.Filters.Parsing;

namespace Egnyte.ScimProxy.Benchmarks.Micro;

/// <summary>The filter that Okta sends before every create.</summary>
internal static class FilterParse
{
    private const string Filter = "userName eq \"alba.acorn@example.com\"";
    private const string Eq = " eq \"";

    public static MicroPair Create()
    {
        Same.OrFail(ByParser() is ComparisonFilter filter ? (filter.Path.Attribute, filter.Value?.Text) : default, ByHand());
        return new MicroPair("Filter userName eq", () => ByParser(), () => ByHand());
    }

    private static ScimFilter ByParser() => ScimFilterParser.Parse(Filter);

    private static (string Attribute, string? Value) ByHand() =>
        Filter.IndexOf(Eq, StringComparison.OrdinalIgnoreCase) is var at and > 0 && Filter[^1] == '"'
            ? (Filter[..at], Filter[(at + Eq.Length)..^1])
            : throw new FormatException();
}
