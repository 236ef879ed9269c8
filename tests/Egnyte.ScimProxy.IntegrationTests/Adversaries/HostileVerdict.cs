using System.Text.Json;
using Egnyte.ScimProxy.IntegrationTests.Faults;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>What must hold whatever stands in for Egnyte answers (behaviour.md §1.1).</summary>
/// <param name="Operation">What the client asked.</param>
/// <param name="Truth">The answer where nothing is changed.</param>
/// <param name="Answer">The answer where something is.</param>
/// <param name="Handler">The calls and what was changed.</param>
/// <param name="Named">The ids that the request names, and those of what it creates.</param>
/// <param name="State">What Egnyte holds afterwards; null where it is nothing that was asked for.</param>
internal sealed record HostileVerdict(ScimOperation Operation, ScimAnswer Truth, ScimAnswer Answer, HostileHandler Handler, IReadOnlySet<string> Named, StateLeft? State)
{
    private bool IsPlausible => Handler.Mutations.Any(mutation => mutation.IsPlausible);

    private bool IsList => Operation.Calls.Any(call => call is CallKind.ReadList or CallKind.ReadById or CallKind.ReadRow);

    public IEnumerable<string> Mistakes() => OfTheAnswer().Concat(OfTheCalls()).Concat(OfTheClaims());

    private IEnumerable<string> OfTheAnswer()
    {
        if (Answer.Status == 500)
        {
            yield return "answered 500";
        }

        if (Answer.Status >= 400 && Record.Exception(() => ScimShape.AssertError(Answer, Answer.Status, Answer.Json.TryGetProperty("scimType", out var type) ? type.GetString() : null)) is { } misshapen)
        {
            yield return $"an error in another form ({misshapen.Message})";
        }

        if (Answer.Status is 429 or 503 && !Operation.IsBulk && Answer.Headers.RetryAfter is null)
        {
            yield return $"{Answer.Status} without Retry-After";
        }

        // A 404 in another form than Egnyte's is confirmed by a true list. Egnyte itself says it of what a throttled DELETE has deleted.
        if (Answer.Status == 404 && !Handler.Calls.Any(call => call.EndsWith(" 404", StringComparison.Ordinal)) && !Handler.Mutations.Any(mutation => mutation.Status == 404 && mutation.Body is not [(byte)'<', ..]))
        {
            yield return "404 that Egnyte never said";
        }
    }

    private IEnumerable<string> OfTheCalls()
    {
        foreach (var call in Handler.Calls)
        {
            var words = call.Split(' ');
            if (words[0] is "GET" && IsList)
            {
                continue;
            }

            if (words[1].Split('?')[0].Split('/') is [_, "pubapi", "v2", _, var id] && !Named.Contains(Uri.UnescapeDataString(id)))
            {
                yield return $"{words[0]} of {id}, which the request does not name";
            }
        }
    }

    private IEnumerable<string> OfTheClaims()
    {
        if (Answer.Status >= 300)
        {
            yield break;
        }

        // What a read before a whole replacement says plausibly is written back.
        if (Operation.IsWrite && State is null or StateLeft.AsBefore && !IsPlausible)
        {
            yield return $"{Answer.Status}, and Egnyte holds {State?.ToString() ?? "something else"}";
        }

        if (Truth.Status == 200 && Truth.Text.Length > 0 && Truth.Json.TryGetProperty("Resources", out var rows) && Answer.Json.TryGetProperty("Resources", out var shown))
        {
            var (expected, ids) = (Ids(rows), Ids(shown));
            // What the proxy filters itself is filtered by what Egnyte says of the user.
            if (ids.Count < expected.Count && !(IsPlausible && Operation.Setting?.StartsWith("MaxScanCalls", StringComparison.Ordinal) is true))
            {
                yield return $"a list of {ids.Count} instead of {expected.Count}";
            }

            if (ids.Distinct().Count() < ids.Count)
            {
                yield return "a list with an id twice";
            }
        }
    }

    private static List<string?> Ids(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.GetProperty("id").GetString())];
}
