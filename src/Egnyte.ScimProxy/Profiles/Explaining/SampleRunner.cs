using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>Runs the examples that stand beside the rules of a profile.</summary>
internal static class SampleRunner
{
    private const string Fix = "Correct the rule, or what the sample expects.";

    /// <summary>What is wrong with the examples: an error for each that comes out otherwise than it says.</summary>
    public static IReadOnlyList<ProfileFinding> Run(MappingProfile profile) =>
        [.. profile.Samples.SelectMany(sample => Judge(sample, Explain(sample, profile)))];

    /// <summary>What the profile does with an example.</summary>
    public static Explanation Explain(ProfileSample sample, MappingProfile profile)
    {
        var options = new TenantOptions();
        foreach (var (setting, value) in sample.Settings)
        {
            options[setting] = value;
        }

        var request = new ExplainRequest(sample.Operation, sample.Input, sample.Present);
        return new Explainer(TenantFactory.MappingOf(Explainer.Tenant, options, profile)).Explain(
            sample.IsOfGroup is { } isOfGroup ? request with { IsOfGroup = isOfGroup } : request);
    }

    private static IEnumerable<ProfileFinding> Judge(ProfileSample sample, Explanation actual)
    {
        if (actual.Missing is { } missing)
        {
            return [Failure(sample, missing)];
        }

        if (sample.Error is { } expected)
        {
            return actual.Error is { } error && (error.ScimType == expected || error.Detail.Contains(expected, StringComparison.Ordinal))
                ? []
                : [Failure(sample, $"expected the error \"{expected}\", and got {Told(actual)}")];
        }

        return actual.Error is not null
            ? [Failure(sample, $"expected no error, and got {Told(actual)}")]
            : new[] { EgnyteFailure(sample, actual), ShownFailure(sample, actual) }.OfType<ProfileFinding>();
    }

    private static ProfileFinding? EgnyteFailure(ProfileSample sample, Explanation actual)
    {
        if (sample.Egnyte is not { } expected)
        {
            return null;
        }

        var isSame = expected.ValueKind is JsonValueKind.String
            ? expected.GetString() == (actual.Request?.Filter ?? "")
            : JsonElement.DeepEquals(expected, actual.Request?.Body ?? JsonElement.Parse("{}"u8));
        return isSame ? null : Failure(sample, $"expected {JsonLine.Of(expected)} to Egnyte, and it is {Told(actual)}");
    }

    private static ProfileFinding? ShownFailure(ProfileSample sample, Explanation actual)
    {
        if (sample.Shows is not { } expected)
        {
            return null;
        }

        if (expected.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return actual.Matches == expected.GetBoolean()
                ? null
                : Failure(
                    sample,
                    $"the filter {(expected.GetBoolean() ? "does not find" : "finds")} the present {(actual.IsOfGroup ? "group" : "user")}; asked is "
                    + Told(actual));
        }

        return actual.Shown is { } shown && Holds(shown, expected)
            ? null
            : Failure(
                sample,
                $"expected the client to read {JsonLine.Of(expected)}, and it reads {(actual.Shown is { } read ? JsonLine.Of(read) : "nothing")}");
    }

    /// <summary>Whether a value holds at least what is expected: an object may have more properties, a list may not have more items.</summary>
    private static bool Holds(JsonElement actual, JsonElement expected) => (actual.ValueKind, expected.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) =>
            expected.EnumerateObject().All(property => actual.TryGetProperty(property.Name, out var value) && Holds(value, property.Value)),
        (JsonValueKind.Array, JsonValueKind.Array) =>
            actual.GetArrayLength() == expected.GetArrayLength()
                && actual.EnumerateArray().Zip(expected.EnumerateArray()).All(pair => Holds(pair.First, pair.Second)),
        _ => JsonElement.DeepEquals(actual, expected),
    };

    private static string Told(Explanation actual) =>
        actual.Error is { } error ? $"{error.Status} {error.ScimType}: {error.Detail}"
        : actual.Request is not { } request ? "nothing"
        : request.Body is { } body ? JsonLine.Of(body) : (request.Filter is { } filter ? $"\"{filter}\"" : request.Address);

    private static ProfileFinding Failure(ProfileSample sample, string what) =>
        new(
            FindingSeverity.Error,
            sample.At.File,
            sample.At.Line,
            sample.At.Path,
            $"The sample{(sample.Why.Length == 0 ? "" : $" \"{sample.Why}\"")} fails: {what.TrimEnd('.')}.",
            Fix);
}
