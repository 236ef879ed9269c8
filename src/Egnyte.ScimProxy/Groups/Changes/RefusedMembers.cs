using System.Net;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Groups.Changes;

/// <summary>Members that Egnyte refuses: what the client hears of it, unless the profile skips them.</summary>
/// <param name="Error">400, with the members.</param>
/// <param name="Named">Those whose ids Egnyte's text tells.</param>
/// <param name="Added">All of whom one or more are refused.</param>
internal sealed partial record RefusedMembers(ScimError Error, IReadOnlyCollection<long> Named, IReadOnlyCollection<long> Added)
{
    private const int MostNamed = 20;

    /// <summary>Names the members that Egnyte's text or a single addition tells; otherwise all that were added. Null where none were.</summary>
    public static RefusedMembers? Of(EgnyteApiException failure, IReadOnlyCollection<long> added)
    {
        if (added.Count == 0 || failure.Attribute is "displayName")
        {
            return null;
        }

        var named = NamedBy(failure, added);
        IReadOnlyCollection<long> possible = named.Count > 0 ? named : added;
        var ids = string.Join(", ", possible.Take(MostNamed)) + (possible.Count > MostNamed ? $" and {possible.Count - MostNamed} more" : "");
        return new RefusedMembers(
            ScimError.InvalidValue(
                $"Egnyte refused to add member{(possible.Count == 1 ? "" : "s, one or more of them:")} "
                + $"{ids}{(failure.Reason is { } reason ? $" (\"{reason}\")" : "")}. Only accounts that exist and are active can join a group: "
                + "assign or reactivate the user in the app first, then push the group again."),
            named,
            added);
    }

    /// <summary>Whether Egnyte refuses the change. A 400 that says "already" of a member is such a refusal, and not a clash of names.</summary>
    public static bool IsRefusal(EgnyteApiException failure) =>
        failure.Kind is EgnyteFailure.InvalidInput or EgnyteFailure.Rejected
            || failure is { Kind: EgnyteFailure.AlreadyExists, Status: HttpStatusCode.BadRequest };

    /// <summary>Whether a 400 that says "already exists" is about the group's name: it is to change to one that another group has.</summary>
    public static bool IsOfTheName(EgnyteApiException failure, string? name, EgnyteGroup current) =>
        failure.Kind is EgnyteFailure.AlreadyExists && name is not null && !string.Equals(name, current.DisplayName, StringComparison.Ordinal);

    /// <summary>Those of the members whose ids Egnyte's text tells.</summary>
    public static SortedSet<long> NamedBy(EgnyteApiException failure, IEnumerable<long> members)
    {
        var numbers = NumbersIn(failure.Reason);
        return numbers.Count == 0 ? [] : [.. members.Where(numbers.Contains)];
    }

    private static HashSet<long> NumbersIn(string? text) =>
        text is null ? [] : [.. Number().Matches(text).Select(match => long.TryParse(match.ValueSpan, out var number) ? number : 0)];

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
