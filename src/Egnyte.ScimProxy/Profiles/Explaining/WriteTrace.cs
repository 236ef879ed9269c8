using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;
using Egnyte.ScimProxy.Users;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>What the traces of a create and of an update have in common.</summary>
internal static class WriteTrace
{
    /// <summary>The trace of a rule that never sends anything; null for any other.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="given">What the client said of it.</param>
    /// <param name="scim">The resource that the client sent; null for a PATCH.</param>
    public static RuleTrace? OfUnsent(AttributeRule rule, Given given, JsonElement? scim)
    {
        if (rule is { ToEgnyte: true, Field.Write: not null })
        {
            return null;
        }

        JsonElement value = default;
        var isWritten = scim is { } body && ScimJson.TryGet(body, rule.Path, out value) && !ScimJson.IsUnassigned(value);
        var isGiven = isWritten || given is not Given.Not;
        var because = !rule.ToEgnyte ? "read only: what a client writes is ignored" : "understood and dropped: the profile names no Egnyte field";

        // A dropped value is often a password, which must not be shown in a terminal.
        var seen = !isWritten ? MappedValue.None : rule.ToEgnyte ? MappedValue.Of("…") : EgnyteFields.ValueOf(value);
        return new RuleTrace(rule, seen, [], isGiven ? RuleOutcome.NotSent : RuleOutcome.Untouched, isGiven || !rule.ToEgnyte ? because : "not given");
    }

    /// <summary>What a rule saw of other attributes.</summary>
    public static IReadOnlyList<OtherAttribute> Others(AttributeRule rule, UserAttributes given, EgnyteUser? present, MappingProfile profile) =>
        [.. rule.OtherInputs.Select(place => new OtherAttribute(profile.Rules[place].Name, RuleValues.Input(place, given, present, profile)))];

    /// <summary>Every error of a rule begins with its name.</summary>
    public static bool IsAbout(AttributeRule rule, ScimError? error) => error?.Detail.StartsWith($"{rule.Name} ", StringComparison.Ordinal) is true;

    public static string Quoted(MappedValue value) => value.Text is { } text ? $"\"{text}\"" : value.IsNone ? "nothing" : value.ToString();
}
