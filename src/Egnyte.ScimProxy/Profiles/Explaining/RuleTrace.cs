using System.Text.Json.Serialization;
using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>What a rule did with one request.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Seen">The value it saw: the client's, of several the picked one; where a user is read, Egnyte's.</param>
/// <param name="Steps">What each transform made of it.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Because">The same as a sentence.</param>
internal sealed record RuleTrace(
    [property: JsonIgnore] AttributeRule Rule, MappedValue Seen, IReadOnlyList<StepTrace> Steps, RuleOutcome Outcome, string Because)
{
    public string Scim => Rule.Name;

    public string? Egnyte => Rule.Field?.Name;

    public IReadOnlyList<string> Origins => Rule.Origins;

    /// <summary>What it saw of other attributes.</summary>
    public IReadOnlyList<OtherAttribute> Others { get; init; } = [];

    /// <summary>What goes to Egnyte, where something does.</summary>
    public MappedValue Sent { get; init; }

    /// <summary>Whether the request has shown what the rule does.</summary>
    [JsonIgnore]
    public bool IsTouched => Outcome is not RuleOutcome.Untouched;
}

/// <summary>Another attribute that a transform looks at.</summary>
internal sealed record OtherAttribute(string Scim, MappedValue Seen);
