using System.Text.RegularExpressions;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping.Transforms;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>One rule of a profile, compiled: which SCIM attribute becomes which Egnyte field, and on what conditions.</summary>
/// <param name="Path">The attribute; where the rule takes an element of a multi-valued one, that one as a whole.</param>
/// <param name="Name">The attribute as the profile writes it, for errors.</param>
/// <param name="Type">What Egnyte takes.</param>
internal sealed record AttributeRule(AttributePath Path, string Name, MappedType Type)
{
    private readonly Transform[] _undone = [];

    /// <summary>Null when the profile names no field: the attribute is understood and dropped.</summary>
    public EgnyteUserField? Field { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The profiles that made the rule, the first to write it first.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>No rule of the profile: an attribute that another rule's transforms look at.</summary>
    public bool IsInput { get; init; }

    /// <summary>Where an answer shows the attribute under another parent, the path that a client selects it by.</summary>
    public AttributePath? SelectedBy { get; init; }

    /// <summary>What an administrator changes, and where, when the value is refused.</summary>
    public string? Fix { get; init; }

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

    public bool OnlyOnUpdate { get; init; }

    /// <summary>Sent later only by a PATCH that names it, and never as the only change.</summary>
    public bool OnlyBesideAnotherChange { get; init; }

    /// <summary>Not sent when a PUT or a value map repeats what Egnyte has.</summary>
    public bool SkipsEcho { get; init; }

    public MappedValue Default { get; init; }

    public FieldDefault? DefaultBy { get; init; }

    public bool DefaultsToUserMapping { get; init; }

    /// <summary>Boolean that is sent only when it has this value.</summary>
    public bool? SendOnly { get; init; }

    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>From what the client wrote to what Egnyte gets, in order.</summary>
    public RuleStep[] Steps
    {
        get;
        init
        {
            field = value;
            _undone = [.. value.Select(step => step.Transform).Where(transform => transform.Loses is null).Reverse()];
            OtherInputs = [.. value.SelectMany(step => step.Others).Distinct()];
            UsesOwnValue = value.All(step => step.Transform.UsesValue);
        }
    } = [];

    public Regex? Pattern { get; init; }

    public int MinLength { get; init; }

    /// <summary>Sent only while another Egnyte field has this value.</summary>
    public FieldCondition? OnlyIf { get; init; }

    public bool RejectedOnCreateOtherwise { get; init; }

    /// <summary>When this boolean is true, the other field must have this value.</summary>
    public FieldCondition? Requires { get; init; }

    /// <summary>For a multi-valued attribute that is one value in Egnyte: which element is taken.</summary>
    public ElementRule? Element { get; init; }

    /// <summary>What a client writes and reads: a boolean for a boolean attribute that is not transformed.</summary>
    public MappedType ClientType { get; init; } = Type;

    public bool IsReadOnly => !ToEgnyte && !IgnoresWrites;

    /// <summary>"Undefined" is how Okta writes "no value" for an attribute with a list of values or a default.</summary>
    public bool TakesUndefinedAsNotGiven => Allowed is not null || !Default.IsNone || DefaultBy is not null || DefaultsToUserMapping || SendOnly is not null;

    /// <summary>The other rules whose attributes the transforms look at.</summary>
    public int[] OtherInputs { get; private init; } = [];

    /// <summary>Whether what Egnyte gets depends on this attribute and no other, so that a filter can be answered by it.</summary>
    public bool IsSoleInput => UsesOwnValue && OtherInputs.Length == 0;

    /// <summary>Whether what Egnyte gets depends on this attribute at all.</summary>
    public bool UsesOwnValue { get; private init; } = true;

    /// <summary>What a client would not read again as it wrote it, step by step; empty where it reads what it wrote.</summary>
    public IReadOnlyList<string> Losses => [.. Steps.Select(step => step.Transform.Loses).OfType<string>()];

    /// <summary>What a client reads, from the Egnyte user.</summary>
    public MappedValue Read(EgnyteUser user) => Field?.Read is { } read ? ToScimValue(read(user)) : MappedValue.None;

    /// <summary>What a client reads where Egnyte holds this: every step that can be undone is.</summary>
    public MappedValue ToScimValue(MappedValue egnyte)
    {
        foreach (var step in _undone)
        {
            egnyte = step.Undo(egnyte);
        }

        return egnyte;
    }

    /// <summary>The value as Egnyte shall get it, or why it cannot; of a rule that looks at no other attribute.</summary>
    public MappedValue ToEgnyteValue(MappedValue given, out ScimError? refusal) => ToEgnyteValue(given, static _ => MappedValue.None, out refusal);

    /// <summary>The value as Egnyte shall get it, or why it cannot.</summary>
    /// <param name="given">What the client wrote; may be nothing.</param>
    /// <param name="others">What the client wrote of another rule's attribute.</param>
    /// <param name="refusal">Why the value cannot be taken, else null.</param>
    public MappedValue ToEgnyteValue(MappedValue given, Func<int, MappedValue> others, out ScimError? refusal)
    {
        var value = given;
        foreach (var step in Steps)
        {
            value = Apply(step, value, others, out var reason);
            if (reason is not null)
            {
                refusal = ScimError.InvalidValue($"{Name}{Shown(given)} {reason}. {Fix}".TrimEnd());
                return MappedValue.None;
            }
        }

        refusal = value.IsNone ? null : Check(given, value);
        return value;
    }

    public static MappedValue Apply(RuleStep step, MappedValue value, Func<int, MappedValue> others, out string? reason) => step.Others.Count == 0
        ? step.Transform.Apply(value, default, out reason)
        : step.Transform.Apply(value, [.. step.Others.Select(others)], out reason);

    private ScimError? Check(MappedValue given, MappedValue value)
    {
        if (value.Boolean.HasValue != Type is MappedType.Boolean)
        {
            return ScimError.InvalidValue($"{Name} must be a {(Type is MappedType.Boolean ? "boolean, true or false" : "string")}.");
        }

        if (value.Text is not { } text)
        {
            return null;
        }

        if (Allowed is not null && !Allowed.Contains(text, StringComparer.Ordinal))
        {
            return ScimError.InvalidValue($"{Name} \"{Quoted(text)}\" is not one of {string.Join(", ", Allowed)} (exactly as written here). {Fix}".TrimEnd());
        }

        if (Pattern is not null && !Matches(Pattern, text))
        {
            return ScimError.InvalidValue($"{Name}{Shown(given)} gives \"{Quoted(text)}\", which Egnyte does not accept. {Fix}".TrimEnd());
        }

        return text.Length < MinLength ? ScimError.InvalidValue($"{Name} is shorter than {MinLength} characters. {Fix}".TrimEnd()) : null;
    }

    // A value for which the expression takes too long is not checked, so it is rejected.
    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Shown(MappedValue given) => given.IsNone ? "" : $" \"{Quoted(given.ToString())}\"";

    private static string Quoted(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…");
}
