using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles.Format;

namespace Egnyte.ScimProxy.Profiles;

/// <summary>Reads the examples beside the rules of a profile.</summary>
internal static class ProfileSamples
{
    private const int Most = 500;

    // DeletePolicy is left out: no example deletes.
    private static readonly string[] Settings = ["UserNameFormat", "DefaultUserMapping", "ExternalIdMismatch"];

    /// <summary>What may be asked of a profile, as a sample and <c>explain --operation</c> write it.</summary>
    public static IReadOnlyList<string> Operations { get; } = [.. Enum.GetNames<SampleOperation>().Select(name => name.ToLowerInvariant())];

    public static IReadOnlyList<ProfileSample> Read(MergedProfile profile, ProfileFindings findings)
    {
        var nodes = findings.Items(profile.Root["samples"]) ?? [];
        if (nodes.Count > Most)
        {
            findings.Error(profile.Root["samples"]!, $"There are more than {Most} samples.", "Take some out.");
            return [];
        }

        return [.. nodes.Select(node => Read(node, findings)).OfType<ProfileSample>()];
    }

    private static bool IsExpectationRight(ProfileNode sample, SampleOperation kind, ProfileFindings findings)
    {
        var isFilter = kind is SampleOperation.Filter;
        var isRight = true;
        foreach (var (name, isTaken, words) in new (string, Func<JsonValueKind, bool>, string)[]
        {
            ("present", value => value is JsonValueKind.Object, "an Egnyte user or group"),
            ("egnyte",
                value => value == (isFilter ? JsonValueKind.String : JsonValueKind.Object),
                isFilter ? "the filter in quotation marks" : "the body that is sent"),
            ("shows",
                value => isFilter ? value is JsonValueKind.True or JsonValueKind.False : value is JsonValueKind.Object,
                isFilter ? "true or false: whether the present user or group is found" : "what the answer holds"),
        })
        {
            if (sample[name] is { } node && !isTaken(node.Kind))
            {
                var fitsAnother = node.Kind is JsonValueKind.Object or JsonValueKind.String or JsonValueKind.True or JsonValueKind.False;
                findings.Error(
                    node, fitsAnother ? $"A sample of {$"{kind}".ToLowerInvariant()} expects {words} here." : $"This must be {words}.", "Write it so.");
                isRight = false;
            }
        }

        return isRight;
    }

    private static ProfileSample? Read(ProfileNode node, ProfileFindings findings)
    {
        if (findings.Object(node, ProfileFormat.Sample) is not { } sample)
        {
            return null;
        }

        var operations = Operations.Where(name => sample[name] is not null).ToList();
        if (operations is not [var operation])
        {
            findings.Error(sample, $"A sample is one of {string.Join(", ", Operations)}.", "Write \"create\": { … }, or another.");
            return null;
        }

        var input = sample[operation]!;
        var kind = Enum.Parse<SampleOperation>(operation, ignoreCase: true);
        var isRight = kind switch
        {
            SampleOperation.Filter => findings.Text(input) is not null,
            SampleOperation.Read => findings.Flag(input) is true,
            _ => input.Kind is JsonValueKind.Object,
        };
        if (!isRight)
        {
            var needed = kind switch { SampleOperation.Filter => "a filter in quotation marks", SampleOperation.Read => "true", _ => "a SCIM body" };
            findings.Error(input, $"\"{operation}\" must be {needed}.", "Write it so.");
            return null;
        }

        if (kind is SampleOperation.Read or SampleOperation.Replace or SampleOperation.Patch && sample["present"] is not { Kind: JsonValueKind.Object })
        {
            findings.Error(
                sample,
                $"A sample of {operation} needs the Egnyte user or group that is there.",
                "Write \"present\": {\"id\": 1, \"userName\": \"jane\", …}.");
            return null;
        }

        if (sample["egnyte"] is null && sample["shows"] is null && sample["error"] is null)
        {
            findings.Error(sample, "The sample expects nothing.", "Write \"egnyte\", \"shows\" or \"error\".");
            return null;
        }

        if (!IsExpectationRight(sample, kind, findings))
        {
            return null;
        }

        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in findings.Object(sample["settings"], Settings)?.Properties ?? [])
        {
            if (ProfileCompiler.Settings.TryGetValue(setting.Name, out var known) && findings.Word(setting.Value, known) is { } word)
            {
                settings[setting.Name] = word;
            }
        }

        return new ProfileSample(sample, kind, input.ToJson())
        {
            Why = findings.Text(sample["why"], mayBeEmpty: true) ?? "",
            Settings = settings,
            IsOfGroup = findings.Word(sample["resource"], ProfileFormat.Resources) is { } resource ? resource is "group" : null,
            Present = sample["present"]?.ToJson(),
            Egnyte = sample["egnyte"]?.ToJson(),
            Shows = sample["shows"]?.ToJson(),
            Error = findings.Text(sample["error"]),
        };
    }
}
