using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>What becomes of a later, different value of an attribute that Egnyte takes at creation only.</summary>
internal enum Immutability
{
    Mutable,

    /// <summary>It is refused: 400 mutability.</summary>
    Reject,

    /// <summary>It is dropped.</summary>
    Ignore,

    /// <summary>The tenant's ExternalIdMismatch decides (<see cref="Users.ExternalIdPolicy"/>).</summary>
    Ownership,
}

/// <summary>One rule of a profile, compiled: which SCIM attribute becomes which Egnyte field, and on what conditions.</summary>
internal sealed record AttributeRule(AttributePath Path, string Name, MappedType Type)
{
    /// <summary>Null when the profile names no field: the attribute is understood and dropped.</summary>
    public EgnyteUserField? Field { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Where an answer shows the attribute under another parent, the path that a client selects it by.</summary>
    public AttributePath? SelectedBy { get; init; }

    /// <summary>What an administrator changes, and where, when the value is refused.</summary>
    public string? Cure { get; init; }

    public bool ToEgnyte { get; init; }

    public bool ToScim { get; init; }

    /// <summary>Egnyte has nothing for it, and what a client gives is refused instead of dropped.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Read only, but a written value is ignored even where a PATCH path names the attribute.</summary>
    public bool IgnoresWrites { get; init; }

    public bool IsRequired { get; init; }

    public bool IsUnique { get; init; }

    public Immutability Immutability { get; init; }

    public bool OnlyOnCreate { get; init; }

    /// <summary>Sent later only by a PATCH that names it, and never as the only change.</summary>
    public bool OnlyBesideAnotherChange { get; init; }

    /// <summary>Not sent when a PUT or a value map repeats what Egnyte has.</summary>
    public bool SkipsEcho { get; init; }

    public MappedValue Default { get; init; }

    public bool DefaultsToUserMapping { get; init; }

    /// <summary>Boolean that is sent only when it has this value.</summary>
    public bool? SendOnly { get; init; }

    public IReadOnlyList<string>? Allowed { get; init; }

    public IReadOnlyList<Func<string, string>> Transforms { get; init; } = [];

    public Regex? Pattern { get; init; }

    public int MinLength { get; init; }

    /// <summary>Sent only while another Egnyte field has this value.</summary>
    public FieldCondition? OnlyIf { get; init; }

    public bool RejectedOnCreateOtherwise { get; init; }

    /// <summary>When this boolean is true, the other field must have this value.</summary>
    public FieldCondition? Requires { get; init; }

    /// <summary>For a multi-valued attribute that is one value in Egnyte: which element is taken.</summary>
    public IReadOnlyList<ElementChoice>? Pick { get; init; }

    public bool IsReadOnly => !ToEgnyte && !IgnoresWrites;

    /// <summary>"Undefined" is how Okta writes "no value" for an attribute with a list of values or a default.</summary>
    public bool TakesUndefinedAsNotGiven => Allowed is not null || !Default.IsNone || DefaultsToUserMapping || SendOnly is not null;

    /// <summary>The value as Egnyte shall get it, or why it cannot.</summary>
    public MappedValue ToEgnyteValue(MappedValue given, out ScimError? refusal)
    {
        refusal = null;
        if (given.Text is not { } text)
        {
            return given;
        }

        foreach (var transform in Transforms)
        {
            text = transform(text);
        }

        if (Allowed is not null && !Allowed.Contains(text, StringComparer.Ordinal))
        {
            refusal = ScimError.InvalidValue($"{Name} \"{Quoted(text)}\" is not one of {string.Join(", ", Allowed)} (exactly as written here). {Cure}".TrimEnd());
        }
        else if (Pattern is not null && !Pattern.IsMatch(text))
        {
            refusal = ScimError.InvalidValue($"{Name} \"{Quoted(given.Text)}\" gives \"{Quoted(text)}\", which Egnyte does not accept. {Cure}".TrimEnd());
        }
        else if (text.Length < MinLength)
        {
            refusal = ScimError.InvalidValue($"{Name} is shorter than {MinLength} characters. {Cure}".TrimEnd());
        }

        return MappedValue.Of(text);
    }

    private static string Quoted(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…");
}

internal sealed record FieldCondition(string EgnyteField, MappedValue Value);

internal enum ElementChoice
{
    Primary,
    Work,
    First,
}
