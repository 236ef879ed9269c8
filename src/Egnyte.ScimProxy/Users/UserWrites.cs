using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>Changes of a user, and the policies for changes that Egnyte refuses (behaviour.md §1, §2).</summary>
internal static partial class UserWrites
{
    /// <summary>Makes the change that a PUT or PATCH asks for. A deactivation is done whatever else in the request cannot be.</summary>
    public static async Task<UpdatedUser> UpdateAsync(ScimCall call, EgnyteUserId id, UserAttributes given, ILogger logger)
    {
        if (given.Deactivates && !call.Mapping.Settings.Capabilities.Has(Capability.UpdateUsers))
        {
            // The present user decides nothing here: a read that fails must not prevent the deactivation.
            return Deactivated(SaysMoreThanInactive(given, call.Mapping.Profile)
                ? await DeactivateAloneAsync(call, id, $"{nameof(Capability.UpdateUsers)} is false", logger)
                : await DeactivateAsync(call, id, logger));
        }

        var mapper = call.Mapping.UserUpdates;
        var (present, isFresh) = !given.IsPatch || mapper.NeedsPresent(given) ? await PresentAsync(call, id) : (null, false);
        var update = mapper.ToUpdate(given, present);
        if (!isFresh && present is not null && (update.Refusal is not null || update.RestsOnPresent || update.IsEmpty))
        {
            // A cached user may permit a change, but never reject it. An empty change must still report a deleted user with 404.
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
                ? Deactivated(await DeactivateAloneAsync(call, id, refusal.ScimType ?? "refused", logger))
                : throw new ScimException(refusal);
        }

        if (update.IsEmpty)
        {
            return new UpdatedUser(present ?? await ReadAsync(call, id), IsAsSent: true);
        }

        // Until Egnyte has answered, the state of the account is unknown.
        call.Invalidate(id);
        EgnyteUser updated;
        try
        {
            updated = update.Change.SendInvite is true ? await InviteAsync(call, id, update.Change) : await SendAsync(call, id, update.Change);
            updated = await CompleteAsync(call, id, update.Change, updated);

            // A cached user left something out, because it had it already or did not meet a condition: the answer shows whether that is so.
            if (!isFresh && present is not null && UserDifference.NotSent(mapper.ToUpdate(given, updated).Change, update.Change) is { } leftOut)
            {
                updated = await SendAsync(call, id, leftOut);
            }
        }
        catch (EgnyteApiException failure)
            when (update is { Deactivates: true, HasMoreThanDeactivation: true }
                && failure.Kind is EgnyteFailure.InvalidInput or EgnyteFailure.AlreadyExists or EgnyteFailure.Rejected)
        {
            return Deactivated(await DeactivateAloneAsync(call, id, $"{failure.Kind} ({failure.Cause})", logger));
        }
        catch (EgnyteApiException clash) when (clash is { Kind: EgnyteFailure.AlreadyExists, MayHaveActed: false } && update.Change.Email is not null)
        {
            throw await UserClash.OfEmailAsync(call, id, update.Change) is { } held ? new ScimException(ScimError.Uniqueness(held)) : clash;
        }

        RequireActiveAsSent(call, id, update.Change, updated, logger);
        RequireActiveAsSent(call, id, update.SkippedAsEcho, updated, logger);
        if (update.Deactivates)
        {
            Log.Deactivated(logger, id.Value, call.Tenant.Name);
        }
        else
        {
            Log.Updated(logger, id.Value, call.Tenant.Name);
        }

        return new UpdatedUser(call.RememberWritten(updated), UserDifference.Between(update.Change, updated) is null);
    }

    /// <exception cref="EgnyteApiException">Egnyte does not show whether the user is active now.</exception>
    /// <exception cref="ScimException">Egnyte accepted the deactivation twice and shows the user active.</exception>
    public static async Task<EgnyteUser> DeactivateAsync(ScimCall call, EgnyteUserId id, ILogger logger)
    {
        call.Invalidate(id);
        var deactivation = new EgnyteUserChange { Active = false };
        var deactivated = await CompleteAsync(call, id, deactivation, await SendAsync(call, id, deactivation));
        RequireActiveAsSent(call, id, deactivation, deactivated, logger);
        Log.Deactivated(logger, id.Value, call.Tenant.Name);
        return call.RememberWritten(deactivated);
    }

    private static UpdatedUser Deactivated(EgnyteUser user) => new(user, IsAsSent: true);

    // A 2xx of Egnyte proves only what it shows, and the client reads a 2xx as done, whatever the resource in it says (behaviour.md §1.1).
    private static void RequireActiveAsSent(ScimCall call, EgnyteUserId id, EgnyteUserChange sent, EgnyteUser shown, ILogger logger)
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

    private static bool SaysMoreThanInactive(UserAttributes given, MappingProfile profile) =>
        given.Refusal is not null || Enumerable.Range(0, profile.Rules.Count).Any(rule => rule != profile.Active && given[rule] is not Given.Not);

    private static Task<EgnyteUser> DeactivateAloneAsync(ScimCall call, EgnyteUserId id, string reason, ILogger logger)
    {
        Log.DeactivatedAlone(logger, id.Value, call.Tenant.Name, reason);
        return DeactivateAsync(call, id, logger);
    }

    private static async Task<(EgnyteUser User, bool IsFresh)> PresentAsync(ScimCall call, EgnyteUserId id) =>
        call.Tenant.Connection.Users.Find(call.Call.TokenHash, id.Value) is { } cached
            ? (cached, false)
            : (await ReadAsync(call, id), true);

    private static async Task<EgnyteUser> ReadAsync(ScimCall call, EgnyteUserId id) =>
        call.RememberRead(await call.Egnyte.GetUserAsync(id.Value, call.Call, call.WhileCallerWaits));

    /// <summary>A change that mails an invitation is made once: where Egnyte does not say whether it was, the account does (behaviour.md §1.2).</summary>
    private static async Task<EgnyteUser> InviteAsync(ScimCall call, EgnyteUserId id, EgnyteUserChange change)
    {
        var invitation = call.Call with { SendsInvitation = true };
        try
        {
            return await EgnyteWrites.UpdateUserAsync(call.Egnyte, id.Value, change, invitation, ScimCall.ToTheEnd);
        }
        catch (EgnyteApiException failure) when (CreateReconciliation.IsUnknown(failure))
        {
            var seen = await CreateReconciliation.LookAsync(failure, () => call.Egnyte.GetUserAsync(id.Value, call.Call, ScimCall.ToTheEnd));
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

        return await EgnyteWrites.UpdateUserAsync(call.Egnyte, id.Value, change, invitation, ScimCall.ToTheEnd);
    }

    /// <summary>
    /// Sends again, once, what the answer shows otherwise than it was sent. What stays different then is shown as it is; active alone must be
    /// as sent.
    /// </summary>
    public static async Task<EgnyteUser> CompleteAsync(ScimCall call, EgnyteUserId id, EgnyteUserChange sent, EgnyteUser shown) =>
        UserDifference.Between(sent, shown) is { } missing ? await SendAsync(call, id, missing) : shown;

    private static Task<EgnyteUser> SendAsync(ScimCall call, EgnyteUserId id, EgnyteUserChange change) =>
        EgnyteWrites.UpdateUserAsync(call.Egnyte, id.Value, change, call.Call, ScimCall.ToTheEnd);

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
