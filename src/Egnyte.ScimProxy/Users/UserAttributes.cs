using System.Buffers;
using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users;

internal enum Given : byte
{
    /// <summary>Absent, null, "" and, where a rule has a list of values or a default, "Undefined" are the same (behaviour.md §2).</summary>
    Not,
    Value,

    /// <summary>A PATCH operation asked for no value.</summary>
    Cleared,
}

/// <summary>What a client said of a person, by rule of the profile: the parsed form of a POST, a PUT and a PATCH alike.</summary>
internal sealed class UserAttributes(MappingProfile profile, bool isPatch)
{
    private readonly Given[] _given = new Given[profile.Rules.Count];
    private readonly bool[] _byPath = isPatch ? new bool[profile.Rules.Count] : [];
    private readonly MappedValue[] _values = new MappedValue[profile.Rules.Count];

    // Only a PATCH has any.
    private readonly PresentCondition?[] _conditions = isPatch ? new PresentCondition?[profile.Rules.Count] : [];

    /// <summary>Whether this came from a PATCH: only there does naming sendInvite ask for an invitation.</summary>
    public bool IsPatch { get; } = isPatch;

    /// <summary>The first thing that could not be read. It is kept, not thrown, because a deactivation wins (behaviour.md §1.5).</summary>
    public ScimError? Refusal { get; private set; }

    /// <summary>
    /// Why this cannot be a new account, beside <see cref="Refusal"/>: a create that says what Egnyte cannot hold is refused, but in a PUT
    /// the same may be an echo (behaviour.md §2).
    /// </summary>
    public ScimError? RefusalOnCreate { get; private set; }

    /// <summary>Whether Egnyte shall have the account inactive, in whatever words the client says so.</summary>
    public bool Deactivates => this[profile.Active] is Given.Value && profile.Rules[profile.Active].ToEgnyteValue(Value(profile.Active), out _) is { Boolean: false };

    /// <summary>The user name as the client wrote it: an answer repeats that form.</summary>
    public string? UserName => Value(profile.UserName).Text;

    public Given this[int rule] => rule < 0 ? Given.Not : _given[rule];

    public MappedValue Value(int rule) => rule < 0 ? MappedValue.None : _values[rule];

    /// <summary>Whether a PATCH path named the attribute, so that it cannot be an echo.</summary>
    public bool IsNamed(int rule) => IsPatch && _byPath[rule];

    /// <summary>What must be true of the value that Egnyte holds, or null.</summary>
    public PresentCondition? Condition(int rule) => IsPatch ? _conditions[rule] : null;

    public static UserAttributes FromResource(JsonElement resource, MappingProfile profile)
    {
        var attributes = new UserAttributes(profile, isPatch: false);
        if (resource.ValueKind is not JsonValueKind.Object)
        {
            throw new ScimException(ScimError.InvalidSyntax("The body must be a JSON object that describes a User."));
        }

        var count = profile.Rules.Count + profile.Refused.Count;
        var values = ArrayPool<JsonElement>.Shared.Rent(count);
        try
        {
            profile.Reader.Read(resource, values);
            attributes.AssignAll(values);
        }
        finally
        {
            values.AsSpan(0, count).Clear();
            ArrayPool<JsonElement>.Shared.Return(values);
        }

        return attributes;
    }

    private void AssignAll(ReadOnlySpan<JsonElement> values)
    {
        for (var rule = 0; rule < profile.Rules.Count; rule++)
        {
            if (values[rule].ValueKind is not JsonValueKind.Undefined)
            {
                Assign(rule, values[rule], byPath: false);
            }
        }

        for (var refused = 0; refused < profile.Refused.Count; refused++)
        {
            if (!ScimJson.IsUnassigned(values[profile.Rules.Count + refused]))
            {
                RefusalOnCreate ??= profile.RefusalOf(profile.Refused[refused].Path);
            }
        }
    }

    /// <summary>Takes a value for a rule; what a client may not write is ignored, as an echo is (RFC 7644 §3.5.1).</summary>
    public void Assign(int rule, JsonElement value, bool byPath)
    {
        var definition = profile.Rules[rule];
        if (!definition.ToEgnyte)
        {
            return;
        }

        if (definition.Element is not null)
        {
            value = ElementPicker.Pick(value, definition.Element);
        }

        Take(rule, value, byPath);
    }

    /// <summary>Takes the value of the very attribute, or of the part of an element, that the rule maps.</summary>
    public void Take(int rule, JsonElement value, bool byPath)
    {
        var definition = profile.Rules[rule];
        value = IsPatch && definition.Element is null ? Unwrapped(value) : value;
        if (ScimJson.IsUnassigned(value) || (definition.TakesUndefinedAsNotGiven && value.ValueKind is JsonValueKind.String && value.ValueEquals("Undefined")))
        {
            // Not given: what an earlier operation said, a deactivation above all, stands.
            if (byPath && ScimJson.IsUnassigned(value) && rule != profile.Active)
            {
                Clear(rule);
            }

            return;
        }

        if (IsPatch)
        {
            _byPath[rule] = byPath;
            ForgetRemoval(rule);
        }

        if (Read(definition, value) is { IsNone: false } read)
        {
            (_given[rule], _values[rule]) = (Given.Value, read);
        }
        else
        {
            Refuse(ScimError.InvalidValue($"{definition.Name} must be a {(definition.ClientType is MappedType.Boolean ? "boolean, true or false" : "string")}."));
        }
    }

    public void Clear(int rule)
    {
        (_given[rule], _byPath[rule], _values[rule]) = (Given.Cleared, true, MappedValue.None);
        ForgetRemoval(rule);
    }

    /// <summary>Clears what Egnyte holds if it is one of those that are meant, and else nothing.</summary>
    public void ClearIf(int rule, Predicate<string?> isMeant)
    {
        Clear(rule);
        _conditions[rule] ??= new PresentCondition(isMeant, Otherwise: null);
    }

    /// <summary>Lets the request stand or fall with what Egnyte holds.</summary>
    public void Require(int rule, PresentCondition condition) => _conditions[rule] = _conditions[rule] is { Otherwise: not null } earlier
        ? earlier with { Holds = held => earlier.Holds(held) && condition.Holds(held) }
        : condition;

    /// <summary>Takes a removal back, which must have found nothing for the request to stand.</summary>
    public void Keep(int rule, PresentCondition condition) => (_given[rule], _byPath[rule], _conditions[rule]) = (Given.Not, false, condition);

    public void Refuse(ScimError error) => Refusal ??= error;

    // A removal that may do nothing is overtaken by what a later operation says; a refusal that may come is not.
    private void ForgetRemoval(int rule) => _conditions[rule] = _conditions[rule] is { Otherwise: null } ? null : _conditions[rule];

    // Entra's older job (customappsso, URL flag AzureAdScimPatch2017) wraps a single value: [{"value":"False"}].
    private static JsonElement Unwrapped(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array && value.GetArrayLength() == 1 && ScimJson.TryGetProperty(value[0], "value", out var inner) ? inner : value;

    // A rule that transforms takes a boolean too: what it makes of it is its own affair.
    private static MappedValue Read(AttributeRule rule, JsonElement value) => (rule.ClientType, value.ValueKind) switch
    {
        (MappedType.Boolean, _) => MappedValue.Of(ScimJson.AsBoolean(value)),
        (_, JsonValueKind.True or JsonValueKind.False) when rule.IsInput || rule.Steps.Length > 0 => MappedValue.Of(value.GetBoolean()),
        (_, JsonValueKind.String) => MappedValue.Of(value.GetString()),
        (_, JsonValueKind.Number) => MappedValue.Of(value.GetRawText()),
        _ => MappedValue.None,
    };
}
