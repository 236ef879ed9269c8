using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>
/// Makes an account, or recognises the one that an unanswered attempt of the same create made, in this request or an earlier one
/// (behaviour.md §1.2).
/// </summary>
internal sealed partial class UserCreation(ScimCall call, EgnyteUserChange newUser, string? userName, ILogger logger)
{
    /// <summary>How old an account may be to be the create that we could not answer.</summary>
    private static readonly TimeSpan ResendWindow = TimeSpan.FromDays(1);

    /// <exception cref="ScimException">409: another account holds a value that is unique in Egnyte.</exception>
    public async Task<EgnyteUser> CreateAsync()
    {
        var (created, reconciliation) = await CreateReconciliation.CreateAsync(call, () => call.Egnyte.CreateUserAsync(newUser), FindOwnAsync);
        if (reconciliation is not Reconciliation.Not)
        {
            Log.Reconciled(logger, created.Id, call.Tenant.Name, reconciliation);
        }

        try
        {
            created = await UserWrites.CompleteAsync(call, new EgnyteUserId(created.Id), newUser, created);
        }
        catch (EgnyteApiException failure) when (!WillBeCompleted(failure))
        {
            // The account exists (behaviour.md §1.2): after an error the client would not know it, and its next attempt would get 409.
            Log.NotCompleted(logger, created.Id, call.Tenant.Name, failure.Kind, failure.Cause);
        }

        if (reconciliation is not Reconciliation.Found)
        {
            Log.Created(logger, created.Id, call.Tenant.Name);
        }

        return created;
    }

    /// <summary>The name may be held: whose is the account? Only equal externalIds prove that it is this create's.</summary>
    private async Task<EgnyteUser?> FindOwnAsync(EgnyteApiException failure, bool mayBeOurs)
    {
        // Where Egnyte names the attribute, its holder is looked up, and the user name need not be: one call either way (behaviour.md §4).
        var named = mayBeOurs ? null : UserClash.NamedBy(failure);
        var holder = named is null ? null : await UserClash.HolderAsync(call, newUser, named);
        if (holder is null)
        {
            var found = await call.Egnyte.ListUsersAsync(1, 2, $"userName eq \"{newUser.UserName}\"");
            holder = found.Rows.FirstOrDefault(user => HasName(user));
        }
        else if (!HasName(holder))
        {
            throw new ScimException(ScimError.Uniqueness(UserClash.Text(holder, newUser, named!, call.Mapping.Profile)));
        }

        if (holder is null)
        {
            // After an attempt that may have acted, a name that Egnyte refuses and does not show may be our own of a moment ago.
            return mayBeOurs ? null : throw new ScimException(ScimError.Uniqueness(await OtherClashAsync(failure, named)));
        }

        return IsOwn(holder)
            ? holder
            : throw new ScimException(ScimError.Uniqueness($"{NameHeld(holder)}{(mayBeOurs ? InDoubt(holder) : "")}"));
    }

    /// <summary>Whether the next attempt recognises the account and completes it, and so may be waited for.</summary>
    private bool WillBeCompleted(EgnyteApiException failure) =>
        call.Mapping.Profile.ExternalIdProvesOwnership && newUser.ExternalId is not null
        && failure.Kind is EgnyteFailure.Unavailable or EgnyteFailure.Throttled or EgnyteFailure.QuotaExhausted;

    private bool IsOwn(EgnyteUser holder) =>
        call.Mapping.Profile.ExternalIdProvesOwnership
        && newUser.ExternalId is not null
        && newUser.ExternalId == holder.ExternalId
        && IsNew(holder);

    private bool IsNew(EgnyteUser holder) => EgnyteDate.Parse(holder.CreatedDate) is not { } created || call.Time.GetUtcNow() - created < ResendWindow;

    private string NameHeld(EgnyteUser holder)
    {
        var mapping = call.Mapping;
        var state = holder.Active switch { true => "active", false => "inactive: link or reactivate it", null => "Egnyte does not say whether it is active" };
        var domain = DomainOf(newUser.Email) ?? "";
        return $"The Egnyte user name \"{holder.UserName}\"{MadeOf()} is held by the account of "
            + $"{holder.Email ?? "a user without an e-mail address"} (id {holder.Id}, {state}). "
            + $"Give this user another user name {mapping.Profile.WhereToChange}, or, if the account is this user's, link it"
            + (mapping.Settings.Get(TenantSettingsFormat.UserNameDomains).Contains(domain)
                || string.Equals(holder.Email, newUser.Email, StringComparison.OrdinalIgnoreCase)
                ? ": look it up first."
                : $": add {domain} to {mapping.Settings.Key(TenantSettingsFormat.UserNameDomains)}, so that accounts are found by the part before @.");
    }

    /// <summary>What is to be said where the account has the marks of this create, and none that proves it.</summary>
    private string InDoubt(EgnyteUser holder) =>
        IsNew(holder) && (holder.ExternalId is null || holder.ExternalId == newUser.ExternalId)
            ? " Egnyte did not answer this create, so it may be the one that made the account: compare the two, then link them."
            : "";

    /// <summary>The rule that made the names of two users equal in Egnyte, if one did.</summary>
    private string MadeOf() =>
        call.Mapping.Profile is var profile && profile.Rules[profile.UserName] is { Steps: { Length: > 0 } steps } rule
            && userName is not null
            && !userName.Equals(newUser.UserName, StringComparison.OrdinalIgnoreCase)
            ? $", which rule {rule.Name} ({string.Join(", ", steps.Select(step => step.Transform))}) of profile {profile.Name} makes of \"{userName}\","
            : "";

    /// <summary>The name is free, so that it is another value: Egnyte did not say which, and each is looked up.</summary>
    private async Task<string> OtherClashAsync(EgnyteApiException failure, string? looked)
    {
        foreach (var attribute in UserClash.Others)
        {
            if (attribute != looked && await UserClash.HolderAsync(call, newUser, attribute) is { } holder)
            {
                return UserClash.Text(holder, newUser, attribute, call.Mapping.Profile);
            }
        }

        return UserClash.Unknown(newUser, failure);
    }

    private bool HasName(EgnyteUser user) =>
        string.Equals(user.UserName, newUser.UserName, StringComparison.OrdinalIgnoreCase);

    private static string? DomainOf(string? email) => email?[(email.LastIndexOf('@') + 1)..];

    private static partial class Log
    {
        [LoggerMessage(EventIds.UserCreated, LogLevel.Information, "Created Egnyte user {EgnyteUserId} of tenant {Tenant}.")]
        public static partial void Created(ILogger logger, long egnyteUserId, string tenant);

        [LoggerMessage(
            EventIds.UserReconciled,
            LogLevel.Information,
            "Egnyte user {EgnyteUserId} of tenant {Tenant}: a create that Egnyte did not answer was reconciled: {How}.")]
        public static partial void Reconciled(ILogger logger, long egnyteUserId, string tenant, Reconciliation how);

        [LoggerMessage(
            EventIds.UserNotCompleted,
            LogLevel.Warning,
            "Created Egnyte user {EgnyteUserId} of tenant {Tenant}, but not as it was sent, and Egnyte would not be corrected: {Kind} ({Cause})")]
        public static partial void NotCompleted(ILogger logger, long egnyteUserId, string tenant, EgnyteFailure kind, string cause);
    }
}
