using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;
using Egnyte.ScimProxy.Scim.Filters.Parsing;

namespace Egnyte.ScimProxy.Benchmarks.Micro;

/// <summary>A filter of four conditions, read, prepared and held against one user: what a part that Egnyte cannot be asked costs here.</summary>
internal static class FilterEvaluate
{
    private const string Filter = "active eq true and (name.familyName sw \"a\" or userType eq \"admin\") and not (emails[type eq \"home\"])";

    private static readonly ResourceSchema Schema = UserSchema.Of(Okta.Profile);

    private static readonly JsonElement User = JsonElement.Parse("""
        {"id":"1","userName":"alba.acorn","name":{"givenName":"Alba","familyName":"Acorn"},
         "emails":[{"value":"alba.acorn@example.com","type":"work","primary":true}],"active":true,"userType":"power"}
        """);

    public static MicroPair Create()
    {
        Same.OrFail(ByEvaluator(), ByHand());
        return new MicroPair("Filter of four conditions, read and held against a user", () => ByEvaluator(), () => ByHand());
    }

    private static bool ByEvaluator() => FilterEvaluator.Compile(ScimFilterParser.Parse(Filter), Schema.TraitsOf).Matches(User);

    private static bool ByHand() =>
        User.GetProperty("active"u8).GetBoolean()
        && (
            User.GetProperty("name"u8).GetProperty("familyName"u8).GetString()!.StartsWith("a", StringComparison.OrdinalIgnoreCase)
                || User.GetProperty("userType"u8).GetString() == "admin")
        && !User.GetProperty("emails"u8).EnumerateArray().Any(email => email.GetProperty("type"u8).GetString() == "home");
}
