namespace Egnyte.ScimProxy.Mapping;

/// <summary>One way to choose among the elements of a multi-valued attribute: the primary one, one of a type, or the first.</summary>
/// <param name="Word">As a profile writes it: <c>primary</c>, <c>first</c>, or a type such as <c>work</c>.</param>
internal readonly record struct ElementChoice(string Word)
{
    public static ElementChoice Primary { get; } = new("primary");

    public static ElementChoice First { get; } = new("first");

    /// <summary>The type that is meant; null for the two words that are none.</summary>
    public string? Type => this == Primary || this == First ? null : Word;
}
