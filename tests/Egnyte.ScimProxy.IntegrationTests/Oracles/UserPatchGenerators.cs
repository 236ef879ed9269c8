using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.Tests.Users;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>PATCH operations on the person that <see cref="PresentUser"/> makes, as JSON texts, of so few values that they often meet.</summary>
internal static class UserPatchGenerators
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User:";
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static readonly Gen<string> Verb = Gen.Frequency((5, Gen.Const("replace")), (3, Gen.Const("add")), (1, Gen.OneOf("Replace", "Add", "REPLACE")));
    private static readonly Gen<string> Removing = Gen.Frequency((4, Gen.Const("remove")), (1, Gen.OneOf("Remove", "REMOVE")));
    private static readonly Gen<string> Word = Gen.OneOf("Ada", "Bo", "de-DE", "x");
    private static readonly Gen<string> Text = Gen.Frequency((12, Word.Select(Json)), (1, Gen.OneOf("null", "\"\"", "{\"a\":1}")));

    // {email} is the present person's.
    private static readonly Gen<string> Address = Gen.OneOf("{email}", "new@example.com", "other@example.com");

    private static readonly Gen<string> Element = Gen.Select(
        Address,
        Gen.OneOf(
            "", ",\"type\":\"work\"", ",\"type\":\"home\"", ",\"primary\":true", ",\"type\":\"home\",\"primary\":\"True\"",
            ",\"type\":\"work\",\"primary\":false"))
        .Select((address, more) => $"{{\"value\":\"{address}\"{more}}}");

    private static readonly Gen<string> Emails = Gen.Frequency(
        (5, Element.Array[1, 2].Select(elements => $"[{string.Join(',', elements)}]")), (1, Element), (1, Address.Select(Json)), (1, Gen.OneOf("null", "[]")));

    private static readonly Gen<string> Selection = Gen.OneOf(
        "type eq \"work\"", "primary eq true", "primary eq \"True\"", "type eq \"home\"", "value eq \"{email}\"", "value eq \"other@example.com\"",
        "type eq \"work\" and primary eq true", "not (type eq \"work\")", "type eq \"WORK\"");

    private static readonly Gen<string> Boolean = Gen.Frequency(
        (4, Gen.OneOf("true", "false")), (2, Gen.OneOf("\"True\"", "\"false\"")), (1, Gen.OneOf("null", "\"maybe\"", "[{\"value\":\"False\"}]")));
    private static readonly Gen<string> UserType = Gen.Frequency(
        (6, Gen.OneOf("\"admin\"", "\"power\"", "\"standard\"")), (1, Gen.OneOf("\"member\"", "\"Undefined\"", "null", "[{\"value\":\"power\"}]")));
    private static readonly Gen<string> AuthType = Gen.Frequency(
        (6, Gen.OneOf("\"sso\"", "\"egnyte\"", "\"ad\"")), (1, Gen.OneOf("\"SSO\"", "\"Undefined\"", "{}")));
    private static readonly Gen<string> UserName = Gen.OneOf("\"{userName}\"", "\"{userName}@example.com\"", "\"somebody.else\"", "\"\"");
    private static readonly Gen<string> Name = Gen.Select(Text, Text).Select((given, family) => $"{{\"givenName\":{given},\"familyName\":{family}}}");
    private static readonly Gen<string> GivenName = Text.Select(given => $"{{\"givenName\":{given}}}");

    private static readonly (string Path, Gen<string> Value)[] Attributes =
    [
        ("userName", UserName), ("externalId", Text), ("name", Gen.OneOf(Name, GivenName, Gen.Const("\"Ada\""))), ("name.givenName", Text),
        ("name.familyName", Text), ("emails", Emails), ("emails.value", Address.Select(Json)),
        ("active", Boolean), ("userType", UserType), (Ext("authType"), AuthType), (Ext("role"), Text), (Ext("idpUserId"), Text),
        (Ext("userPrincipalName"), Text), (Ext("language"), Text),
        (Core + "userType", UserType), (Core + "name.givenName", Text), ("displayName", Text), ("name.formatted", Text), ("nickName", Text),
        ("phoneNumbers[type eq \"work\"].value", Text), (Enterprise + ":department", Text),
    ];

    private static readonly Gen<(string Path, Gen<string> Value)> Usual = Gen.Int[0, Attributes.Length - 1].Select(at => Attributes[at]);

    private static readonly Gen<string> Selected = Gen.Select(Verb, Selection, Gen.OneOf(".value", ".value", ".value", "", ".type", ".primary", ".display"))
        .SelectMany((verb, filter, part) => (part switch
        {
            ".value" => Address.Select(Json),
            "" => Address.Select(address => $"{{\"value\":\"{address}\"}}"),
            ".primary" => Gen.OneOf("true", "\"True\"", "false"),
            _ => Gen.OneOf("\"work\"", "\"home\""),
        }).Select(value => Operation(verb, $"emails[{filter}]{part}", value)));

    private static readonly Gen<string> Odd = Gen.OneOf(
        Gen.Select(
            Verb,
            Gen.OneOf("id", "meta", "groups", "schemas", "emails[", "first name", "name..givenName", "userType]", "roles"),
            (verb, path) => Operation(verb, path, "\"x\"")),
        Gen.OneOf(
            "{\"op\":\"move\",\"path\":\"active\",\"value\":true}", "{\"op\":\"remove\"}", "{\"op\":\"replace\",\"path\":\"active\"}",
            "{\"op\":\"add\",\"value\":\"x\"}", "{\"op\":\"remove\",\"path\":\"groups\"}", "{\"op\":\"remove\",\"path\":\"roles\"}"));

    // Names of which none is part of another: what a map says twice is said in no order.
    private static readonly Gen<string> Map = Gen.Select(Verb, Gen.OneOf("", "emails", "emails[type eq \"work\"].value"), Gen.Shuffle(
        new (string, Gen<string>)[]
        {
            ("userName", UserName), ("externalId", Text), ("active", Boolean), ("userType", UserType), ("name", GivenName), ("name.familyName", Text),
            (Ext("role"), Text),
            (People.Extension, Gen.Select(AuthType, Text).Select((auth, language) => $"{{\"authType\":{auth},\"language\":{language}}}")), ("id", Text),
            ("groups", Gen.Const("[]")), ("nickName", Text), ("displayName", Text), ("roles", Gen.OneOf("[]", "[{\"value\":\"x\"}]")),
        }, 0, 4))
        .SelectMany((verb, address, names) => names
            .Concat(address.Length == 0 ? [] : [(address, address == "emails" ? Emails : Address.Select(Json))])
            .Aggregate(
            Gen.Const(""),
            (entries, entry) =>
                Gen.Select(
                    entries, AnyCase(entry.Item1), entry.Item2, (before, name, value) => $"{before}{(before.Length > 0 ? "," : "")}{Json(name)}:{value}"))
            .Select(entries => $"{{\"op\":\"{verb}\",\"value\":{{{entries}}}}}"));

    public static Gen<string[]> Operations { get; } = Gen.Frequency(
        (10, Usual.SelectMany(attribute => Gen.Select(Verb, AnyCase(attribute.Path), attribute.Value, Operation))),
        (4, Selected),
        (3, Map),
        (1, Gen.Select(Removing, Usual.SelectMany(attribute => AnyCase(attribute.Path)), (verb, path) => $"{{\"op\":\"{verb}\",\"path\":{Json(path)}}}")),
        (1,
         Gen.Select(
             Removing,
             Selection,
             Gen.OneOf("", ".value", ".type"),
             (verb, filter, part) => $"{{\"op\":\"{verb}\",\"path\":{Json($"emails[{filter}]{part}")}}}")),
        (1, Gen.Select(Removing, Element.Array[1, 2], (verb, listed) => Operation(verb, "emails", $"[{string.Join(',', listed)}]"))),
        (1, Gen.Select(Verb, AuthType, Text, (verb, auth, language) => Operation(verb, People.Extension, $"{{\"authType\":{auth},\"language\":{language}}}"))),
        (1, Odd)).Array[1, 3];

    private static string Ext(string attribute) => $"{People.Extension}:{attribute}";

    private static Gen<string> AnyCase(string name) =>
        Gen.Frequency((7, Gen.Const(name)), (1, Gen.Const(name.Contains('[', StringComparison.Ordinal) ? name : name.ToUpperInvariant())));

    private static string Operation(string verb, string path, string value) => $"{{\"op\":\"{verb}\",\"path\":{Json(path)},\"value\":{value}}}";

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
