using System.Globalization;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Commands.Doctor;

/// <summary>
/// How Egnyte answers writes: creates a user and a group of a name that nothing else has, changes them, and deletes them again, whatever happens in between.
/// </summary>
internal sealed class WriteExamination(ExaminedEgnyte egnyte)
{
    private const string CleanUp = "Clean-up";

    private readonly string _name = $"scim-proxy-doctor-{Random.Shared.NextInt64(1L << 32).ToString("x8", CultureInfo.InvariantCulture)}";
    private readonly HashSet<long> _users = [];
    private readonly HashSet<string> _groups = [];

    // A create that was not answered may have been done: then the name is looked for.
    private bool _mayHaveAnotherUser;
    private bool _mayHaveAnotherGroup;

    /// <summary>What an operator must know before it runs.</summary>
    public string Announcement =>
        $"Creates the user {_name} without an invitation and the group of the same name, and deletes both at the end. Until then the user takes a "
        + "licence seat.";

    public async Task RunAsync()
    {
        try
        {
            await ExamineUserAsync();
            if (_users.Count > 0)
            {
                await ExamineGroupAsync(_users.First());
            }
        }
        catch (EgnyteApiException failure)
        {
            egnyte.Add("Writes", DoctorOutcome.Failed, egnyte.WhatToDo(failure));
        }
        finally
        {
            await RemoveGroupAsync();
            await RemoveUserAsync();
        }
    }

    private EgnyteUserChange NewUser => new()
    {
        UserName = _name,
        Email = $"{_name}@example.com",
        Name = new EgnyteName { GivenName = "Scim-Proxy", FamilyName = "Doctor" },
        Active = true,
        AuthType = "egnyte",
        UserType = "standard",
        SendInvite = false,
    };

    private async Task ExamineUserAsync()
    {
        const string Create = "Create a user";
        if (await egnyte.TryAsync(Create, CreateUserAsync, TextOfCreate) is not { } user)
        {
            return;
        }

        egnyte.Add(Create, DoctorOutcome.Ok, $"{_name} ({user.Id.ToString(CultureInfo.InvariantCulture)})");
        await ExamineRepeatedCreateAsync();

        const string Change = "Change a user";
        var change = new EgnyteUserChange { Name = new EgnyteName { GivenName = "Changed", FamilyName = "Doctor" } };
        if (await egnyte.TryAsync(Change, session => session.UpdateUserAsync(user.Id, change)) is { } changed)
        {
            var isShown = changed.Name?.GivenName == "Changed";
            egnyte.Add(
                Change,
                isShown ? DoctorOutcome.Ok : DoctorOutcome.Warning,
                isShown ? "the new name is shown at once" : "the answer does not show the new name: an update may be reported as failed.");
        }
    }

    private static string? TextOfCreate(EgnyteApiException failure) =>
        failure.Kind is EgnyteFailure.InvalidInput or EgnyteFailure.Forbidden or EgnyteFailure.Rejected
            ? $"refused ({failure.Cause}{(failure.Reason is { } reason ? $": {reason}" : "")}). Without a free licence seat no user can be created."
            : null;

    private async Task<EgnyteUser> CreateUserAsync(EgnyteSession session)
    {
        try
        {
            var user = await session.CreateUserAsync(NewUser);
            _users.Add(user.Id);
            return user;
        }
        catch (EgnyteApiException failure)
        {
            _mayHaveAnotherUser |= failure.MayHaveActed;
            throw;
        }
    }

    private async Task ExamineRepeatedCreateAsync()
    {
        const string Name = "Create it again";
        try
        {
            await egnyte.CallAsync(Name, CreateUserAsync);
            egnyte.Add(Name, DoctorOutcome.Failed, "a second account of the same name was created: the proxy relies on names being unique.");
        }
        catch (EgnyteApiException failure)
        {
            var isKnown = failure.Kind is EgnyteFailure.AlreadyExists;
            egnyte.Add(
                Name,
                isKnown ? DoctorOutcome.Ok : DoctorOutcome.Warning,
                isKnown
                    ? $"refused as existing ({failure.Cause})"
                    : $"refused, and not as existing ({failure.Kind}, {failure.Cause}): a user who exists is not linked. Report this answer.");
        }
    }

    private async Task ExamineGroupAsync(long user)
    {
        const string Create = "Create a group";
        if (await egnyte.TryAsync(Create, session => CreateGroupAsync(session, user)) is not { Id: { } id })
        {
            return;
        }

        var hasMember = await HasMemberAsync(id, user);
        egnyte.Add(
            Create,
            hasMember ? DoctorOutcome.Ok : DoctorOutcome.Failed,
            hasMember ? "with its member" : "it does not show its member: members cannot be pushed. Tell Egnyte's support.");
        if (hasMember)
        {
            await ExaminePatchAsync(id, user);
        }
    }

    private async Task<EgnyteGroup> CreateGroupAsync(EgnyteSession session, long member)
    {
        try
        {
            var group = await session.CreateGroupAsync(new() { DisplayName = _name, Members = [new EgnyteMemberChange(member)] });
            _groups.Add(group.Id!);
            return group;
        }
        catch (EgnyteApiException failure)
        {
            _mayHaveAnotherGroup |= failure.MayHaveActed;
            throw;
        }
    }

    // A removal tells the forms apart: where PATCH replaces all members, the one that it names stays.
    private async Task ExaminePatchAsync(string id, long user)
    {
        const string Name = "Change a group";
        var gone = new EgnyteGroupChange { Members = [new EgnyteMemberChange(user, "delete")] };
        var none = new EgnyteGroupChange { DisplayName = _name, Members = [] };
        if (await RemovesAsync(id, user, session => session.UpdateGroupAsync(id, gone)))
        {
            egnyte.Add(Name, DoctorOutcome.Ok, "by Egnyte's own form of PATCH, which GroupPatchForm auto uses");
        }
        else if (await RemovesAsync(id, user, session => session.PatchGroupAsync(id, new EgnytePatchOp([EgnytePatchOperation.RemoveMember(user)]))))
        {
            egnyte.Add(Name, DoctorOutcome.Warning, "by a SCIM 2.0 PatchOp only");
            egnyte.Advise(TenantSettingsFormat.GroupPatchForm, "patchOp", "Egnyte does not take its own form of PATCH");
        }
        else if (await RemovesAsync(id, user, session => session.ReplaceGroupAsync(id, none)))
        {
            egnyte.Add(Name, DoctorOutcome.Warning, "by PUT only: both forms of PATCH leave the member in");
            egnyte.Advise(TenantSettingsFormat.GroupPatchForm, "put", "Egnyte takes no form of PATCH");
        }
        else
        {
            egnyte.Add(Name, DoctorOutcome.Failed, "neither PATCH nor PUT removes a member. Tell Egnyte's support.");
        }
    }

    private async Task<bool> RemovesAsync(string id, long user, Func<EgnyteSession, Task<EgnyteShown<EgnyteGroup>>> change)
    {
        try
        {
            await egnyte.CallAsync("Change a group", change);
            return !await HasMemberAsync(id, user);
        }
        catch (EgnyteApiException failure) when (failure.Kind is not (EgnyteFailure.Unavailable or EgnyteFailure.QuotaExhausted or EgnyteFailure.Throttled))
        {
            return false;
        }
    }

    private async Task<bool> HasMemberAsync(string id, long user) =>
        (await egnyte.CallAsync("Members", session => session.ReadGroupAsync(id))).Members?.Any(member => member.Value == user) is true;

    private Task RemoveGroupAsync() => RemoveAsync("group", _groups.Count > 0 || _mayHaveAnotherGroup, async session =>
    {
        if (_mayHaveAnotherGroup)
        {
            _groups.UnionWith((await session.ListGroupsAsync(1, 10, $"displayName eq \"{_name}\"")).Rows.Select(group => group.Id!));
        }

        foreach (var group in _groups)
        {
            await session.DeleteGroupAsync(group);
        }
    });

    private Task RemoveUserAsync() => RemoveAsync("user", _users.Count > 0 || _mayHaveAnotherUser, async session =>
    {
        if (_mayHaveAnotherUser)
        {
            _users.UnionWith((await session.ListUsersAsync(1, 10, $"userName eq \"{_name}\"")).Rows.Select(user => user.Id));
        }

        foreach (var user in _users)
        {
            await session.DeleteUserAsync(user);
        }
    });

    private async Task RemoveAsync(string what, bool mayBeThere, Func<EgnyteSession, Task> remove)
    {
        if (!mayBeThere)
        {
            return;
        }

        try
        {
            await egnyte.CallToTheEndAsync(CleanUp, remove);
            egnyte.Add($"{CleanUp}: {what}", DoctorOutcome.Ok, "removed");
        }
        catch (EgnyteApiException failure)
        {
            egnyte.Add(
                $"{CleanUp}: {what}",
                DoctorOutcome.Failed,
                $"{_name} may still be there ({failure.Kind}, {failure.Cause}). Delete this {what} in Egnyte by hand.");
        }
    }
}
