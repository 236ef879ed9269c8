using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups.Members;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups.Changes;

/// <summary>The calls to Egnyte for one group, in the form that the tenant's Egnyte speaks (behaviour.md §3).</summary>
internal sealed class GroupCalls(ScimCall call, EgnyteGroupId id, GroupPatchSemantics semantics)
{
    public EgnyteGroupId Id => id;

    public string Tenant => call.Tenant.Name;

    public GroupPatchSemantics Semantics => semantics;

    public RequestFacts Facts => call.Facts;

    private GroupRules Rules => call.Mapping.Profile.Groups;

    /// <summary>Reads the group as the client may see it.</summary>
    /// <exception cref="ScimException">404: the profile does not show a group of this name.</exception>
    public async Task<EgnyteGroup> ReadAsync()
    {
        var group = await ReadAgainAsync();
        return Rules.Shows(group.DisplayName) ? group : throw new ScimException(EgnyteGroupId.NotFound);
    }

    /// <summary>A group that the profile does not show does not exist for the client; to know its name costs a call.</summary>
    public async Task RequireShownAsync()
    {
        // With a precondition it was read already.
        if (Rules.HidesSome && call.Precondition is null)
        {
            _ = await ReadAsync();
        }
    }

    /// <summary>
    /// Reads the group after a refusal. Where that fails, the refusal stays what is known: an earlier attempt may have done what it
    /// refuses.
    /// </summary>
    public async Task<EgnyteGroup> ReadAfterAsync(EgnyteApiException refused)
    {
        try
        {
            return await ReadAsync();
        }
        catch (EgnyteApiException failure) when (refused.MayHaveActed && failure.Kind is not EgnyteFailure.NotFound)
        {
            throw refused;
        }
    }

    /// <summary>Reads the group after a write, whatever its name is now.</summary>
    public Task<EgnyteGroup> ReadAgainAsync() => call.Egnyte.ReadGroupAsync(id.Value);

    /// <summary>Sends a change in the tenant's form. Under auto that is Egnyte's own delta, which most sources describe.</summary>
    public Task<EgnyteShown<EgnyteGroup>> SendDeltaAsync(GroupChange change) => semantics.Setting is GroupPatchForm.PatchOp
        ? call.Egnyte.PatchGroupAsync(id.Value, change.ToEgnytePatchOp())
        : call.Egnyte.UpdateGroupAsync(id.Value, change.ToEgnyteDelta());

    /// <summary>Replaces the name and all members.</summary>
    public async Task<EgnyteGroup> SendAllAsync(string? displayName, IEnumerable<long> members)
    {
        var group = GroupMembers.Whole(displayName, members);
        return (await call.Egnyte.ReplaceGroupAsync(id.Value, group)).Resource;
    }

    public Task DeleteAsync() => call.Egnyte.DeleteGroupAsync(id.Value);

    /// <summary>Whether a refusal needs no sorting out, because it names members that the profile skips.</summary>
    public bool SkipsNamed(EgnyteApiException failure, GroupChange change) =>
        Rules.SkipsMembers
        && failure.Kind is EgnyteFailure.InvalidInput or EgnyteFailure.Rejected
        && RefusedMembers.NamedBy(failure, change.Added).Count > 0;
}
