using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>The changes of one user, and the policies for changes that Egnyte rejects (behaviour.md §1, §2).</summary>
internal sealed partial class UserWrites(ScimCall call, EgnyteUserId id, ILogger logger)
{
    /// <summary>Makes the change that a PUT or PATCH asks for. A deactivation is done whatever else in the request cannot be.</summary>
    /// <param name="given">What the client said.</param>
    /// <param name="needsPresent">Whether the mapping depends on what Egnyte has.</param>
    /// <param name="map">Maps what the client said, given the present user where it is known.</param>
    public async Task<UpdatedUser> UpdateAsync(UserAttributes given, bool needsPresent, Func<EgnyteUser?, UserUpdate> map)
    {
        // 1. Without the capability to update, a deactivation is sent alone. The present user decides nothing: a read that fails must not prevent it.
        if (given.Deactivates && !call.Mapping.Settings.Capabilities.Has(Capability.UpdateUsers))
        {
            return Deactivated(SaysMoreThanInactive(given)
                ? await DeactivateAloneAsync($"{nameof(Capability.UpdateUsers)} is false")
                : await DeactivateAsync());
        }

        // 2. Read the user, if the mapping needs it.
        needsPresent |= !given.IsPatch;
        var cached = needsPresent ? call.Egnyte.FindCachedUser(id.Value) : null;
        var present = cached ?? (needsPresent ? await ReadAsync() : null);

        // 3. Map. A cached user may permit a change, but never reject it. An empty change must still report a deleted user with 404.
        var update = map(present);
        if (cached is not null && (update.Refusal is not null || update.RestsOnPresent || update.IsEmpty))
        {
            (cached, present) = (null, await ReadAsync());
            update = map(present);
        }

        if (update.IgnoredExternalId)
        {
            Log.ExternalIdIgnored(logger, id.Value, call.Tenant.Name, call.Mapping.Settings.Key(TenantSettingsFormat.ExternalIdMismatch));
        }

        if (update.Refusal is { } refusal)
        {
            return update.Deactivates
                ? Deactivated(await DeactivateAloneAsync(refusal.ScimType ?? "refused"))
                : throw new ScimException(refusal);
        }

        if (update.IsEmpty)
        {
            return new UpdatedUser(present ?? await ReadAsync(), IsAsSent: true);
        }

        // 4. Send, and send again what the answer does not show.
        EgnyteUser updated;
        try
        {
            updated = update.Change.SendInvite is true ? await InviteAsync(update.Change) : await SendAsync(update.Change);
            updated = await CompleteAsync(call, id, update.Change, updated);

            // A cached user left something out, because it had it already or did not meet a condition: the answer shows whether that is so.
            if (cached is not null && UserDifference.NotSent(map(updated).Change, update.Change) is { } leftOut)
            {
                updated = await SendAsync(leftOut);
            }
        }
        catch (EgnyteApiException failure)
            when (update is { Deactivates: true, HasMoreThanDeactivation: true }
                && failure.Kind is EgnyteFailure.InvalidInput or EgnyteFailure.AlreadyExists or EgnyteFailure.Rejected)
        {
            return Deactivated(await DeactivateAloneAsync($"{failure.Kind} ({failure.Cause})"));
        }
        catch (EgnyteApiException clash) when (clash is { Kind: EgnyteFailure.AlreadyExists, MayHaveActed: false } && update.Change.Email is not null)
        {
            throw await UserClash.OfEmailAsync(call, id, update.Change) is { } held ? new ScimException(ScimError.Uniqueness(held)) : clash;
        }

        // 5. Verify.
        RequireActiveAsSent(update.Change, updated);
        RequireActiveAsSent(update.SkippedAsEcho, updated);
        if (update.Deactivates)
        {
            Log.Deactivated(logger, id.Value, call.Tenant.Name);
        }
        else
        {
            Log.Updated(logger, id.Value, call.Tenant.Name);
        }

        return new UpdatedUser(updated, UserDifference.Between(update.Change, updated) is null);
    }

    /// <exception cref="EgnyteApiException">Egnyte does not show whether the user is active now.</exception>
    /// <exception cref="ScimException">Egnyte accepted the deactivation twice and shows the user active.</exception>
    public async Task<EgnyteUser> DeactivateAsync()
    {
        var deactivation = new EgnyteUserChange { Active = false };
        var deactivated = await CompleteAsync(call, id, deactivation, await SendAsync(deactivation));
        RequireActiveAsSent(deactivation, deactivated);
        Log.Deactivated(logger, id.Value, call.Tenant.Name);
        return deactivated;
    }

    /// <summary>
    /// Sends again, once, what the answer shows otherwise than it was sent. What stays different then is shown as it is; active alone must be
    /// as sent.
    /// </summary>
    public static async Task<EgnyteUser> CompleteAsync(ScimCall call, EgnyteUserId id, EgnyteUserChange sent, EgnyteUser shown) =>
        UserDifference.Between(sent, shown) is { } missing ? await call.Egnyte.UpdateUserAsync(id.Value, missing) : shown;

    private static UpdatedUser Deactivated(EgnyteUser user) => new(user, IsAsSent: true);

    // A 2xx of Egnyte proves only what it shows, and the client reads a 2xx as done, whatever the resource in it says (behaviour.md §1.1).
    private void RequireActiveAsSent(EgnyteUserChange sent, EgnyteUser shown)
    {
        if (sent.Active is not { } active || shown.Active == active)
        {
            return;
        }

        if (shown.Active is null)
        {
            throw new EgnyteApiException(EgnyteFailure.Unavailable, "PATCH /pubapi/v2/users/{id}")
            {
                MayHaveActed = true,
                Reason = "Egnyte does not show whether the user is active",
            };
        }

        if (active)
        {
            throw new ScimException(
                ScimError.BadGateway("Egnyte accepted the activation twice, yet shows the account inactive: activate it in Egnyte's own administration."));
        }

        Log.StaysActive(logger, id.Value, call.Tenant.Name);
        throw new ScimException(
            ScimError.BadGateway("Egnyte accepted the deactivation twice, yet shows the account active: deactivate it in Egnyte's own administration."));
    }

    private bool SaysMoreThanInactive(UserAttributes given) =>
        given.Refusal is not null
        || Enumerable.Range(0, call.Mapping.Profile.Rules.Count).Any(rule => rule != call.Mapping.Profile.Active && given[rule] is not Given.Not);

    private Task<EgnyteUser> DeactivateAloneAsync(string reason)
    {
        Log.DeactivatedAlone(logger, id.Value, call.Tenant.Name, reason);
        return DeactivateAsync();
    }

    private Task<EgnyteUser> ReadAsync() => call.Egnyte.ReadUserAsync(id.Value);

    private Task<EgnyteUser> SendAsync(EgnyteUserChange change) => call.Egnyte.UpdateUserAsync(id.Value, change);

    /// <summary>A change that mails an invitation is made once: where Egnyte does not say whether it was, the account does (behaviour.md §1.2).</summary>
    private async Task<EgnyteUser> InviteAsync(EgnyteUserChange change)
    {
        try
        {
            return await SendAsync(change);
        }
        catch (EgnyteApiException failure) when (CreateReconciliation.IsUnknown(failure))
        {
            var seen = await CreateReconciliation.LookAsync(failure, ReadAsync);
            if (UserDifference.IsAllShown(change, seen))
            {
                return seen;
            }

            if (UserDifference.Between(change, seen) is null || !CreateReconciliation.IsSentAgain(call, failure))
            {
                // If it stays unknown whether the change was made, the client must retry.
                throw;
            }
        }

        return await SendAsync(change);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.UserUpdated, LogLevel.Information, "Updated Egnyte user {EgnyteUserId} of tenant {Tenant}.")]
        public static partial void Updated(ILogger logger, long egnyteUserId, string tenant);

        [LoggerMessage(EventIds.UserDeactivated, LogLevel.Information, "Deactivated Egnyte user {EgnyteUserId} of tenant {Tenant}.")]
        public static partial void Deactivated(ILogger logger, long egnyteUserId, string tenant);

        [LoggerMessage(
            EventIds.UserStaysActive,
            LogLevel.Warning,
            "Egnyte accepted the deactivation of user {EgnyteUserId} of tenant {Tenant} twice and shows the account active: deactivate it in "
            + "Egnyte.")]
        public static partial void StaysActive(ILogger logger, long egnyteUserId, string tenant);

        [LoggerMessage(
            EventIds.UserDeactivatedAlone,
            LogLevel.Warning,
            "Deactivating Egnyte user {EgnyteUserId} of tenant {Tenant} without the rest of the request, which cannot be done: {Reason}")]
        public static partial void DeactivatedAlone(ILogger logger, long egnyteUserId, string tenant, string reason);

        [LoggerMessage(
            EventIds.ExternalIdIgnored,
            LogLevel.Warning,
            "Egnyte user {EgnyteUserId} of tenant {Tenant} keeps its externalId, which differs from the client's ({Setting}).")]
        public static partial void ExternalIdIgnored(ILogger logger, long egnyteUserId, string tenant, string setting);
    }
}
