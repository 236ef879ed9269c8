using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Mapping.Transforms;

/// <summary>One step of a rule, from what a client wrote towards what Egnyte gets: pure, and bounded in time by the length of the value.</summary>
/// <param name="text">The step as text: <c>truncate(20)</c>.</param>
internal abstract class Transform(string text)
{
    /// <summary>No step that can make a value longer makes it longer than this: far more than Egnyte takes, and little enough for twenty steps.</summary>
    public const int MostCharacters = 4096;

    /// <summary>The other attributes that this step looks at, as the profile writes them, in the order in which <see cref="Apply"/> gets them.</summary>
    public virtual IReadOnlyList<ProfileNode> Others => [];

    /// <summary>Whether the result depends on the value that comes from the step before.</summary>
    public virtual bool UsesValue => true;

    /// <summary>What comes out.</summary>
    public virtual MappedType Gives => MappedType.Text;

    /// <summary>What a client would not read again as it wrote it, as text: <c>letter case</c>. Null where the step can be undone.</summary>
    public abstract string? Loses { get; }

    /// <summary>All that can come out; null where that is not a short list.</summary>
    public virtual IReadOnlyCollection<string>? Outcomes => null;

    /// <summary>What the step puts before every value, where that is all it does.</summary>
    public virtual string? Prefix => null;

    /// <summary>The result; nothing where nothing is to be sent.</summary>
    /// <param name="value">What the step before gave; may be nothing.</param>
    /// <param name="others">The values of <see cref="Others"/>, each of which may be nothing.</param>
    /// <param name="refusal">Why the value cannot be taken, as the end of a sentence that begins with the attribute and its value; else null.</param>
    public abstract MappedValue Apply(MappedValue value, ReadOnlySpan<MappedValue> others, out string? refusal);

    /// <summary>For a step that loses nothing: what a client wrote, from what Egnyte holds. What no client can have written stays as it is.</summary>
    public virtual MappedValue Undo(MappedValue value) => value;

    public override string ToString() => text;

    /// <summary>The refusal of a result that would be longer than <see cref="MostCharacters"/>.</summary>
    protected MappedValue TooLong(out string? refusal)
    {
        refusal = $"is, or becomes, longer than {MostCharacters} characters in {this}";
        return MappedValue.None;
    }
}
