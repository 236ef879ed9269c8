namespace Egnyte.ScimProxy.Scim.Filters.Parsing;

/// <summary>Reads the filters of RFC 7644 §3.4.2.2, in time linear in their length.</summary>
public static class ScimFilterParser
{
    /// <summary>The longest filter that is read, in characters.</summary>
    /// <value>8192.</value>
    public const int MaxLength = 8192;

    /// <summary>How deep parentheses and brackets may nest.</summary>
    /// <value>32.</value>
    public const int MaxDepth = 32;

    /// <summary>Reads a filter, or refuses it as invalidFilter, saying where and what was expected.</summary>
    public static ScimFilter Parse(string filter)
    {
        if (filter.Length > MaxLength)
        {
            throw new ScimException(ScimError.InvalidFilter(
                $"The filter is {filter.Length} characters long: expected at most {MaxLength}, so nothing after position {MaxLength} was read."));
        }

        return new FilterReading(filter, 0, filter.Length, inValuePath: false, ScimError.InvalidFilter).ReadAll();
    }

    /// <summary>Reads what stands between the brackets of a PATCH path; what is wrong with it is wrong with the path.</summary>
    internal static ScimFilter ParseInPath(string path, int start, int end) =>
        new FilterReading(path, start, end, inValuePath: true, ScimError.InvalidPath).ReadAll();
}
