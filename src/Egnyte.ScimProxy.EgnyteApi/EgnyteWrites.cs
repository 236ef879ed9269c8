using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Changes of a resource that exists. Where a 2xx does not show the resource, it is read instead (behaviour.md §5).</summary>
public static class EgnyteWrites
{
    /// <summary>Changes what is given of a user.</summary>
    public static async Task<EgnyteUser> UpdateUserAsync(
        IEgnyteApi api, long id, EgnyteUserChange change, EgnyteCallContext call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        var shown = await ShownAsync(api.UpdateUserAsync(id, change, call, cancellationToken), () => api.GetUserAsync(id, call, cancellationToken));
        return shown.Resource;
    }

    /// <summary>Renames a group, adds members, removes members.</summary>
    public static Task<EgnyteShown<EgnyteGroup>> UpdateGroupAsync(
        IEgnyteApi api, string id, EgnyteGroupChange change, EgnyteCallContext call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        return ShownAsync(api.UpdateGroupAsync(id, change, call, cancellationToken), () => api.GetGroupAsync(id, call, cancellationToken));
    }

    /// <summary>The same as a SCIM 2.0 PatchOp.</summary>
    public static Task<EgnyteShown<EgnyteGroup>> PatchGroupAsync(
        IEgnyteApi api, string id, EgnytePatchOp change, EgnyteCallContext call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        return ShownAsync(api.PatchGroupAsync(id, change, call, cancellationToken), () => api.GetGroupAsync(id, call, cancellationToken));
    }

    /// <summary>Replaces a group's name and all its members.</summary>
    public static Task<EgnyteShown<EgnyteGroup>> ReplaceGroupAsync(
        IEgnyteApi api, string id, EgnyteGroupChange group, EgnyteCallContext call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(api);
        return ShownAsync(api.ReplaceGroupAsync(id, group, call, cancellationToken), () => api.GetGroupAsync(id, call, cancellationToken));
    }

    private static async Task<EgnyteShown<T>> ShownAsync<T>(Task<T> write, Func<Task<T>> read)
    {
        try
        {
            return new(await write, IsAnswer: true);
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.Unshown)
        {
        }

        try
        {
            return new(await read(), IsAnswer: false);
        }
        catch (EgnyteApiException failure)
        {
            throw failure.AfterAWrite();
        }
    }
}
