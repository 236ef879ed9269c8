using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Groups.Members;

/// <summary>A group that a list of Egnyte has just named.</summary>
internal static class ListedGroup
{
    /// <summary>The group that is being read.</summary>
    /// <exception cref="EgnyteApiException">Also where it is gone: not that there is none, which would be no answer to what was asked, but a
    /// request to retry.</exception>
    public static async Task<EgnyteGroup> StillThereAsync(Task<EgnyteGroup> read)
    {
        try
        {
            return await read;
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.NotFound)
        {
            // The client's next attempt reads the list anew, and it is not on it.
            throw new EgnyteApiException(EgnyteFailure.Unavailable, "GET /pubapi/v2/groups") { Reason = "a group was deleted while the list was read" };
        }
    }
}
