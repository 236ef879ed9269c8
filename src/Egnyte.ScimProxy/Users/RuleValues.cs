using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Users;

/// <summary>
/// What Egnyte shall get by a rule: made of what the client said, and where a transform looks at an attribute of which this request says
/// nothing, of what the client would read of it.
/// </summary>
internal static class RuleValues
{
    /// <summary>Whether the client said anything that the rule is made of, be it that there is nothing any more.</summary>
    public static bool IsGiven(int index, UserAttributes given, MappingProfile profile)
    {
        var rule = profile.Rules[index];
        return given[index] is Given.Value || (rule.OtherInputs.Length > 0 && Array.Exists(rule.OtherInputs, other => given[other] is not Given.Not));
    }

    /// <summary>The value, nothing, or why there can be none.</summary>
    public static MappedValue ToEgnyte(int index, UserAttributes given, EgnyteUser? present, MappingProfile profile, out ScimError? refusal)
    {
        var rule = profile.Rules[index];
        if (rule.OtherInputs.Length == 0)
        {
            return rule.ToEgnyteValue(given.Value(index), out refusal);
        }

        return OfSeveral(index, given, present, profile, out refusal);
    }

    // A method of its own: the function keeps what it sees in an object, which most rules need not pay for.
    private static MappedValue OfSeveral(int index, UserAttributes given, EgnyteUser? present, MappingProfile profile, out ScimError? refusal)
    {
        var rule = profile.Rules[index];
        Func<int, MappedValue> others = place => Input(place, given, present, profile);
        var value = rule.ToEgnyteValue(given.Value(index), others, out refusal);
        if (!given.IsPatch || given[index] is not Given.Not || !rule.UsesOwnValue)
        {
            return value;
        }

        // A PATCH that does not say it: what Egnyte holds was made of several, and to put it in again would grow at each change. Only
        // what comes out whatever it was is known.
        if (present is not null && rule.ToEgnyteValue(rule.Read(present), others, out _).Is(value, ignoreCase: false))
        {
            return value;
        }

        refusal = null;
        return MappedValue.None;
    }

    /// <summary>What a rule with several inputs sees of one of them.</summary>
    public static MappedValue Input(int place, UserAttributes given, EgnyteUser? present, MappingProfile profile) => given[place] switch
    {
        Given.Value => given.Value(place),
        Given.Not when present is not null => profile.Rules[place].Read(present),
        _ => MappedValue.None,
    };

    /// <summary>Whether all that the rule is made of is known: a part that is not stated must not be taken for one that is missing.</summary>
    public static bool IsKnown(int index, UserAttributes given, MappingProfile profile) =>
        !given.IsPatch || Array.TrueForAll(
            profile.Rules[index].OtherInputs,
            other => given[other] is not Given.Not || profile.Rules[other] is { ToScim: true, Field.Read: not null, Losses.Count: 0 });

    /// <summary>Whether a part of it must be read from Egnyte.</summary>
    public static bool NeedsPresent(int index, UserAttributes given, MappingProfile profile)
    {
        var rule = profile.Rules[index];
        return rule.OtherInputs.Length > 0
            && ((rule.UsesOwnValue && given[index] is Given.Not) || Array.Exists(rule.OtherInputs, other => given[other] is not Given.Value));
    }
}
