using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>The writes of a person, and what must still happen when Egnyte refuses one: the policies that are not mapping (behaviour.md §1, §2).</summary>
internal static partial class UserWrites
{
    /// <summary>How old an account may be to be the create that we could not answer.</summary>
    private static readonly TimeSpan ResendWindow = TimeSpan.FromDays(1);

    /// <summary>Creates an account, or recognises the one that an earlier, unanswered attempt of this same create made.</summary>
    public static async Task<EgnyteUser> CreateAsync(ScimCall call, EgnyteUserChange newUser, string? userName, ILogger logger)
    {
        EgnyteUser created;
        try
        {
            created = await call.Egnyte.CreateUserAsync(newUser, call.Call with { SendsInvitation = true }, ScimCall.ToTheEnd);
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.AlreadyExists)
        {
            created = await FindOwnAsync(call, newUser, userName, failure);
        }

        try
        {
            created = await CompleteAsync(call, newUser, created);
        }
        catch (EgnyteApiException failure) when (!WillBeCompleted(call, newUser, failure))
        {
            // The account is there (behaviour.md §1.2): any error now would leave it to nobody, and the next attempt would get 409 for it.
            Log.NotCompleted(logger, created.Id, call.Tenant.Name, failure.Kind);
        }

        Log.Created(logger, created.Id, call.Tenant.Name);
        return call.RememberWritten(created);
    }

    /// <summary>Makes the change that a PUT or PATCH asks for. A deactivation is done whatever else in the request cannot be.</summary>
    public static async Task<EgnyteUser> UpdateAsync(ScimCall call, EgnyteUserId id, UserAttributes given, ILogger logger)
    {
        if (given.Deactivates && !call.Mapping.Settings.Capabilities.Has(Capability.UpdateUsers))
        {
            // The present account decides nothing here: a reading that fails must not keep the leaver.
            return SaysMoreThanInactive(given, call.Mapping.Profile)
                ? await DeactivateAloneAsync(call, id, $"{nameof(Capability.UpdateUsers)} is false", logger)
                : await DeactivateAsync(call, id, logger);
        }

        var mapper = call.Mapping.UserUpdates;
        var (present, isFresh) = !given.IsPatch || mapper.NeedsPresent(given) ? await PresentAsync(call, id) : (null, false);
        var update = mapper.ToUpdate(given, present);
        if (!isFresh && present is not null && (update.Refusal is not null || update.IsEmpty))
        {
            // A memo may permit, never refuse; and a change that is nothing must still tell a deleted account by its 404.
            (present, isFresh) = (await ReadAsync(call, id), true);
            update = mapper.ToUpdate(given, present);
        }

        if (update.IgnoredExternalId)
        {
            Log.ExternalIdIgnored(logger, id.Value, call.Tenant.Name, call.Mapping.Settings.Key(nameof(TenantSettings.ExternalIdMismatch)));
        }

        if (update.Refusal is { } refusal)
        {
            return update.Deactivates
                ? await DeactivateAloneAsync(call, id, refusal.ScimType ?? "refused", logger)
                : throw new ScimException(refusal);
        }

        if (update.IsEmpty)
        {
            return present ?? await ReadAsync(call, id);
        }

        // Until Egnyte has answered, nobody knows what the account looks like.
        call.Forget(id);
        EgnyteUser updated;
        try
        {
            updated = await call.Egnyte.UpdateUserAsync(id.Value, update.Change, call.Call with { SendsInvitation = update.Change.SendInvite is true }, ScimCall.ToTheEnd);
            updated = await CompleteAsync(call, update.Change, updated);

            // What was left out because a memo had it already is judged by the answer.
            updated = isFresh ? updated : await CompleteAsync(call, update.LeftOut, updated);
        }
        catch (EgnyteApiException failure) when (update is { Deactivates: true, HasMoreThanDeactivation: true } && failure.Kind is EgnyteFailure.InvalidInput or EgnyteFailure.AlreadyExists or EgnyteFailure.Rejected)
        {
            return await DeactivateAloneAsync(call, id, failure.Kind.ToString(), logger);
        }

        if (update.Deactivates && updated.Active)
        {
            Log.StaysActive(logger, id.Value, call.Tenant.Name);
        }
        else
        {
            Log.Updated(logger, id.Value, call.Tenant.Name);
        }

        return call.RememberWritten(updated);
    }

    public static async Task<EgnyteUser> DeactivateAsync(ScimCall call, EgnyteUserId id, ILogger logger)
    {
        call.Forget(id);
        var deactivation = new EgnyteUserChange { Active = false };
        var deactivated = await CompleteAsync(call, deactivation, await call.Egnyte.UpdateUserAsync(id.Value, deactivation, call.Call, ScimCall.ToTheEnd));
        if (deactivated.Active)
        {
            Log.StaysActive(logger, id.Value, call.Tenant.Name);
        }
        else
        {
            Log.Deactivated(logger, id.Value, call.Tenant.Name);
        }

        return call.RememberWritten(deactivated);
    }

    private static bool SaysMoreThanInactive(UserAttributes given, MappingProfile profile) =>
        given.Refusal is not null || Enumerable.Range(0, profile.Rules.Count).Any(rule => rule != profile.Active && given[rule] is not Given.Not);

    private static Task<EgnyteUser> DeactivateAloneAsync(ScimCall call, EgnyteUserId id, string reason, ILogger logger)
    {
        Log.DeactivatedAlone(logger, id.Value, call.Tenant.Name, reason);
        return DeactivateAsync(call, id, logger);
    }

    private static async Task<(EgnyteUser User, bool IsFresh)> PresentAsync(ScimCall call, EgnyteUserId id) =>
        call.Tenant.Connection.Users.Recall(call.Call.TokenHash, id.Value) is { } remembered
            ? (remembered, false)
            : (await ReadAsync(call, id), true);

    private static async Task<EgnyteUser> ReadAsync(ScimCall call, EgnyteUserId id) =>
        call.RememberRead(await call.Egnyte.GetUserAsync(id.Value, call.Call, call.WhileCallerWaits));

    /// <summary>Sends again, once, what the answer shows otherwise than it was sent. What stays different then is shown as it is.</summary>
    private static async Task<EgnyteUser> CompleteAsync(ScimCall call, EgnyteUserChange sent, EgnyteUser shown) =>
        UserDifference.Between(sent, shown) is { } missing
            ? await call.Egnyte.UpdateUserAsync(shown.Id, missing, call.Call, ScimCall.ToTheEnd)
            : shown;

    /// <summary>Egnyte says that the name, e-mail or externalId exists: whose is it? Only equal externalIds prove that it is this create's.</summary>
    private static async Task<EgnyteUser> FindOwnAsync(ScimCall call, EgnyteUserChange newUser, string? userName, EgnyteApiException failure)
    {
        var found = await EgnyteLists.ReadUsersAsync(call.Egnyte, 1, 2, $"userName eq \"{newUser.UserName}\"", call.Call, ScimCall.ToTheEnd);
        var holder = found.Rows.FirstOrDefault(user => string.Equals(user.UserName, newUser.UserName, StringComparison.OrdinalIgnoreCase));
        if (holder is not null && IsOwn(holder, newUser, call))
        {
            return holder;
        }

        throw new ScimException(ScimError.Uniqueness(holder is null ? OtherValueHeld(newUser, failure) : NameHeld(holder, newUser, userName, call.Mapping)));
    }

    /// <summary>Whether the next attempt recognises the account and completes it, and so may be waited for.</summary>
    private static bool WillBeCompleted(ScimCall call, EgnyteUserChange newUser, EgnyteApiException failure) =>
        call.Mapping.Profile.ExternalIdProvesOwnership && newUser.ExternalId is not null
        && failure.Kind is EgnyteFailure.Unavailable or EgnyteFailure.Throttled or EgnyteFailure.QuotaExhausted;

    private static bool IsOwn(EgnyteUser holder, EgnyteUserChange newUser, ScimCall call) =>
        call.Mapping.Profile.ExternalIdProvesOwnership
        && newUser.ExternalId is not null
        && newUser.ExternalId == holder.ExternalId
        && (EgnyteDate.Parse(holder.CreatedDate) is not { } created || call.Now - created < ResendWindow);

    private static string NameHeld(EgnyteUser holder, EgnyteUserChange newUser, string? userName, TenantMapping mapping)
    {
        var state = holder.Active ? "active" : "inactive: link or reactivate it";
        var domain = DomainOf(newUser.Email) ?? "";
        return $"The Egnyte user name \"{holder.UserName}\"{MadeOf(userName, newUser, mapping.Profile)} is held by the account of {holder.Email ?? "somebody without an e-mail address"} (id {holder.Id}, {state}). "
            + $"Give this person another user name {mapping.Profile.WhereToChange}, or, if the account is theirs, link it"
            + (mapping.Settings.UserNameDomains.Contains(domain) || string.Equals(holder.Email, newUser.Email, StringComparison.OrdinalIgnoreCase) ? ": look it up first." : $": add {domain} to {mapping.Settings.Key(nameof(TenantSettings.UserNameDomains))}, so that accounts are found by the part before @.");
    }

    /// <summary>Where two people's names become one in Egnyte, the rule that made it so.</summary>
    private static string MadeOf(string? userName, EgnyteUserChange newUser, MappingProfile profile) =>
        profile.Rules[profile.UserName] is { Steps: { Length: > 0 } steps } rule && userName is not null && !userName.Equals(newUser.UserName, StringComparison.OrdinalIgnoreCase)
            ? $", which rule {rule.Name} ({string.Join(", ", steps.Select(step => step.Transform))}) of profile {profile.Name} makes of \"{userName}\","
            : "";

    private static string OtherValueHeld(EgnyteUserChange newUser, EgnyteApiException failure) =>
        $"Egnyte has no account named \"{newUser.UserName}\", yet says that this one exists{(failure.Reason is { } reason ? $" (\"{reason}\")" : "")}: another account has the e-mail address {newUser.Email}{(newUser.ExternalId is null ? "" : " or the externalId")}. Give this person another e-mail address, or free it in Egnyte.";

    private static string? DomainOf(string? email) => email?[(email.LastIndexOf('@') + 1)..];

    private static partial class Log
    {
        [LoggerMessage(EventIds.UserCreated, LogLevel.Information, "Created Egnyte user {EgnyteUserId} of tenant {Tenant}.")]
        public static partial void Created(ILogger logger, long egnyteUserId, string tenant);

        [LoggerMessage(EventIds.UserUpdated, LogLevel.Information, "Updated Egnyte user {EgnyteUserId} of tenant {Tenant}.")]
        public static partial void Updated(ILogger logger, long egnyteUserId, string tenant);

        [LoggerMessage(EventIds.UserDeactivated, LogLevel.Information, "Deactivated Egnyte user {EgnyteUserId} of tenant {Tenant}.")]
        public static partial void Deactivated(ILogger logger, long egnyteUserId, string tenant);

        [LoggerMessage(EventIds.UserStaysActive, LogLevel.Warning, "Egnyte accepted the deactivation of user {EgnyteUserId} of tenant {Tenant} twice and shows the account active: deactivate it in Egnyte.")]
        public static partial void StaysActive(ILogger logger, long egnyteUserId, string tenant);

        [LoggerMessage(EventIds.UserNotCompleted, LogLevel.Warning, "Created Egnyte user {EgnyteUserId} of tenant {Tenant}, but not as it was sent, and Egnyte would not be corrected: {Kind}")]
        public static partial void NotCompleted(ILogger logger, long egnyteUserId, string tenant, EgnyteFailure kind);

        [LoggerMessage(EventIds.UserDeactivatedAlone, LogLevel.Warning, "Deactivating Egnyte user {EgnyteUserId} of tenant {Tenant} without the rest of the request, which cannot be done: {Reason}")]
        public static partial void DeactivatedAlone(ILogger logger, long egnyteUserId, string tenant, string reason);

        [LoggerMessage(EventIds.ExternalIdIgnored, LogLevel.Warning, "Egnyte user {EgnyteUserId} of tenant {Tenant} keeps its externalId, which differs from the client's ({Setting}).")]
        public static partial void ExternalIdIgnored(ILogger logger, long egnyteUserId, string tenant, string setting);
    }
}
