using System.Buffers;
using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Scim.Resources;
using Egnyte.ScimProxy.Users.Patching;

namespace Egnyte.ScimProxy.Users;

internal enum Given : byte
{
    /// <summary>Absent, null, "" and, where a rule has a list of values or a default, "Undefined" are the same (behaviour.md §2).</summary>
    Not,
    Value,

    /// <summary>A PATCH operation asked for no value.</summary>
    Cleared,
}

/// <summary>What a client sent about a user, by rule of the profile: the parsed form of a POST, a PUT and a PATCH alike.</summary>
internal sealed class UserAttributes(MappingProfile profile, bool isPatch)
{
    private readonly Given[] _given = new Given[profile.Rules.Count];
    private readonly bool[] _byPath = isPatch ? new bool[profile.Rules.Count] : [];
    private readonly MappedValue[] _values = new MappedValue[profile.Rules.Count];

    // Which rules the map that is being read has spoken of; null outside a map.
    private bool[]? _saidInMap;

    private bool _clearsActive;

    // Only a PATCH has any.
    private readonly ValueFilterGuard?[] _conditions = isPatch ? new ValueFilterGuard?[profile.Rules.Count] : [];

    /// <summary>Whether this came from a PATCH: only there does naming sendInvite ask for an invitation.</summary>
    public bool IsPatch { get; } = isPatch;

    /// <summary>The first thing that could not be read. It is kept, not thrown, because a deactivation wins (behaviour.md §1.5).</summary>
    public ScimError? Refusal
    {
        get => field ?? (_clearsActive ? ScimError.InvalidValue("active cannot be cleared: an Egnyte account is active or inactive.") : null);
        private set;
    }

    /// <summary>
    /// Why this cannot be a new account, beside <see cref="Refusal"/>: a create that says what Egnyte cannot hold is refused, but in a PUT
    /// the same may be an echo (behaviour.md §2).
    /// </summary>
    public ScimError? RefusalOnCreate { get; private set; }

    /// <summary>Whether Egnyte shall have the account inactive, in whatever words the client says so.</summary>
    public bool Deactivates =>
        this[profile.Active] is Given.Value && profile.Rules[profile.Active].ToEgnyteValue(Value(profile.Active), out _) is { Boolean: false };

    /// <summary>The user name as the client wrote it: an answer repeats that form.</summary>
    public string? UserName => Value(profile.UserName).Text;

    public Given this[int rule] => rule < 0 ? Given.Not : _given[rule];

    public MappedValue Value(int rule) => rule < 0 ? MappedValue.None : _values[rule];

    /// <summary>Whether a PATCH path named the attribute, so that it cannot be an echo.</summary>
    public bool IsNamed(int rule) => IsPatch && _byPath[rule];

    /// <summary>What must be true of the value that Egnyte holds, or null.</summary>
    public ValueFilterGuard? Condition(int rule) => IsPatch ? _conditions[rule] : null;

    public static UserAttributes FromResource(JsonElement resource, MappingProfile profile)
    {
        var attributes = new UserAttributes(profile, isPatch: false);
        if (resource.ValueKind is not JsonValueKind.Object)
        {
            throw new ScimException(ScimError.InvalidSyntax("The body must be a JSON object that describes a User."));
        }

        if (ScimJson.DoubleNameRefusal(resource) is { } doubled)
        {
            attributes.Refuse(doubled);
            UserPatch.FoldMap(attributes, resource, within: null, PatchVerb.Replace, profile);
            return attributes;
        }

        var count = profile.Rules.Count + profile.Refused.Count;
        var values = ArrayPool<JsonElement>.Shared.Rent(count);
        try
        {
            if (profile.Reader.TryRead(resource, values))
            {
                attributes.AssignAll(values);
            }
            else
            {
                UserPatch.FoldMap(attributes, resource, within: null, PatchVerb.Replace, profile);
            }
        }
        finally
        {
            values.AsSpan(0, count).Clear();
            ArrayPool<JsonElement>.Shared.Return(values);
        }

        return BlankName.Filled(attributes, profile);
    }

    private void AssignAll(ReadOnlySpan<JsonElement> values)
    {
        for (var rule = 0; rule < profile.Rules.Count; rule++)
        {
            if (values[rule].ValueKind is JsonValueKind.Undefined)
            {
                continue;
            }

            if (profile.Rules[rule].Element is null)
            {
                Assign(rule, values[rule], byPath: false);
            }
            else if (profile.IsFirstOfElements(rule))
            {
                ElementListPatch.Assign(this, profile.Rules[rule].Path, values[rule], PatchVerb.Replace, byPath: false, profile);
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
        if (profile.Rules[rule].ToEgnyte)
        {
            Take(rule, value, byPath);
        }
    }

    /// <summary>Takes the value of the very attribute, or of the part of an element, that the rule maps; null and "" ask to clear it.</summary>
    public void Take(int rule, JsonElement value, bool byPath)
    {
        var definition = profile.Rules[rule];
        value = IsPatch && definition.Element is null ? Unwrapped(value) : value;
        if (ScimJson.IsUnassigned(value))
        {
            Clear(rule);
            return;
        }

        if (definition.TakesUndefinedAsNotGiven && value.ValueKind is JsonValueKind.String && value.ValueEquals("Undefined"))
        {
            // Not given: what an earlier operation said, a deactivation above all, stands.
            return;
        }

        if (Read(definition, value) is not { IsNone: false } read)
        {
            Refuse(ScimError.InvalidValue(
                $"{definition.Name} must be a {(definition.ClientType is MappedType.Boolean ? "boolean, true or false" : "string")}."));
            return;
        }

        if (IsSaidAlready(rule, read))
        {
            return;
        }

        if (IsPatch)
        {
            _byPath[rule] = byPath;
            DropRemoval(rule);
        }

        (_given[rule], _values[rule]) = (Given.Value, read);
        _clearsActive &= rule != profile.Active;
    }

    public void Clear(int rule)
    {
        if (rule == profile.Active && Deactivates)
        {
            // It cannot be done, and must not hide the deactivation.
            _clearsActive = true;
            return;
        }

        if (IsSaidAlready(rule, MappedValue.None))
        {
            return;
        }

        (_given[rule], _values[rule]) = (Given.Cleared, MappedValue.None);
        if (IsPatch)
        {
            _byPath[rule] = true;
            DropRemoval(rule);
        }
    }

    /// <summary>Says that what follows is of one map, in which an attribute has one value.</summary>
    public void BeginMap() => _saidInMap = new bool[profile.Rules.Count];

    public void EndMap() => _saidInMap = null;

    /// <summary>
    /// Whether the map that is being read says another value of the rule already. Of two words on active, the one that deactivates counts
    /// (behaviour.md §1.5).
    /// </summary>
    private bool IsSaidAlready(int rule, MappedValue value)
    {
        if (_saidInMap is not { } said || !said[rule])
        {
            if (_saidInMap is not null)
            {
                _saidInMap[rule] = true;
            }

            return false;
        }

        if (_values[rule] == value)
        {
            return true;
        }

        Refuse(ScimError.InvalidValue($"{profile.Rules[rule].Name} is given twice with different values: send it once."));
        return rule != profile.Active || Deactivates;
    }

    /// <summary>For a new account, null and "" say nothing: there is no value to clear.</summary>
    public void DropClearings()
    {
        for (var rule = 0; rule < _given.Length; rule++)
        {
            _given[rule] = _given[rule] is Given.Cleared ? Given.Not : _given[rule];
        }
    }

    /// <summary>Clears what Egnyte holds if it is one of those that are meant, and else nothing.</summary>
    public void ClearIf(int rule, Predicate<string?> isMeant)
    {
        Clear(rule);
        _conditions[rule] ??= new ValueFilterGuard(isMeant, Otherwise: null);
    }

    /// <summary>Lets the request stand or fall with what Egnyte holds.</summary>
    public void Require(int rule, ValueFilterGuard condition) => _conditions[rule] = _conditions[rule] is { Otherwise: not null } earlier
        ? earlier with { Holds = held => earlier.Holds(held) && condition.Holds(held) }
        : condition;

    /// <summary>Takes a removal back, which must have found nothing for the request to stand.</summary>
    public void Keep(int rule, ValueFilterGuard condition) => (_given[rule], _byPath[rule], _conditions[rule]) = (Given.Not, false, condition);

    /// <summary>Whether a rule can take a value, whatever it then makes of it.</summary>
    public static bool CanBeRead(AttributeRule rule, JsonElement value) => !Read(rule, value).IsNone;

    public void RefuseOnCreate(ScimError error) => RefusalOnCreate ??= error;

    /// <summary>Puts another value in the place of one that the client gave.</summary>
    public void Replace(int rule, MappedValue value) => _values[rule] = value;

    public void Refuse(ScimError error) => Refusal ??= error;

    // A removal that may do nothing is overtaken by what a later operation says; a refusal that may come is not.
    private void DropRemoval(int rule) => _conditions[rule] = _conditions[rule] is { Otherwise: null } ? null : _conditions[rule];

    // Entra's older job (customappsso, URL flag AzureAdScimPatch2017) wraps a single value: [{"value":"False"}].
    private static JsonElement Unwrapped(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array && value.GetArrayLength() == 1 && ScimJson.TryGetProperty(value[0], "value", out var inner) ? inner : value;

    // Languages without truth values send 1 and 0, as numbers or texts. They cannot mean anything else; any other number or word could.
    private static bool? BitOf(JsonElement value) => value.GetRawText() switch
    {
        "1" or "\"1\"" => true,
        "0" or "\"0\"" => false,
        _ => null,
    };

    // A rule that transforms takes a boolean too: what it makes of it is its own affair.
    private static MappedValue Read(AttributeRule rule, JsonElement value) => (rule.ClientType, value.ValueKind) switch
    {
        (MappedType.Boolean, JsonValueKind.Number or JsonValueKind.String) when BitOf(value) is { } bit => MappedValue.Of(bit),
        (MappedType.Boolean, _) => MappedValue.Of(ScimJson.AsBoolean(value)),
        (_, JsonValueKind.True or JsonValueKind.False) when rule.IsInput || rule.Steps.Length > 0 => MappedValue.Of(value.GetBoolean()),
        (_, JsonValueKind.String) => MappedValue.Of(value.GetString()),
        (_, JsonValueKind.Number) => MappedValue.Of(value.GetRawText()),
        _ => MappedValue.None,
    };
}
