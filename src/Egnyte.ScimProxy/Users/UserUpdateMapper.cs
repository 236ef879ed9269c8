using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>
/// SCIM to a change of an Egnyte user, by the rules of a profile: pure functions of what the client said, what Egnyte has, and the
/// tenant's settings.
/// </summary>
internal sealed class UserUpdateMapper(MappingProfile profile, TenantSettings settings)
{
    private readonly IReadOnlyList<AttributeRule> _rules = profile.Rules;

    /// <summary>Whether the update depends on what Egnyte has, so that the user must be read (or cached) first.</summary>
    public bool NeedsPresent(UserAttributes given)
    {
        for (var rule = 0; rule < _rules.Count; rule++)
        {
            var needs = given[rule] switch
            {
                Given.Cleared => _rules[rule] is { IsRequired: false, Field.Read: not null },
                _ when _rules[rule].OnlyOnCreate || _rules[rule].Field is null => false,
                Given.Not => RuleValues.IsGiven(rule, given, profile)
                    && (RuleValues.NeedsPresent(rule, given, profile)
                        || _rules[rule].Immutability is not Immutability.Mutable
                        || _rules[rule].OnlyIf is not null
                        || _rules[rule].SkipsEcho),
                _ => RuleValues.NeedsPresent(rule, given, profile)
                    || _rules[rule].Immutability is Immutability.Reject or Immutability.Ownership
                    || _rules[rule].OnlyIf is not null
                    || (_rules[rule].SkipsEcho && !given.IsNamed(rule)),
            };
            if (needs || given.Condition(rule) is not null)
            {
                return true;
            }
        }

        return settings.MapsUsers && (given[profile.Email] is Given.Value || given[profile.AuthType] is Given.Value);
    }

    /// <summary>
    /// The smallest change that does what the client said. <paramref name="present"/> is null only where <see cref="NeedsPresent"/> is
    /// false. No default applies: a defaulted userType would turn a power user's type back.
    /// </summary>
    public UserUpdate ToUpdate(UserAttributes given, EgnyteUser? present)
    {
        var update = new UserUpdate { Deactivates = given.Deactivates };
        if (given.Refusal is { } unreadable)
        {
            update.Refuse(unreadable);
        }

        for (var rule = 0; rule < _rules.Count; rule++)
        {
            if (given.Condition(rule) is { } condition && !condition.Holds(_rules[rule].Read(present!).Text))
            {
                if (condition.Otherwise is { } missed)
                {
                    update.Refuse(missed);
                }

                update.RestsOnPresent = true;
            }
            else if (given[rule] is Given.Cleared)
            {
                Clear(update, _rules[rule], present);
            }
            else if (RuleValues.IsGiven(rule, given, profile))
            {
                Set(update, rule, given, present);
            }
        }

        FollowUserMapping(update, given, present);
        AddWhatStandsBesideAChange(update, given);
        return update;
    }

    private void Set(UserUpdate update, int index, UserAttributes given, EgnyteUser? present)
    {
        var rule = _rules[index];
        if (rule.Field?.Write is not { } write || rule.OnlyOnCreate || rule.OnlyBesideAnotherChange)
        {
            return;
        }

        if (!rule.ToEgnyte || rule.Immutability is Immutability.Ignore)
        {
            return;
        }

        if (!RuleValues.IsKnown(index, given, profile))
        {
            if (given.IsNamed(index) && given[index] is Given.Value)
            {
                var unknown = rule.OtherInputs.First(other => given[other] is Given.Not);
                update.Refuse(
                    ScimError.InvalidValue($"{rule.Name} is made of {_rules[unknown].Name} too, which Egnyte does not tell: send both in one request."));
            }

            return;
        }

        var value = RuleValues.ToEgnyte(index, given, present, profile, out var refusal);
        if (value.IsNone && refusal is null)
        {
            if (index == profile.Active)
            {
                // It is unknown whether the client meant a deactivation: 200 would claim that it was carried out.
                update.Refuse(
                    ScimError.InvalidValue($"{rule.Name} \"{given.Value(index)}\" is made neither true nor false by the profile. {rule.Fix}".TrimEnd()));
            }
            else if (given[index] is Given.Value && rule.IsRequired)
            {
                update.Refuse(
                    ScimError.InvalidValue($"{rule.Name} \"{given.Value(index)}\" leaves nothing for Egnyte's {rule.Field.Name}. {rule.Fix}".TrimEnd()));
            }
            else if (given[index] is Given.Not && Array.Exists(rule.OtherInputs, other => given[other] is Given.Cleared))
            {
                Clear(update, rule, present);
            }

            return;
        }

        if (present is not null && rule.Steps.Length > 0 && IsEcho(rule, index, value, refusal, given, present))
        {
            if (rule.Immutability is Immutability.Mutable)
            {
                write(update.SkippedAsEcho, rule.Field.Read!(present));
            }
        }
        else if (rule.Immutability is not Immutability.Mutable)
        {
            KeepImmutable(update, rule, value, given, index, present!);
        }
        else if (refusal is not null)
        {
            update.Refuse(refusal);
        }
        else if (IsEchoOfPresent(rule, index, value, given, present))
        {
            write(update.SkippedAsEcho, value);
        }
        else if (rule.OnlyIf is not { } condition || condition.Holds(Effective(condition.EgnyteField, given, present!)))
        {
            write(update.Change, value);
        }
        else if (given.IsNamed(index))
        {
            // Only an echo may be dropped, and a client that names the attribute by a path means it.
            update.Refuse(ScimError.InvalidValue($"{rule.Name} needs {condition}. {rule.Fix}".TrimEnd()));
        }
    }

    // A client that writes what it read means no change, also where the transforms would make another value of it, or none: a user
    // that was created in Egnyte need not have the value that they would make.
    private static bool IsEcho(AttributeRule rule, int index, MappedValue value, ScimError? refusal, UserAttributes given, EgnyteUser present) =>
        rule.Field!.Read is { } read
        && given[index] is Given.Value
        && (rule.Immutability is not Immutability.Mutable || !given.IsNamed(index))
        && (refusal is not null || !value.Is(read(present), rule.Field.IgnoresCase))
        && rule.Read(present) is { IsNone: false } shown
        && shown.Is(given.Value(index), rule.Immutability is not Immutability.Mutable && rule.Field.IgnoresCase);

    private static bool IsEchoOfPresent(AttributeRule rule, int index, MappedValue value, UserAttributes given, EgnyteUser? present) =>
        rule.SkipsEcho && !given.IsNamed(index) && rule.Field!.Read!(present!).Is(value, rule.Field.IgnoresCase);

    private void KeepImmutable(UserUpdate update, AttributeRule rule, MappedValue value, UserAttributes given, int index, EgnyteUser present)
    {
        var stored = rule.Field!.Read!(present);
        if (stored.Is(value, rule.Field.IgnoresCase))
        {
            return;
        }

        switch (rule.Immutability)
        {
            // A PUT or a map may link an account that was created in Egnyte; a path asks for the value to be stored.
            case Immutability.Ownership when stored.IsNone && given.IsNamed(index) && !ExternalIdPolicy.IsIgnored(settings):
                update.Refuse(ScimError.Mutability(
                    $"{rule.Name} cannot be stored: Egnyte takes it only when the account is created, and this account has none. Take it out of "
                    + $"the attributes that are pushed, or set {settings.Key(TenantSettingsFormat.ExternalIdMismatch)} to ignore."));
                break;

            case Immutability.Ownership:
                var wanted = given.Value(index).Text ?? value.Text!;
                if (ExternalIdPolicy.Check(wanted, rule.Read(present).Text, present, EmailOf(given, present), settings) is { } refusal)
                {
                    update.Refuse(refusal);
                }
                else
                {
                    (update.IgnoredExternalId, update.RestsOnPresent) = (true, true);
                }

                break;

            // Where Egnyte does not tell the present value, only a client that names the attribute can mean a change; a PUT may be an echo.
            case Immutability.Reject when !stored.IsNone || given.IsNamed(index):
                update.Refuse(ScimError.Mutability(
                    $"{rule.Name} of an Egnyte account cannot change{(stored.IsNone ? "" : $" from \"{stored}\" to \"{value}\"")}: set it back "
                    + $"{profile.WhereToChange}."));
                break;
        }
    }

    private static void Clear(UserUpdate update, AttributeRule rule, EgnyteUser? present)
    {
        if (rule.IsRequired)
        {
            update.Refuse(ScimError.InvalidValue($"{rule.Name} cannot be removed: Egnyte requires it. {rule.Fix}".TrimEnd()));
        }
        else if (rule is { Field: { Read: null, Write: not null }, ToEgnyte: true, OnlyBesideAnotherChange: false, OnlyOnCreate: false })
        {
            update.Refuse(ScimError.InvalidValue(
                $"{rule.Name} cannot be cleared: Egnyte offers no way to clear a value, and does not tell whether there is one. Set it to another "
                + "value."));
        }
        else if (rule.Field?.Read is { } read && read(present!) is { IsNone: false } held && (rule.SendOnly is null || held.Boolean == rule.SendOnly))
        {
            update.Refuse(ScimError.InvalidValue(
                $"{rule.Name} cannot be cleared: Egnyte offers no way to clear a value, only to set another one. Change it in Egnyte's own "
                + "administration if it must be empty."));
        }
        else
        {
            update.RestsOnPresent |= rule.Field?.Read is not null;
        }
    }

    /// <summary>The SAML subject follows the tenant's DefaultUserMapping where the client does not set it (behaviour.md §2, idpUserId).</summary>
    private void FollowUserMapping(UserUpdate update, UserAttributes given, EgnyteUser? present)
    {
        if (!settings.MapsUsers
            || present is null
            || update.Change.IdpUserId is not null
            || profile.IdpUserId < 0
            || !_rules[profile.IdpUserId].DefaultsToUserMapping)
        {
            return;
        }

        if (_rules[profile.IdpUserId].OnlyIf is { } condition && !condition.Holds(Effective(condition.EgnyteField, given, present)))
        {
            return;
        }

        var email = update.Change.Email ?? present.Email;
        var turnsToSso = update.Change.AuthType is not null && present.AuthType != update.Change.AuthType && present.IdpUserId is null;
        var followsEmail = settings.Get(TenantSettingsFormat.DefaultUserMapping) is DefaultUserMapping.Email
            && update.Change.Email is not null
            && !update.Change.Email.Equals(present.Email, StringComparison.OrdinalIgnoreCase)
            && present.IdpUserId is not null
            && present.IdpUserId.Equals(present.Email, StringComparison.OrdinalIgnoreCase);
        if (turnsToSso || followsEmail)
        {
            update.Change.IdpUserId = settings.MappedUser(email, present.UserName);
            update.SkippedAsEcho.IdpUserId = null; // an echo of the old one must not bring it back
        }
    }

    // sendInvite cannot be the only change, and a PUT may only repeat it.
    private void AddWhatStandsBesideAChange(UserUpdate update, UserAttributes given)
    {
        if (!given.IsPatch || update.IsEmpty)
        {
            return;
        }

        for (var rule = 0; rule < _rules.Count; rule++)
        {
            if (_rules[rule].OnlyBesideAnotherChange && given[rule] is Given.Value)
            {
                var value = RuleValues.ToEgnyte(rule, given, null, profile, out var refusal);
                if (refusal is null && !value.IsNone)
                {
                    _rules[rule].Field?.Write?.Invoke(update.Change, value);
                }
            }
        }
    }

    private string? EmailOf(UserAttributes given, EgnyteUser present) =>
        profile.Email >= 0 && given[profile.Email] is Given.Value ? RuleValues.ToEgnyte(profile.Email, given, present, profile, out _).Text : null;

    private MappedValue Effective(string egnyteField, UserAttributes given, EgnyteUser present)
    {
        var rule = profile.IndexOfField(egnyteField);
        return rule >= 0 && _rules[rule] is { Immutability: Immutability.Mutable, OnlyOnCreate: false }
            && RuleValues.IsGiven(rule, given, profile)
            && RuleValues.IsKnown(rule, given, profile)
            && RuleValues.ToEgnyte(rule, given, present, profile, out _) is { IsNone: false } value
            ? value
            : EgnyteUserFields.ByName[egnyteField].Read!(present);
    }
}
