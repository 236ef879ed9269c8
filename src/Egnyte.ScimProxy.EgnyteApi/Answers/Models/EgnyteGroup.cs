namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>A custom group as Egnyte answers it; the built-in groups are invisible to its API (DOC-G).</summary>
public sealed record EgnyteGroup : IEgnyteRow<EgnyteGroup>
{
    // A UUID has 36 characters.
    private const int MaxIdLength = 64;

    /// <summary>Egnyte's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The group's name, unique in the domain (PP).</summary>
    public string? DisplayName { get; set; }

    /// <summary>The members; null when the answer has no members key, as in lists (RB, NET fixtures).</summary>
    public IReadOnlyList<EgnyteMember>? Members { get; set; }

    static IEqualityComparer<EgnyteGroup> IEgnyteRow<EgnyteGroup>.ById { get; } = EqualityComparer<EgnyteGroup>.Create(
        static (one, other) => string.Equals(one?.Id, other?.Id, StringComparison.OrdinalIgnoreCase),
        static group => StringComparer.OrdinalIgnoreCase.GetHashCode(group.Id!));

    // The id of a row becomes a segment of the next call's path.
    string? IEgnyteAnswer.Flaw =>
        Id is null ? "no id"
        : Id.Length > MaxIdLength || !Id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') ? "an id that is none"
        : DisplayName is null ? "no displayName"
        : Members is null ? null
        : FlawOf(Members);

    private static string? FlawOf(IReadOnlyList<EgnyteMember> members)
    {
        var seen = new HashSet<long>(members.Count);
        foreach (var member in members)
        {
            if (member is not { Value: > 0 })
            {
                return "a member without an id";
            }

            if (!seen.Add(member.Value))
            {
                return "a member twice";
            }
        }

        return null;
    }
}
