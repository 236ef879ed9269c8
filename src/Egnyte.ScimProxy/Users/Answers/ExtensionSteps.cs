using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Users.Answers;

/// <summary>The attributes of one extension schema, which stand in an object under its URN (RFC 7643 §3.3).</summary>
internal sealed class ExtensionSteps(string urn, IEnumerable<AttributeRule> rules)
{
    private readonly AttributeWriter[] _steps = [.. AttributeWriter.Compile(rules)];
    private readonly AttributePath _path = AttributePath.OfSchema(urn);

    public JsonEncodedText Name { get; } = JsonEncodedText.Encode(urn);

    public bool HasAny(in UserView view)
    {
        if (view.Selection?.Includes(_path) is false)
        {
            return false;
        }

        foreach (var step in _steps)
        {
            if (step.HasValue(view))
            {
                return true;
            }
        }

        return false;
    }

    public void Write(Utf8JsonWriter writer, in UserView view)
    {
        writer.WriteStartObject(Name);
        foreach (var step in _steps)
        {
            step.Write(writer, view);
        }

        writer.WriteEndObject();
    }
}
