namespace Egnyte.ScimProxy.EgnyteApi.Caching;

/// <summary>What an own write makes older: one group, the groups of one user, or all that a token has read.</summary>
internal readonly record struct WrittenSubject
{
    private WrittenSubject(TokenHash token, string? group, long user) => (OfToken, OfGroup, OfUser) = (token, group, user);

    public TokenHash OfToken { get; }

    public string? OfGroup { get; }

    public long OfUser { get; }

    public static WrittenSubject Token(TokenHash token) => new(token, null, 0);

    public static WrittenSubject Group(string id) => new(default, id, 0);

    public static WrittenSubject User(long id) => new(default, null, id);
}
