using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http.Bodies;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Users.Answers;

/// <summary>One attribute of an answer, compiled from a rule: the name already encoded, the value read straight from Egnyte's user.</summary>
internal abstract class AttributeWriter(AttributeRule rule)
{
    protected JsonEncodedText Name { get; } = JsonEncodedText.Encode(rule.Path.SubAttribute ?? rule.Path.Attribute);

    protected AttributePath Path { get; } = rule.SelectedBy ?? rule.Path;

    public bool HasValue(in UserView view) => IsSelected(view) && IsPresent(view);

    public virtual void Write(Utf8JsonWriter writer, in UserView view)
    {
        if (HasValue(view))
        {
            WriteValue(writer, view);
        }
    }

    protected abstract bool IsPresent(in UserView view);

    protected abstract void WriteValue(Utf8JsonWriter writer, in UserView view);

    protected static void Write(Utf8JsonWriter writer, JsonEncodedText name, MappedValue value)
    {
        if (value.Text is { } text)
        {
            writer.WriteString(name, text);
        }
        else if (value.Boolean is { } boolean)
        {
            writer.WriteBoolean(name, boolean);
        }
    }

    protected bool IsSelected(in UserView view) => view.Selection?.Includes(Path) is not false;

    /// <summary>Rules in their order; those of one complex or multi-valued attribute become one step where the first stands.</summary>
    public static IEnumerable<AttributeWriter> Compile(IEnumerable<AttributeRule> rules) =>
        rules.GroupBy(rule => rule.Path with { SubAttribute = null }).Select(group => group.First() switch
        {
            { Element: not null } first => new ElementsStep(first, [.. group.Where(rule => rule.Element is not null)]),
            { Path.SubAttribute: null } only => Compile(only),
            var first => new ComplexStep(first with { Path = group.Key, SelectedBy = null }, [.. group.Select(Compile)]),
        });

    private static AttributeWriter Compile(AttributeRule rule) => rule switch
    {
        { Field: var field, ToEgnyte: true } when field == EgnyteUserFields.UserName => new UserNameStep(rule),
        { Field: var field } when field == EgnyteUserFields.Groups => new GroupsStep(rule),
        _ => new ValueStep(rule),
    };

    /// <summary>A text or a boolean, whatever is read: a transform that is undone may make the one of the other.</summary>
    private sealed class ValueStep(AttributeRule rule) : AttributeWriter(rule)
    {
        private readonly Func<EgnyteUser, MappedValue> _read = rule.Read;

        // Read once, not to look and then to write: most steps are of this kind.
        public override void Write(Utf8JsonWriter writer, in UserView view)
        {
            if (IsSelected(view))
            {
                Write(writer, Name, _read(view.User));
            }
        }

        protected override bool IsPresent(in UserView view) => !_read(view.User).IsNone;

        protected override void WriteValue(Utf8JsonWriter writer, in UserView view) => Write(writer, Name, _read(view.User));
    }

    private sealed class UserNameStep(AttributeRule rule) : AttributeWriter(rule)
    {
        protected override bool IsPresent(in UserView view) => view.UserName is not null;

        protected override void WriteValue(Utf8JsonWriter writer, in UserView view) => writer.WriteString(Name, view.UserName);
    }

    private sealed class GroupsStep(AttributeRule rule) : AttributeWriter(rule)
    {
        private readonly AttributePath _value = rule.Path with { SubAttribute = "value" };
        private readonly AttributePath _reference = rule.Path with { SubAttribute = "$ref" };
        private readonly AttributePath _display = rule.Path with { SubAttribute = "display" };

        protected override bool IsPresent(in UserView view) => view.User.Groups is { Count: > 0 };

        protected override void WriteValue(Utf8JsonWriter writer, in UserView view)
        {
            writer.WriteStartArray(Name);
            foreach (var group in view.User.Groups!)
            {
                writer.WriteStartObject();
                if (view.Selection?.Includes(_value) is not false)
                {
                    writer.WriteString("value"u8, group.Value);
                }

                if (view.Selection?.Includes(_reference) is not false)
                {
                    JsonLocation.WriteReference(writer, view.BaseUrl, "/Groups/", group.Value);
                }

                if (group.DisplayName is { } name && view.Selection?.Includes(_display) is not false)
                {
                    writer.WriteString("display"u8, name);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }

    private sealed class ComplexStep(AttributeRule rule, AttributeWriter[] parts) : AttributeWriter(rule)
    {
        protected override bool IsPresent(in UserView view)
        {
            foreach (var part in parts)
            {
                if (part.HasValue(view))
                {
                    return true;
                }
            }

            return false;
        }

        protected override void WriteValue(Utf8JsonWriter writer, in UserView view)
        {
            writer.WriteStartObject(Name);
            foreach (var part in parts)
            {
                part.Write(writer, view);
            }

            writer.WriteEndObject();
        }
    }
}
