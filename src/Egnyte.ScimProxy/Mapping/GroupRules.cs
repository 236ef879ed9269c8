using System.Text.RegularExpressions;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping.Transforms;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>What a profile says of groups: how their names are mapped, which of them a client sees, and what becomes of members that Egnyte refuses.</summary>
internal sealed class GroupRules
{
    private readonly IReadOnlyList<Transform> _undone = [];
    private readonly string? _prefix;

    /// <summary>The rules of a profile that says nothing of groups: nothing changes.</summary>
    public static GroupRules None { get; } = new();

    /// <summary>From the name that a client writes to the name in Egnyte, in order. None looks at another attribute.</summary>
    public IReadOnlyList<Transform> Transforms
    {
        get;
        init
        {
            field = value;
            _undone = [.. value.Where(step => step.Loses is null).Reverse()];
            _prefix = _undone.All(step => step.Prefix is not null) ? string.Concat(_undone.Select(step => step.Prefix)) : null;
        }
    } = [];

    /// <summary>Which groups may be pushed, by the prefix of their names; null for all.</summary>
    public PushedPrefix? Pushed { get; init; }

    /// <summary>All steps of a name that a client writes, in order.</summary>
    public IReadOnlyList<Transform> Steps => Pushed is null ? Transforms : [Pushed, .. Transforms];

    /// <summary>The steps of a name that a client looks for. A group without the prefix can be found if Egnyte's names keep the prefix.</summary>
    public IReadOnlyList<Transform> LookUpSteps => Pushed is { Strips: false } ? Transforms : Steps;

    /// <summary>What every name that a client reads starts with, and none in Egnyte; empty for nothing.</summary>
    public string StrippedPrefix => Pushed is { Strips: true } ? Pushed.Text : "";

    /// <summary>Whether two names of a client are two in Egnyte, where letter case makes no difference: else an equal name proves nothing.</summary>
    public bool TellsNamesApart => Transforms.All(step => step.Loses is null || step is Lower or Upper);

    /// <summary>What an administrator changes, and where, when a name is refused.</summary>
    public string? Fix { get; init; }

    /// <summary>What the Egnyte name of a group must be for the client to see it; asked of Egnyte with each list.</summary>
    public GroupNameFilter? Shown { get; init; }

    /// <summary>The same as a pattern that Egnyte cannot be asked: a list costs a bounded scan.</summary>
    public Regex? ShownPattern { get; init; }

    /// <summary>Whether members that Egnyte refuses are left out, counted and logged, instead of refusing the request.</summary>
    public bool SkipsMembers { get; init; }

    public bool HidesSome => Shown is not null || ShownPattern is not null;

    /// <summary>Whether a client reads names as Egnyte has them.</summary>
    public bool ShowsNamesAsTheyAre => KeepsNames && StrippedPrefix.Length == 0;

    /// <summary>The same but for <see cref="StrippedPrefix"/>.</summary>
    public bool KeepsNames => _undone.Count == 0;

    /// <summary>What all names that are shown begin with in Egnyte, and no client sees; null where it is not as simple.</summary>
    public string? HiddenPrefix => _prefix is { Length: > 0 } prefix && Shown?.Implies(new(NameComparison.StartsWith, prefix)) is true ? prefix : null;

    /// <summary>Whether a name that a client reads, behind <see cref="StrippedPrefix"/>, is the name in Egnyte or the end of it.</summary>
    public bool HidesOnlyABeginning => _prefix is not null;

    /// <summary>Which groups are shown, as text.</summary>
    public string ShownText => Shown?.ToString() ?? $"displayName matches {ShownPattern}";

    /// <summary>Whether a group of this Egnyte name exists for the client.</summary>
    public bool Shows(string? egnyteName) => !HidesSome || (egnyteName is not null && Shown?.Holds(egnyteName) is not false && FitsPattern(egnyteName));

    /// <summary>The name in Egnyte of a group that a client writes.</summary>
    /// <exception cref="ScimException">400 invalidValue: there is no such name for a group here.</exception>
    public string ToEgnyte(string name) => Map(name, Steps, out var refusal) ?? throw new ScimException(refusal!);

    /// <summary>The name in Egnyte of a group that a client looks for; null if there can be none.</summary>
    public string? ToLookUp(string name) => Map(name, LookUpSteps, out _);

    /// <summary>The name as the client reads it. What no client can have written stays as it is.</summary>
    public string? ToScim(string? egnyteName) => egnyteName is null ? null : StrippedPrefix + Undo(egnyteName);

    public EgnyteGroup AsShown(EgnyteGroup group) => ShowsNamesAsTheyAre ? group : group with { DisplayName = ToScim(group.DisplayName) };

    /// <summary>A user with the groups that the client may see.</summary>
    public EgnyteUser AsShown(EgnyteUser user) => user.Groups is not { Count: > 0 } groups || (ShowsNamesAsTheyAre && !HidesSome)
        ? user
        : user with { Groups = [.. groups.Where(group => Shows(group.DisplayName)).Select(group => group with { DisplayName = ToScim(group.DisplayName) })] };

    private string? Map(string name, IReadOnlyList<Transform> steps, out ScimError? refusal)
    {
        var value = MappedValue.Of(name);
        foreach (var step in steps)
        {
            value = step.Apply(value, default, out var reason);
            if (reason is not null)
            {
                refusal = Refusal($"displayName \"{name}\" {reason}.");
                return null;
            }
        }

        refusal = string.IsNullOrWhiteSpace(value.Text)
            ? Refusal($"displayName \"{name}\" leaves nothing for the name of an Egnyte group.")
            : Shows(value.Text)
                ? null
                : Refusal(
                    $"displayName \"{name}\" would be the Egnyte group \"{value.Text}\", which is none of those that are managed here ({ShownText}).");
        return refusal is null ? value.Text : null;
    }

    private string? Undo(string egnyteName)
    {
        if (KeepsNames)
        {
            return egnyteName;
        }

        // Not by the steps themselves: for Egnyte, names that differ in letter case are one.
        if (_prefix is not null)
        {
            return egnyteName.Length > _prefix.Length && egnyteName.StartsWith(_prefix, StringComparison.OrdinalIgnoreCase)
                ? egnyteName[_prefix.Length..]
                : egnyteName;
        }

        return _undone.Aggregate(MappedValue.Of(egnyteName), static (value, step) => step.Undo(value)).Text;
    }

    // A name that cannot be tested is neither shown nor hidden: both would be a guess.
    private bool FitsPattern(string egnyteName)
    {
        try
        {
            return ShownPattern?.IsMatch(egnyteName) is not false;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ScimException(ScimError.InvalidValue(
                "The profile's pattern of the groups that are shown takes too long: write \"startsWith\" or \"contains\" in the profile, or a "
                + "simpler pattern."));
        }
    }

    private ScimError Refusal(string what) => ScimError.InvalidValue($"{what} {Fix ?? "Rename the pushed group."}");
}
