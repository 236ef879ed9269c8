namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

/// <summary>What can be answered without Egnyte costs nothing: the day has a thousand calls.</summary>
public sealed class NoCallTests : CostTests
{
    internal static readonly Cost[] Table =
    [
        Answered("GET ServiceProviderConfig", 200),
        Answered("GET ResourceTypes", 200),
        Answered("GET ResourceTypes/User", 200),
        Answered("GET ResourceTypes/Nobody", 404),
        Answered("GET Schemas", 200),
        Answered("GET Schemas/urn:ietf:params:scim:schemas:core:2.0:User", 200),
        Answered("GET Schemas?filter=id eq \"x\"", 403),

        Answered("GET Users?filter=title eq \"Chief\"", 400, "invalidFilter"),
        Answered("GET Users?filter=userName sw \"a\"", 400, "invalidFilter"),
        Answered("GET Users?filter=userName eq", 400, "invalidFilter"),
        Answered("GET Users?filter=emails[type eq \"home\"].value eq \"a@b.test\"", 400, "invalidFilter"),
        Answered("GET Users?filter=externalId eq \"a\\\"b\"", 400, "invalidFilter"),
        Answered("GET Users?filter=active eq true", 400, "invalidFilter"),
        Answered("GET Users?filter=userName eq \"a\" or userName eq \"b\"", 400, "invalidFilter"),
        Answered("GET Groups?filter=members.value eq \"7\"", 400, "invalidFilter"),
        Answered("GET Groups?filter=displayName ew \"x\"", 400, "invalidFilter"),
        Answered("GET Users?startIndex=first", 400, "invalidValue"),
        Answered("GET Users?attributes=userName&excludedAttributes=emails&count=1", 400, "invalidValue"),

        Answered("GET Users?filter=userName eq \"two words\"", 200, "\"totalResults\":0"),
        Answered("GET Users?filter=userName eq \"@example.com\"", 200, "\"totalResults\":0"),
        Answered("GET Users?filter=userName eq \"\"", 200, "\"totalResults\":0"),
        Answered("GET Users?filter=id eq \"007\"", 200, "\"totalResults\":0"),
        Answered("GET Users?filter=id eq \"00u1a2b3c4d5e6f7g8h9\"", 200, "\"totalResults\":0"),
        Answered("GET Users?filter=externalId eq \"\"", 200, "\"totalResults\":0"),
        Answered("GET Groups?filter=displayName eq \"\"", 200, "\"totalResults\":0"),
        Answered("GET Groups?filter=id eq \"a/b\"", 200, "\"totalResults\":0"),

        Answered("GET Users/007", 404),
        Answered("GET Users/jane", 404),
        Answered("GET Users/99999999999999999999", 404),
        Answered("DELETE Users/-1", 404),
        Answered("DELETE Groups/a.b", 404),
        Answered("GET Groups/a%20b", 404),
        Refused("PUT Users/007", "{}", 404),
        Refused("PATCH Users/00u1a2b3c4d5e6f7g8h9", """{"Operations":[{"op":"replace","value":{"active":false}}]}""", 404),

        Refused(
            "POST Users?attributes=userName&excludedAttributes=emails",
            """{"userName":"jane","name":{"givenName":"J","familyName":"D"},"emails":[{"value":"j@example.com"}]}""",
            400,
            "invalidValue"),
        Refused("PATCH Users/{bruno}?attributes=two words", """{"Operations":[{"op":"replace","value":{"active":true}}]}""", 400, "invalidValue"),
        Refused("POST Users", "{", 400, "invalidSyntax"),
        Refused("POST Users", "[]", 400, "invalidSyntax"),
        Refused("POST Users", """{"userName":"a","userName":"b"}""", 400, "invalidSyntax"),
        Refused("POST Users", """{"userName":"jane"}""", 400, "invalidValue"),
        Refused(
            "POST Users", """{"userName":"two words","name":{"givenName":"J","familyName":"D"},"emails":[{"value":"j@example.com"}]}""", 400, "invalidValue"),
        Refused(
            "POST Users",
            """{"userName":"@example.com","name":{"givenName":"J","familyName":"D"},"emails":[{"value":"j@example.com"}]}""",
            400,
            "'Email prefix'"),
        Refused(
            "POST Users",
            """{"userName":"jane","userType":"Power","name":{"givenName":"J","familyName":"D"},"emails":[{"value":"j@example.com"}]}""",
            400,
            "invalidValue"),
        Refused("PUT Users/{bruno}", "nothing", 400, "invalidSyntax"),
        Refused("PATCH Users/{bruno}", "{}", 400, "invalidSyntax"),
        Refused("PATCH Users/{bruno}", """{"Operations":[]}""", 400, "invalidSyntax"),
        Refused("PATCH Users/{bruno}", """{"Operations":[{"op":"merge","path":"active","value":true}]}""", 400, "invalidSyntax"),
        Refused("PATCH Users/{bruno}", """{"Operations":[{"op":"remove","path":"emails"}]}""", 400, "invalidValue"),
        Refused("PATCH Users/{bruno}", """{"Operations":[{"op":"replace","path":"id","value":"7"}]}""", 400, "mutability"),
        Refused("PATCH Users/{bruno}", """{"Operations":[{"op":"add","path":"groups","value":[{"value":"7"}]}]}""", 400, "mutability"),
        Refused("PATCH Users/{bruno}", """{"Operations":[{"op":"remove","path":"groups[value eq \"7\"]"}]}""", 400, "mutability"),
        Refused("POST Groups", """{"members":[]}""", 400, "invalidValue"),
        Refused("POST Groups", """{"displayName":"A","members":[{"value":"jane"}]}""", 400, "invalidValue"),
        Refused("POST Groups", """{"displayName":"A","members":[{"value":"7","type":"Group"}]}""", 400, "invalidValue"),
        Refused("PUT Groups/{engineering}", """{"displayName":" "}""", 400, "invalidValue"),
        Refused("PATCH Groups/{engineering}", """{"Operations":[{"op":"replace","path":"members[value eq \"7\"].display","value":"x"}]}""", 400, "invalidPath"),
        Refused("PATCH Groups/{engineering}", """{"Operations":[{"op":"add","path":"members.value","value":"7"}]}""", 400, "invalidPath"),
        Refused("PATCH Groups/{engineering}", """{"Operations":[{"op":"remove","path":"displayName"}]}""", 400, "invalidValue"),
    ];

    public static TheoryData<string> Rows => Cases(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task WhatEgnyteNeedNotBeAsked_CostsNothing(string row) => HoldAsync(Table, row);

    private static Cost Answered(string request, int status, string says = "") => new(BudgetRow.NoCall, request, request, null, status) { Says = says };

    private static Cost Refused(string request, string body, int status, string says = "") =>
        new(BudgetRow.NoCall, $"{request} {body}", request, body, status) { Says = says };
}
