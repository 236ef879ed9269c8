using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>Every field of an Egnyte user that this program knows, by the name Egnyte's documentation gives it.</summary>
internal static class EgnyteUserFields
{
    public static EgnyteUserField UserName { get; } =
        Text("userName", user => user.UserName, (change, text) => change.UserName = text) with { IsFilterable = true, IgnoresCase = true };

    public static EgnyteUserField ExternalId { get; } =
        Text("externalId", user => user.ExternalId, (change, text) => change.ExternalId = text) with { IsFilterable = true };

    public static EgnyteUserField Email { get; } =
        Text("email", user => user.Email, (change, text) => change.Email = text) with { IsFilterable = true, IgnoresCase = true };

    public static EgnyteUserField Active { get; } =
        Boolean("active", user => user.Active, (change, value) => change.Active = value) with { IsTold = user => user.Active is not null };

    public static EgnyteUserField AuthType { get; } = Text("authType", user => user.AuthType, (change, text) => change.AuthType = text);

    public static EgnyteUserField IdpUserId { get; } = Text("idpUserId", user => user.IdpUserId, (change, text) => change.IdpUserId = text);

    public static EgnyteUserField Groups { get; } = new("groups", MappedType.Text) { IsInLists = false, IsTold = user => user.Groups is not null };

    public static IReadOnlyDictionary<string, EgnyteUserField> ByName { get; } = new[]
    {
        UserName,
        ExternalId,
        Email,
        Active,
        AuthType,
        IdpUserId,
        Groups,
        Text("name.givenName", user => user.Name?.GivenName, (change, text) => (change.Name ??= new()).GivenName = text) with { IgnoresCase = true },
        Text("name.familyName", user => user.Name?.FamilyName, (change, text) => (change.Name ??= new()).FamilyName = text) with { IgnoresCase = true },
        Text("name.formatted", user => user.Name?.Formatted, null) with { IgnoresCase = true },
        Boolean("sendInvite", null, (change, value) => change.SendInvite = value),
        Text("userType", user => user.UserType, (change, text) => change.UserType = text),
        Text("role", user => user.Role, (change, text) => change.Role = text) with { IsInLists = false },
        Text("userPrincipalName", user => user.UserPrincipalName, (change, text) => change.UserPrincipalName = text),
        Text("language", user => user.Language, (change, text) => change.Language = text) with { IsInLists = false },
        Boolean("isServiceAccount", user => user.IsServiceAccount, (change, value) => change.IsServiceAccount = value) with { IsInLists = false },
        Text("createdDate", user => EgnyteDate.AsScim(user.CreatedDate), null) with { IsInLists = false, IsTold = user => user.CreatedDate is not null },
        Text("lastModificationDate", user => EgnyteDate.AsScim(user.LastModificationDate), null) with
        {
            IsInLists = false,
            IsTold = user => user.LastModificationDate is not null,
        },
    }.ToDictionary(field => field.Name, StringComparer.Ordinal);

    private static EgnyteUserField Text(string name, Func<EgnyteUser, string?>? read, Action<EgnyteUserChange, string?>? write) => new(name, MappedType.Text)
    {
        Read = read is null ? null : user => MappedValue.Of(read(user)),
        Write = write is null ? null : (change, value) => write(change, value.Text),
    };

    private static EgnyteUserField Boolean(string name, Func<EgnyteUser, bool?>? read, Action<EgnyteUserChange, bool?>? write) => new(name, MappedType.Boolean)
    {
        Read = read is null ? null : user => MappedValue.Of(read(user)),
        Write = write is null ? null : (change, value) => write(change, value.Boolean),
    };
}
