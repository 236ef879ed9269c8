using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Refit;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>The Egnyte Public API, as much of it as provisioning needs; every failure is an <see cref="EgnyteApiException"/>.</summary>
/// <remarks>
/// Users: developers.egnyte.com/docs/read/User_Management_API_Documentation. Groups: developers.egnyte.com/docs/read/Group_Management.
/// An id must be checked before it comes here: <c>..</c> or nothing would turn one resource into a list.
/// </remarks>
public interface IEgnyteApi
{
    /// <summary>Reads one user.</summary>
    [Get("/pubapi/v2/users/{id}")]
    Task<EgnyteUser> GetUserAsync(long id, [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall, CancellationToken cancellationToken);

    /// <summary>Lists users: count at most 100; filter one <c>eq</c> of userName, email or externalId, or null (NET, PY).</summary>
    [Get("/pubapi/v2/users")]
    Task<EgnytePage<EgnyteUser>> ListUsersAsync(
        int startIndex,
        int count,
        string? filter,
        [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall,
        CancellationToken cancellationToken);

    /// <summary>Creates a user: 201 with the whole user (PY).</summary>
    [Post("/pubapi/v2/users")]
    Task<EgnyteUser> CreateUserAsync(
        [Body] EgnyteUserChange user, [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall, CancellationToken cancellationToken);

    /// <summary>Changes what is given of a user: 200 with the whole user (PY, NET).</summary>
    [Patch("/pubapi/v2/users/{id}")]
    Task<EgnyteUser> UpdateUserAsync(
        long id, [Body] EgnyteUserChange change, [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall, CancellationToken cancellationToken);

    /// <summary>Deletes a user for good: any 2xx (PY 200, GO2 204).</summary>
    [Delete("/pubapi/v2/users/{id}")]
    Task DeleteUserAsync(long id, [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall, CancellationToken cancellationToken);

    /// <summary>Reads one group with its members.</summary>
    [Get("/pubapi/v2/groups/{id}")]
    Task<EgnyteGroup> GetGroupAsync(string id, [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall, CancellationToken cancellationToken);

    /// <summary>Lists groups, without members: count at most 100; filter one <c>eq</c>, <c>sw</c> or <c>co</c> of displayName, or null (NET, PP).</summary>
    [Get("/pubapi/v2/groups")]
    Task<EgnytePage<EgnyteGroup>> ListGroupsAsync(
        int startIndex,
        int count,
        string? filter,
        [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall,
        CancellationToken cancellationToken);

    /// <summary>Creates a group with its members: 201 (PY) or 200 (PP).</summary>
    [Post("/pubapi/v2/groups")]
    Task<EgnyteGroup> CreateGroupAsync(
        [Body] EgnyteGroupChange group, [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall, CancellationToken cancellationToken);

    /// <summary>Replaces a group's name and all its members: 200 with the whole group (NET, RB, PP).</summary>
    [Put("/pubapi/v2/groups/{id}")]
    Task<EgnyteGroup> ReplaceGroupAsync(
        string id,
        [Body] EgnyteGroupChange group,
        [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall,
        CancellationToken cancellationToken);

    /// <summary>Renames a group, adds members, takes members out: 200 with the whole group (NET, PP).</summary>
    [Patch("/pubapi/v2/groups/{id}")]
    Task<EgnyteGroup> UpdateGroupAsync(
        string id,
        [Body] EgnyteGroupChange change,
        [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall,
        CancellationToken cancellationToken);

    /// <summary>The same in the other form that sources show, a SCIM 2.0 PatchOp (GO2).</summary>
    [Patch("/pubapi/v2/groups/{id}")]
    Task<EgnyteGroup> PatchGroupAsync(
        string id, [Body] EgnytePatchOp change, [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall, CancellationToken cancellationToken);

    /// <summary>Deletes a group: any 2xx (PY 200, GO2 204).</summary>
    [Delete("/pubapi/v2/groups/{id}")]
    Task DeleteGroupAsync(string id, [Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall, CancellationToken cancellationToken);

    /// <summary>Says whose token this is (GO1, GO2).</summary>
    [Get("/pubapi/v1/userinfo")]
    Task<EgnyteUserInfo> GetUserInfoAsync([Property(EgnyteCallContext.PropertyName)] EgnyteCallContext egnyteCall, CancellationToken cancellationToken);
}
