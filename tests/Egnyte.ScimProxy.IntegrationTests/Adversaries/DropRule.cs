namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>A rule by which a write may drop what it was asked for and still be answered 2xx. The table of the mapping page is made of these.</summary>
/// <param name="Attribute">What is dropped.</param>
/// <param name="Where">In which writes.</param>
/// <param name="Dropped">On what condition.</param>
internal sealed record DropRule(string Attribute, string Where, string Dropped)
{
    public static DropRule BesideDeactivation { get; } = new("any, beside a deactivation", "PUT, PATCH", "when it is rejected: the deactivation is sent alone");

    public static DropRule EarlierOperation { get; } = new("any, in several operations", "PATCH", "all values but the last one");

    public static DropRule ReadOnly { get; } = new("`id`, `schemas`, `meta`, `groups`", "POST, PUT, maps", "always; by a path it is 400");

    public static DropRule FullName { get; } = new("`displayName`, `name.formatted` of a user", "all", "always: Egnyte makes the full name");

    public static DropRule Password { get; } = new("`password`", "all", "always, unless the profile names a field; then on an update");

    public static DropRule NotMapped { get; } = new("attributes that are not mapped", "all", "always; `roles` only in a PUT");

    public static DropRule UserNameForm { get; } = new("`userName`", "all", "the part from @ on, and capital letters");

    public static DropRule BlankName { get; } = new(
        "`name.givenName`, `name.familyName`",
        "all",
        "a value of blanks only, if the other one is given and replaces it (authentik sends one blank for a name of one word); alone it is 400");

    public static DropRule OtherAddresses { get; } = new(
        "`emails`", "all",
        "addresses that are not picked; `type`, `primary` and `display`, which are always the same; a new address until the user confirms it");

    public static DropRule ExternalId { get; } = new(
        "`externalId`", "PUT, maps, and by a path where the account has one", "when it differs and `ExternalIdMismatch` allows it, with a warning");

    public static DropRule Condition { get; } = new(
        "`role`, `idpUserId`, `userPrincipalName`", "PUT, maps; on create the last two", "when their condition is not met; by a path it is 400");

    public static DropRule Invitation { get; } = new("`sendInvite`", "PUT; PATCH", "always in a PUT; in a PATCH without another change");

    public static DropRule ServiceAccount { get; } = new("`isServiceAccount`", "PUT, maps", "when Egnyte does not show whether it is one");

    public static DropRule Undefined { get; } = new(
        "\"Undefined\" for an attribute with a default or allowed values", "all", "always: Okta's word for no value");

    public static DropRule Nothing { get; } = new(
        "null and `\"\"`",
        "POST; PUT and PATCH",
        "on create, and where a PATCH adds them to `emails`, or null to `members`, always; later when Egnyte shows no value");

    public static DropRule MemberParts { get; } = new(
        "`display`, `type` and `$ref` of a member", "all", "always: Egnyte makes them; a `$ref` to another user or to a group is 400");

    public static DropRule NoMember { get; } = new("a member to remove that is not in the group", "PATCH", "always");

    public static DropRule SkippedMembers { get; } = new(
        "`members` that Egnyte refuses, or whose id cannot be a user's", "all", "only where the profile skips them, counted and logged");

    public static IReadOnlyList<DropRule> All { get; } =
    [
        BesideDeactivation, EarlierOperation, ReadOnly, FullName, Password, NotMapped, UserNameForm, BlankName, OtherAddresses, ExternalId, Condition,
        Invitation, ServiceAccount,
        Undefined, Nothing, MemberParts, NoMember, SkippedMembers,
    ];
}
