namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>A step from a text to a text that takes every text and looks at nothing else.</summary>
internal abstract class TextTransform(string text) : Transform(text)
{
    public sealed override MappedValue Apply(MappedValue value, ReadOnlySpan<MappedValue> others, out string? refusal)
    {
        refusal = null;
        return value.Text is { } given ? MappedValue.Of(Apply(given)) : value;
    }

    public abstract string Apply(string value);
}
