namespace Egnyte.ScimProxy.Scim.Filters;

/// <summary>The JSON type of a value in a filter.</summary>
public enum FilterValueKind
{
    /// <summary>The literal <c>null</c>.</summary>
    Null,

    /// <summary>A text in quotation marks.</summary>
#pragma warning disable CA1720 // The kinds have the names that JSON gives its types.
    String,
#pragma warning restore CA1720

    /// <summary>A number.</summary>
    Number,

    /// <summary>The literal <c>true</c> or <c>false</c>.</summary>
    Boolean,
}
