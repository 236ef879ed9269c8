using System.Buffers;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>SCIM to a new Egnyte user, by the rules of a profile: a pure function of what the client said and the tenant's settings.</summary>
internal sealed class NewUserMapper(MappingProfile profile, TenantSettings settings)
{
    private readonly IReadOnlyList<AttributeRule> _rules = profile.Rules;

    public EgnyteUserChange ToNewEgnyteUser(UserAttributes given)
    {
        ThrowIf(given.Refusal);
        ThrowIf(given.RefusalOnCreate);
        given.DropClearings();

        var values = ArrayPool<MappedValue>.Shared.Rent(_rules.Count);
        var refusals = ArrayPool<ScimError?>.Shared.Rent(_rules.Count);
        try
        {
            return ToNewEgnyteUser(given, values, refusals);
        }
        finally
        {
            values.AsSpan(0, _rules.Count).Clear();
            refusals.AsSpan(0, _rules.Count).Clear();
            ArrayPool<MappedValue>.Shared.Return(values);
            ArrayPool<ScimError?>.Shared.Return(refusals);
        }
    }

    private EgnyteUserChange ToNewEgnyteUser(UserAttributes given, MappedValue[] values, ScimError?[] refusals)
    {
        // A value that is not sent in the end (a password of a user who is no service account) is not checked.
        for (var rule = 0; rule < _rules.Count; rule++)
        {
            (values[rule], refusals[rule]) = (MappedValue.None, null);
            if (_rules[rule] is { ToEgnyte: true, Field: not null, OnlyOnUpdate: false } definition)
            {
                values[rule] = RuleValues.IsGiven(rule, given, profile) || !definition.UsesOwnValue
                    ? RuleValues.ToEgnyte(rule, given, null, profile, out refusals[rule])
                    : MappedValue.None;
                values[rule] = values[rule].IsNone && refusals[rule] is null ? definition.Default : values[rule];
            }
        }

        RequireAll(given, values, refusals);
        ApplyDefaultsByFields(values, refusals);
        MeetRequirements(given, values);
        if (profile.IdpUserId >= 0 && values[profile.IdpUserId].IsNone && _rules[profile.IdpUserId].DefaultsToUserMapping)
        {
            values[profile.IdpUserId] = MappedValue.Of(settings.MappedUser(values[profile.Email].Text, values[profile.UserName].Text));
        }

        var user = new EgnyteUserChange();
        for (var rule = 0; rule < _rules.Count; rule++)
        {
            if ((!values[rule].IsNone || refusals[rule] is not null) && _rules[rule].Field?.Write is { } write && IsSentOnCreate(rule, given, values))
            {
                ThrowIf(refusals[rule]);
                write(user, values[rule]);
            }
        }

        return user;
    }

    private bool IsSentOnCreate(int index, UserAttributes given, MappedValue[] values)
    {
        var rule = _rules[index];
        if (rule.SendOnly is { } only && values[index].Boolean != only)
        {
            return false;
        }

        if (rule.OnlyIf is not { } condition || condition.Holds(values[profile.IndexOfField(condition.EgnyteField)]))
        {
            return true;
        }

        if (rule.RejectedOnCreateOtherwise && given[index] is Given.Value)
        {
            throw new ScimException(ScimError.InvalidValue(
                $"{rule.Name} needs {condition.EgnyteField} "
                + $"{string.Join(" or ", condition.Others.Prepend(condition.Value).Select(value => $"\"{value}\""))}. {rule.Fix}".TrimEnd()));
        }

        return false;
    }

    private void MeetRequirements(UserAttributes given, MappedValue[] values)
    {
        for (var rule = 0; rule < _rules.Count; rule++)
        {
            if (_rules[rule].Requires is not { } requirement || values[rule].Boolean is not true)
            {
                continue;
            }

            var other = profile.IndexOfField(requirement.EgnyteField);
            if (given[other] is Given.Value && !values[other].Is(requirement.Value, ignoreCase: false))
            {
                throw new ScimException(ScimError.InvalidValue(
                    $"{_rules[rule].Name} true needs {_rules[other].Name} {requirement.Value}, and the request says {values[other]}: change one "
                    + $"of the two {profile.WhereToChange}."));
            }

            values[other] = requirement.Value;
        }
    }

    private void ApplyDefaultsByFields(MappedValue[] values, ScimError?[] refusals)
    {
        for (var rule = 0; rule < _rules.Count; rule++)
        {
            if (_rules[rule].DefaultBy is { } by && values[rule].IsNone && refusals[rule] is null)
            {
                values[rule] = by.For(values[profile.IndexOfField(by.EgnyteField)]);
            }
        }
    }

    private void RequireAll(UserAttributes given, MappedValue[] values, ScimError?[] refusals)
    {
        List<int>? missing = null;
        for (var rule = 0; rule < _rules.Count; rule++)
        {
            if (_rules[rule].IsRequired && values[rule].IsNone && refusals[rule] is null)
            {
                (missing ??= []).Add(rule);
            }
        }

        if (missing is null)
        {
            return;
        }

        if (missing.FindIndex(rule => given[rule] is Given.Value) is var place and >= 0)
        {
            var emptied = missing[place];
            throw new ScimException(ScimError.InvalidValue(
                $"{_rules[emptied].Name} \"{given.Value(emptied)}\" leaves nothing for Egnyte's {_rules[emptied].Field!.Name}. "
                + $"{_rules[emptied].Fix}".TrimEnd()));
        }

        throw new ScimException(ScimError.InvalidValue(
            $"Egnyte needs {string.Join(", ", missing.Select(rule => _rules[rule].Name))} to create a user. "
            + $"{string.Join(" ", missing.Select(rule => _rules[rule].Fix))}".TrimEnd()));
    }

    private static void ThrowIf(ScimError? refusal)
    {
        if (refusal is not null)
        {
            throw new ScimException(refusal);
        }
    }
}
