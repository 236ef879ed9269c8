namespace Egnyte.ScimProxy.Scim.Filters;

/// <summary>How a filter compares (RFC 7644 §3.4.2.2, table 3).</summary>
public enum FilterOperator
{
    /// <summary><c>eq</c>: the values are the same.</summary>
    Equal,

    /// <summary><c>ne</c>: the values differ.</summary>
    NotEqual,

    /// <summary><c>co</c>: the value holds the text.</summary>
    Contains,

    /// <summary><c>sw</c>: the value begins with the text.</summary>
    StartsWith,

    /// <summary><c>ew</c>: the value ends with the text.</summary>
    EndsWith,

    /// <summary><c>pr</c>: there is a value.</summary>
    Present,

    /// <summary><c>gt</c>: the value is greater, or later.</summary>
    GreaterThan,

    /// <summary><c>ge</c>: the value is as great, or greater.</summary>
    GreaterOrEqual,

    /// <summary><c>lt</c>: the value is less, or earlier.</summary>
    LessThan,

    /// <summary><c>le</c>: the value is as small, or less.</summary>
    LessOrEqual,
}
