using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Groups;

/// <summary>A PATCH body of a group as GO2 sends it, and no other: a PatchOp of SCIM 2.0 whose operations all have a path.</summary>
internal static partial class GroupPatchOp
{
    private const string Schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    public static GroupFields Read(JsonElement json)
    {
        var body = new JsonBody(json);
        if (body.Given("schemas") is not { ValueKind: JsonValueKind.Array } schemas || !schemas.EnumerateArray().Any(schema => schema.ToString() == Schema))
        {
            throw Errors.Refuse(400, $"schemas must hold {Schema}.");
        }

        if (body.Given("Operations") is not { ValueKind: JsonValueKind.Array } operations || operations.GetArrayLength() == 0)
        {
            throw Errors.Refuse(400, "Operations must be an array of one operation or more.");
        }

        var fields = new Fields();
        foreach (var operation in operations.EnumerateArray())
        {
            Apply(fields, operation);
        }

        return new GroupFields(fields.DisplayName, fields.Members, fields.ReplacesMembers);
    }

    private static void Apply(Fields fields, JsonElement operation)
    {
        var errors = new InputErrors();
        var body = new JsonBody(operation);
        var (op, path) = (body.Word("op", errors, "add", "remove", "replace"), body.Text("path", errors));
        errors.RefuseAny();
        switch (op, path, body.Given("value"))
        {
            case ("replace", "displayName", { ValueKind: JsonValueKind.String } name) when name.GetString() is { Length: > 0 } text:
                fields.DisplayName = text;
                break;
            case ("add", "members", var value):
                fields.Change(Members(value, remove: false));
                break;
            case ("replace", "members", var value):
                fields.Become(Members(value, remove: false));
                break;
            case ("remove", "members", null):
                fields.Become([]);
                break;
            case ("remove", "members", var value):
                fields.Change(Members(value, remove: true));
                break;
            case ("remove", { } filter, null) when OneMember().Match(filter) is { Success: true } match:
                fields.Change([new MemberChange(long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), Remove: true)]);
                break;
            default:
                throw Errors.Refuse(400, $"The operation {op} of {path ?? "no path"} is not supported.");
        }
    }

    private static List<MemberChange> Members(JsonElement? value, bool remove) => value is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(member => MemberChange.Read(member) with { Remove = remove })]
        : throw Errors.Refuse(400, "The value of members must be an array.");

    [GeneratedRegex("""^members\[value eq "([0-9]{1,18})"\]\z""", RegexOptions.CultureInvariant)]
    private static partial Regex OneMember();

    /// <summary>What the operations so far come to.</summary>
    private sealed class Fields
    {
        public string? DisplayName { get; set; }

        public List<MemberChange>? Members { get; private set; }

        public bool ReplacesMembers { get; private set; }

        public void Change(IEnumerable<MemberChange> changes) => (Members ??= []).AddRange(changes);

        public void Become(List<MemberChange> members) => (Members, ReplacesMembers) = (members, true);
    }
}
