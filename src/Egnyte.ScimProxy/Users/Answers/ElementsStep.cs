using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Users.Answers;

/// <summary>A multi-valued attribute: one element for each type that rules map, with the parts of which Egnyte holds a value.</summary>
internal sealed class ElementsStep(AttributeRule first, IReadOnlyList<AttributeRule> rules) : AttributeWriter(first)
{
    private readonly Element[] _elements = [.. rules.GroupBy(rule => rule.Element!.Type, StringComparer.OrdinalIgnoreCase)
        .Select(rules => new Element([.. rules.DistinctBy(rule => rule.Element!.Part, StringComparer.OrdinalIgnoreCase)]))];

    protected override bool IsPresent(in UserView view)
    {
        foreach (var element in _elements)
        {
            if (element.IsPresent(view))
            {
                return true;
            }
        }

        return false;
    }

    protected override void WriteValue(Utf8JsonWriter writer, in UserView view)
    {
        writer.WriteStartArray(Name);
        foreach (var element in _elements)
        {
            if (element.IsPresent(view))
            {
                element.Write(writer, view);
            }
        }

        writer.WriteEndArray();
    }

    private sealed class Element(AttributeRule[] rules)
    {
        private static readonly JsonEncodedText TypeName = JsonEncodedText.Encode("type");
        private static readonly JsonEncodedText PrimaryName = JsonEncodedText.Encode("primary");

        private readonly Part[] _parts = [.. rules.Select(rule => new Part(rule, rule.Element!.Part))];

        // A rule that maps the type itself says it instead.
        private readonly Part? _type = rules[0].Element!.Type is not null && !Maps(rules, "type") ? new Part(rules[0], "type") : null;
        private readonly Part? _primary = rules[0].Element!.IsPrimary && !Maps(rules, "primary") ? new Part(rules[0], "primary") : null;
        private readonly JsonEncodedText _typeText = JsonEncodedText.Encode(rules[0].Element!.Type ?? "");

        public bool IsPresent(in UserView view)
        {
            foreach (var part in _parts)
            {
                if (!part.Read(view.User).IsNone)
                {
                    return true;
                }
            }

            return false;
        }

        public void Write(Utf8JsonWriter writer, in UserView view)
        {
            writer.WriteStartObject();
            foreach (var part in _parts)
            {
                if (part.IsSelected(view))
                {
                    AttributeWriter.Write(writer, part.Name, part.Read(view.User));
                }
            }

            if (_type?.IsSelected(view) is true)
            {
                writer.WriteString(TypeName, _typeText);
            }

            if (_primary?.IsSelected(view) is true)
            {
                writer.WriteBoolean(PrimaryName, true);
            }

            writer.WriteEndObject();
        }

        private static bool Maps(AttributeRule[] rules, string part) =>
            Array.Exists(rules, rule => rule.Element!.Part.Equals(part, StringComparison.OrdinalIgnoreCase));
    }

    private sealed class Part(AttributeRule rule, string part)
    {
        private readonly AttributePath _path = rule.Path with { SubAttribute = part };

        public JsonEncodedText Name { get; } = JsonEncodedText.Encode(part);

        public Func<EgnyteUser, MappedValue> Read { get; } = rule.Read;

        public bool IsSelected(in UserView view) => view.Selection?.Includes(_path) is not false;
    }
}
