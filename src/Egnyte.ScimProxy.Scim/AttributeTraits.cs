namespace Egnyte.ScimProxy.Scim;

/// <summary>What a schema says of an attribute that decides how it is compared (RFC 7643 §7).</summary>
/// <param name="Type">Its type; of a multi-valued attribute, that of one value.</param>
/// <param name="CaseExact">Whether texts that differ in letter case differ.</param>
public sealed record AttributeTraits(AttributeType Type, bool CaseExact);
