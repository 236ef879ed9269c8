namespace Egnyte.ScimProxy.Scim.Resources;

/// <summary>An attribute of a User in RFC 7643.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Type">What it holds.</param>
public sealed record CoreAttributeDefinition(string Name, AttributeType Type)
{
    /// <summary>The extension's URN; null for the core schema.</summary>
    public string? Schema { get; init; }

    /// <summary>Whether it has several values.</summary>
    public bool IsMultiValued { get; init; }

    /// <summary>The sub-attributes of a complex one.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];
}
