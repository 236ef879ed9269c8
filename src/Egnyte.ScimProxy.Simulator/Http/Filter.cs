using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>One comparison: all that Egnyte's filters can say. Attribute and operator are lower case here.</summary>
internal sealed partial record Filter(string Attribute, string Operator, string Value)
{
    /// <summary>Every filter of the query; a repeated one narrows further.</summary>
    public static IReadOnlyList<Filter> Read(IQueryCollection query, params ReadOnlySpan<string> allowed)
    {
        var texts = query["filter"];
        if (texts.Count == 0)
        {
            return [];
        }

        var filters = new Filter[texts.Count];
        for (var i = 0; i < filters.Length; i++)
        {
            filters[i] = Parse(texts[i] ?? "", allowed);
        }

        return filters;
    }

    private static Filter Parse(string text, ReadOnlySpan<string> allowed)
    {
        var match = Comparison().Match(text);
#pragma warning disable CA1308 // Compared with the lower-case words of the caller.
        var (attribute, comparison) = (match.Groups[1].Value.ToLowerInvariant(), match.Groups[2].Value.ToLowerInvariant());
#pragma warning restore CA1308
        if (!match.Success || !allowed.Contains($"{attribute} {comparison}"))
        {
            throw Errors.Refuse(400, $"Invalid filter: {text}");
        }

        var value = match.Groups[3].Success ? Escape().Replace(match.Groups[3].Value, "$1") : match.Groups[4].Value;
        return new Filter(attribute, comparison, value);
    }

    // attribute operator "value with \" and \\" | attribute operator value
    [GeneratedRegex("""^\s*(\w+)\s+(\w+)\s+(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\\(.)", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
