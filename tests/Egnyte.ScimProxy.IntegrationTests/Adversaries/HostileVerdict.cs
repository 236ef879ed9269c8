using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.IntegrationTests.Faults;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>What must hold whatever stands in for Egnyte answers (behaviour.md §1.1).</summary>
/// <param name="Operation">What the client asked.</param>
/// <param name="Truth">The answer where nothing is changed, with names for ids.</param>
/// <param name="Answer">The answer where something is, with names for ids.</param>
/// <param name="Calls">The calls and what was changed.</param>
/// <param name="Named">The ids that the request names, and those of what it creates.</param>
/// <param name="State">What Egnyte holds afterwards; null where it is nothing that was asked for.</param>
internal sealed partial record HostileVerdict(
    ScimOperation Operation, ScimAnswer Truth, ScimAnswer Answer, IReadOnlyList<HostileCall> Calls, IReadOnlySet<string> Named, StateLeft? State)
{
    /// <summary>A list of 200 takes two calls, each is repeated twice, and the list is read again once.</summary>
    private const int MostCalls = 24;

    /// <summary>The rest of a day, and what a client is told beyond it because others wait too.</summary>
    private const int LongestWait = 2 * 86_400;

    /// <summary>What a read before a replacement says of a group is written back.</summary>
    private static readonly string[] WrittenBack = ["displayName", "members", AnswerMutation.EveryField];

    /// <summary>What decides what else is sent of a user, where idpUserId follows the e-mail address.</summary>
    private static readonly string[] Followed = ["email", "idpUserId", "authType", AnswerMutation.EveryField];

    private readonly HashSet<string> _fields = [.. Calls.SelectMany(call => call.Mutation?.Fields ?? [])];

    private bool IsList => Operation.Calls.Any(call => call is CallKind.ReadList or CallKind.ReadById or CallKind.ReadRow);

    public IEnumerable<string> Mistakes() => OfTheAnswer().Concat(OfTheErrors()).Concat(OfTheCalls()).Concat(OfTheClaims());

    private IEnumerable<string> OfTheAnswer()
    {
        if (Answer.Status == 500)
        {
            yield return "answered 500";
        }

        if (
            Answer.Status >= 400
                && Record.Exception(() =>
                    ScimShape.AssertError(
                        Answer, Answer.Status, Answer.Json.TryGetProperty("scimType", out var type) ? type.GetString() : null)) is { } misshapen)
        {
            yield return $"an error in another form ({misshapen.Message})";
        }
        else if (Answer.Status >= 400 && Answer.Json.GetProperty("detail").GetString() is { } detail && (detail.Length > 1500 || Unclean.IsMatch(detail)))
        {
            yield return "a text that is too long or not clean";
        }

        if (Answer.Status is 429 or 503 && !Operation.IsBulk && !(Answer.Headers.RetryAfter?.Delta is { TotalSeconds: >= 1 and <= LongestWait }))
        {
            yield return $"{Answer.Status} with Retry-After {Answer.Headers.RetryAfter}";
        }
    }

    /// <summary>An error that rejects the client's request, or says that a resource is missing, must come from an error of Egnyte.</summary>
    private IEnumerable<string> OfTheErrors()
    {
        if (Answer.Status == 404 && !Calls.Where(IsAbsence).Any())
        {
            yield return "404 that Egnyte never said";
        }

        // A create of unknown outcome, whose name is held and which nothing proves to be this one's, is a clash.
        var mayClash = Answer.Status == 409 && Operation.Calls.Contains(CallKind.Create);
        if (
            Answer.Status is >= 400 and < 500 and not 429
                && Answer.Status != Truth.Status
                && _fields.Count == 0
                && !mayClash
                && !Calls.Any(call => call.Status is >= 400 and < 500 || call.IsOfGateway))
        {
            yield return $"{Answer.Status}, and Egnyte refused nothing";
        }

        if (Answer.Status == 502 && _fields.Count == 0 && !Calls.Any(call => call.Status is (>= 300 and < 400) or 404 or 405))
        {
            yield return "502 without a reason";
        }
    }

    /// <summary>Whether the proxy saw a 404 of this call that may count: in Egnyte's form, or beside a usable list.</summary>
    private bool IsAbsence(HostileCall call) => call is { Status: 404, Id: not null } && !call.Body.AsSpan().TrimStart(" \r\n\t"u8).StartsWith("<"u8)
        && (
            call.Truth.Status == 404
                || Encoding.UTF8.GetString(call.Body).Contains("404", StringComparison.Ordinal)
                || Calls.Any(list => list is { Id: null, Status: 200, Truth.Method: "GET" }));

    private IEnumerable<string> OfTheCalls()
    {
        if (Calls.Count > MostCalls)
        {
            yield return $"{Calls.Count} calls";
        }

        var isOfAnotherOwner = Calls.Any(call => call is { Truth.Path: TrueAnswer.OfTheOwner, Mutation.IsPlausible: true });
        foreach (var call in Calls)
        {
            if (call.Truth.Method != "GET" && Operation.Calls.All(kind => kind <= CallKind.ReadRow))
            {
                yield return $"{call.Truth.Method} for a request that changes nothing";
            }

            // A row of a list names the resource that is read for it.
            var isOfARow = call.Truth.Method is "GET"
                && (IsList || Calls.Any(list => list is { Id: null, Mutation.IsPlausible: true } or { Id: null, Mutation.Name: ['$', ..] }));
            if (call.Id is { } id && !Named.Contains(id) && !isOfARow && !isOfAnotherOwner)
            {
                yield return $"{call.Truth.Method} of {id}, which the request does not name";
            }
        }
    }

    private IEnumerable<string> OfTheClaims()
    {
        if (Answer.Status >= 300)
        {
            yield break;
        }

        if (
            Operation.IsWrite
                && State is null or StateLeft.AsBefore
                && !_fields.Overlaps(Operation.Request.Contains("Groups", StringComparison.Ordinal) ? WrittenBack : Followed))
        {
            yield return $"{Answer.Status}, and Egnyte holds {State?.ToString() ?? "something else"}";
        }

        if (Truth.Status != Answer.Status || Truth.Text.Length == 0 || Answer.Text.Length == 0)
        {
            if (Truth.Status != Answer.Status && _fields.Count == 0)
            {
                yield return $"{Answer.Status} instead of {Truth.Status}";
            }

            yield break;
        }

        if (Truth.Json.TryGetProperty("Resources", out var rows) && Answer.Json.TryGetProperty("Resources", out var shown))
        {
            var (expected, ids) = (Ids(rows), Ids(shown));

            // What the proxy filters itself is filtered by what Egnyte says of the user.
            var isOfAnId = Operation.Calls.Contains(CallKind.ReadById) && Calls.Any(IsAbsence);
            if (
                ids.Count < expected.Count
                    && !isOfAnId
                    && !_fields.Overlaps(["rows", AnswerMutation.EveryField])
                    && !(_fields.Count > 0 && Operation.Setting?.StartsWith("MaxScanCalls", StringComparison.Ordinal) is true))
            {
                yield return $"a list of {ids.Count} instead of {expected.Count}";
            }

            if (ids.Distinct().Count() < ids.Count)
            {
                yield return "a list with an id twice";
            }

            if (!_fields.Overlaps(["id", AnswerMutation.EveryField]) && ids.Except(expected).FirstOrDefault() is { } other)
            {
                yield return $"a list with {other}, which Egnyte did not list";
            }
        }

        // To a user that is completed because of it, Egnyte gives the role of its type.
        string[] ofACompletion = Operation.IsThereBefore && Calls.Any(call => call.Truth.Method == "PATCH") ? ["role"] : [];

        // A shorter list has been judged.
        var isShorter = Truth.Json.TryGetProperty("Resources", out var all) && all.GetArrayLength() > Answer.Json.GetProperty("Resources").GetArrayLength();
        var isDeactivatedOnly = Operation.LeavesTheRest && State is StateLeft.DeactivatedOnly && _fields.Count > 0;

        // A group that was created, and whose members could not be read then, is told without them (event 1115).
        var mayLackMembers = Operation.Calls.Contains(CallKind.Create) && Calls.Any(call => call is { Truth.Method: "GET", Id: not null, Mutation: not null });
        foreach (var unfounded in isShorter || isDeactivatedOnly || _fields.Contains(AnswerMutation.EveryField)
            ? []
            : ShownValues.Unfounded(Truth.Text, Answer.Text, [.. _fields, .. ofACompletion], Operation.Calls.Any(kind => kind > CallKind.ReadRow)))
        {
            if (!mayLackMembers || !unfounded.StartsWith("members missing ", StringComparison.Ordinal))
            {
                yield return unfounded;
            }
        }
    }

    private static List<string?> Ids(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.GetProperty("id").GetString())];

    // Control and bidi characters, markup, and what names a class or a place in code.
    [GeneratedRegex(@"[\p{Cc}\p{Cf}]|<[a-z/!]|Exception\b|\bSystem\.|   at ", RegexOptions.CultureInvariant)]
    private static partial Regex Unclean { get; }
}
