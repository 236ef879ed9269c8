using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Mapping.Transforms;
using Egnyte.ScimProxy.Profiles.Format;

namespace Egnyte.ScimProxy.Profiles;

/// <summary>Reads one rule for users. What cannot be read becomes a finding, and the rule is read without it.</summary>
internal static class RuleReader
{
    private const string Own = "extension:";

    public static ParsedRule Read(MergedRule written, ProfileFindings findings)
    {
        var direction = findings.Word(written["direction"], ProfileFormat.Directions) ?? "both";
        var field = FieldOf(written, findings);
        var transforms = ReadTransforms(written["transforms"], findings);
        var type = field?.Type ?? MappedType.Text;
        var rule = new AttributeRule(
            written.Path.Attribute, written.At.Text.StartsWith(Own, StringComparison.Ordinal) ? written.At.Text[Own.Length..] : written.At.Text, type)
        {
            Field = field,
            Origins = written.Origins,
            Description = findings.Text(written["description"], mayBeEmpty: true) ?? "",
            Fix = findings.Text(written["fix"], mayBeEmpty: true),
            ToEgnyte = direction is "both" or "toEgnyte",
            ToScim = direction is "both" or "toScim",
            IsRefused = direction is "refused",
            IgnoresWrites = findings.Word(written["written"], "ignored") is not null,
            IsRequired = findings.Flag(written["required"]) ?? false,
            IsUnique = findings.Flag(written["unique"]) ?? false,
            Immutability = findings.Word(written["immutable"], ProfileFormat.Immutabilities) switch
            {
                "reject" => Immutability.Reject,
                "ignore" => Immutability.Ignore,
                "ownership" => Immutability.Ownership,
                _ => Immutability.Mutable,
            },
            OnlyOnCreate = findings.Word(written["when"], ProfileFormat.Whens) is "create",
            OnlyOnUpdate = written["when"]?.Text is "update",
            OnlyBesideAnotherChange = findings.Word(written["update"], "besideAnotherChange") is not null,
            SkipsEcho = findings.Word(written["echo"], "skip") is not null,
            Default = written["default"] is { Kind: not JsonValueKind.Object } value ? ValueOf(value, findings) : MappedValue.None,
            DefaultBy = written["default"] is { Kind: JsonValueKind.Object } by ? DefaultBy(by, findings) : null,
            DefaultsToUserMapping = findings.Word(written["defaultFrom"], "DefaultUserMapping") is not null,
            SendOnly = findings.Flag(written["sendOnly"]),
            Allowed = findings.Texts(written["allowed"]),
            Pattern = SafeRegex.Read(written["pattern"], findings),
            MinLength = findings.WholeNumber(written["minLength"], 1, 1000) ?? 0,
            OnlyIf = Condition(written["onlyIf"], findings),
            RejectedOnCreateOtherwise = findings.Word(written["otherwiseOnCreate"], "reject") is not null,
            Requires = Condition(written["requires"], findings),
            Element = ElementOf(written, field, findings),
            ClientType = transforms.Count == 0 ? type : MappedType.Text,
        };
        return new ParsedRule(written, rule, transforms);
    }

    public static IReadOnlyList<(Transform Transform, ProfileNode At)> ReadTransforms(ProfileNode? node, ProfileFindings findings)
    {
        const int Most = 20;
        var steps = findings.Items(node) ?? [];
        if (steps.Count > Most)
        {
            findings.Error(node!, $"There are more than {Most} transforms.", "Take some out.");
            return [];
        }

        return [.. steps.Select(step => (Transform: KnownTransforms.Read(step, findings), At: step))
            .Where(step => step.Transform is not null)
            .Select(step => (step.Transform!, step.At))];
    }

    private static EgnyteUserField? FieldOf(MergedRule written, ProfileFindings findings)
    {
        var type = findings.Word(written["type"], ProfileFormat.Types);
        if (findings.Text(written["egnyte"]) is not { } name)
        {
            return null;
        }

        if (EgnyteUserFields.ByName.TryGetValue(name, out var known))
        {
            return known;
        }

        if (type is null)
        {
            findings.Error(
                written["egnyte"]!,
                $"\"{name}\" is not a field of an Egnyte user that this program knows.",
                $"Did you mean \"{ClosestMatch.To(name, EgnyteUserFields.ByName.Keys)}\"? Known: "
                + $"{string.Join(", ", EgnyteUserFields.ByName.Keys.Order(StringComparer.Ordinal))}. If Egnyte has such a field, add \"type\": "
                + "\"string\" or \"boolean\": it is then sent, and never read.");
        }

        return EgnyteUserField.Unknown(name, type is "boolean" ? MappedType.Boolean : MappedType.Text);
    }

    // Egnyte holds one value: which of several is taken, and as which it is shown.
    private static ElementRule? ElementOf(MergedRule written, EgnyteUserField? field, ProfileFindings findings)
    {
        var picks = findings.Texts(written["pick"]);
        if (written.Path.Part is not { } part || field == EgnyteUserFields.Groups)
        {
            if (picks is not null)
            {
                findings.Error(written["pick"]!, $"\"{written.At.Text}\" has one value: there is nothing to pick.", "Take \"pick\" out.");
            }

            return null;
        }

        if (written.Path.Selected is { } selected)
        {
            if (picks is not null)
            {
                findings.Error(
                    written["pick"]!, "The path says already which element is taken.", $"Take \"pick\" out, or write \"scim\": \"{written.Path.Attribute}\".");
            }

            return new ElementRule(part, selected.Type, IsPrimary: true, [selected]);
        }

        ElementChoice[] choices = picks is null ? [ElementChoice.Primary, ElementChoice.First] : [.. picks.Select(word => new ElementChoice(word))];
        return new ElementRule(part, choices.Select(choice => choice.Type).FirstOrDefault(type => type is not null), IsPrimary: true, choices);
    }

    private static FieldCondition? Condition(ProfileNode? node, ProfileFindings findings)
    {
        if (node is null)
        {
            return null;
        }

        if (node is not { Kind: JsonValueKind.Object, Properties: [var only] })
        {
            findings.Error(node, "A condition is an object of one property: an Egnyte field and its value.", "Write {\"userType\": \"power\"}.");
            return null;
        }

        if (!EgnyteUserFields.ByName.TryGetValue(only.Name, out var field))
        {
            findings.Error(
                only.Value,
                $"\"{only.Name}\" is not a field of an Egnyte user that this program knows.",
                $"Did you mean \"{ClosestMatch.To(only.Name, EgnyteUserFields.ByName.Keys)}\"?");
            return null;
        }

        if (only.Value is { Kind: JsonValueKind.Array, Items.Count: 0 })
        {
            findings.Error(only.Value, "This must be a value, or a list of at least one.", "Write \"power\", or [\"power\", \"admin\"].");
            return null;
        }

        var values = (only.Value.Kind is JsonValueKind.Array ? only.Value.Items : [only.Value])
            .Select(value => ValueOf(value, findings))
            .Where(value => !value.IsNone)
            .ToList();
        if (values.Find(value => value.Boolean.HasValue != field.Type is MappedType.Boolean) is { IsNone: false } wrong)
        {
            findings.Error(
                only.Value,
                $"{field.Name} is a {(field.Type is MappedType.Boolean ? "boolean" : "text")} in Egnyte, and \"{wrong}\" is none.",
                field.Type is MappedType.Boolean ? "Write true or false without quotation marks." : "Write it in quotation marks.");
            return null;
        }

        return values is [var first, .. var others] ? new FieldCondition(field.Name, first) { Others = others } : null;
    }

    private static FieldDefault? DefaultBy(ProfileNode node, ProfileFindings findings)
    {
        findings.Object(node, "by", "values", "otherwise");
        if (findings.Text(node["by"]) is not { } by || node["values"] is not { Kind: JsonValueKind.Object, Properties.Count: > 0 } values)
        {
            findings.Error(
                node,
                "A default by another field needs \"by\" and \"values\".",
                "Write {\"by\": \"userType\", \"values\": {\"standard\": \"egnyte\"}, \"otherwise\": \"sso\"}.");
            return null;
        }

        if (!EgnyteUserFields.ByName.ContainsKey(by))
        {
            findings.Error(
                node["by"]!,
                $"\"{by}\" is not a field of an Egnyte user that this program knows.",
                $"Did you mean \"{ClosestMatch.To(by, EgnyteUserFields.ByName.Keys)}\"?");
            return null;
        }

        return new FieldDefault(
            by,
            values.Properties.ToDictionary(value => value.Name, value => ValueOf(value.Value, findings), StringComparer.Ordinal),
            node["otherwise"] is { } otherwise ? ValueOf(otherwise, findings) : MappedValue.None);
    }

    private static MappedValue ValueOf(ProfileNode node, ProfileFindings findings)
    {
        switch (node.Kind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return MappedValue.Of(node.Kind is JsonValueKind.True);
            case JsonValueKind.String when node.Text.Length > 0:
                return MappedValue.Of(node.Text);
            default:
                findings.Error(node, "A value is a text, true or false.", "Write it in quotation marks if it is a text.");
                return MappedValue.None;
        }
    }
}
