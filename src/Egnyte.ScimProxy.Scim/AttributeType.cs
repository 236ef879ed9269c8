namespace Egnyte.ScimProxy.Scim;

/// <summary>The type of an attribute (RFC 7643 §2.3), which decides how it is compared.</summary>
public enum AttributeType
{
#pragma warning disable CA1720 // The types have the names that the RFC gives them.
    /// <summary>Text; letter case counts where the attribute is <see cref="AttributeTraits.CaseExact"/>.</summary>
    String,

    /// <summary>True or false; no order.</summary>
    Boolean,

    /// <summary>A number with a fraction.</summary>
    Decimal,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A date and time of day; compared as instants, whatever their offsets.</summary>
    DateTime,

    /// <summary>Bytes in base64; no order.</summary>
    Binary,

    /// <summary>A URI.</summary>
    Reference,

    /// <summary>A value with sub-attributes.</summary>
    Complex,
#pragma warning restore CA1720
}
