using Egnyte.ScimProxy.EgnyteApi.Models;
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
        RequireAll(given);

        // A value that is not sent in the end (a password of somebody who is no service account) is not judged.
        var values = new MappedValue[_rules.Count];
        var refusals = new ScimError?[_rules.Count];
        for (var rule = 0; rule < _rules.Count; rule++)
        {
            if (_rules[rule] is { ToEgnyte: true, Field: not null })
            {
                values[rule] = given[rule] is Given.Value ? _rules[rule].ToEgnyteValue(given.Value(rule), out refusals[rule]) : _rules[rule].Default;
            }
        }

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

        if (rule.OnlyIf is not { } condition || values[profile.IndexOfField(condition.EgnyteField)].Is(condition.Value, ignoreCase: false))
        {
            return true;
        }

        if (rule.RejectedOnCreateOtherwise && given[index] is Given.Value)
        {
            throw new ScimException(ScimError.InvalidValue($"{rule.Name} needs {condition.EgnyteField} \"{condition.Value}\". {rule.Cure}".TrimEnd()));
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
                throw new ScimException(ScimError.InvalidValue($"{_rules[rule].Name} true needs {_rules[other].Name} {requirement.Value}, and the request says {values[other]}: change one of the two {profile.WhereToChange}."));
            }

            values[other] = requirement.Value;
        }
    }

    private void RequireAll(UserAttributes given)
    {
        var missing = Enumerable.Range(0, _rules.Count).Where(rule => _rules[rule].IsRequired && given[rule] is not Given.Value).Select(rule => _rules[rule]).ToList();
        if (missing.Count > 0)
        {
            throw new ScimException(ScimError.InvalidValue($"Egnyte needs {string.Join(", ", missing.Select(rule => rule.Name))} to create a user. {string.Join(" ", missing.Select(rule => rule.Cure))}".TrimEnd()));
        }
    }

    private static void ThrowIf(ScimError? refusal)
    {
        if (refusal is not null)
        {
            throw new ScimException(refusal);
        }
    }
}
