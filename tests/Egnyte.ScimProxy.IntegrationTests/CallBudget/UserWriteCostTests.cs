namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

public sealed class UserWriteCostTests : CostTests
{
    private const string Patch = """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[""";

    private const string PutOfBruno =
        """
        {"id":"{bruno}","userName":"bruno.birch","externalId":"hr-bruno.birch","name":{"givenName":"Bruno","familyName":"Beech"},
         "emails":[{"value":"bruno.birch@example.com","primary":true}],"active":true}
        """;

    private const string SentForBruno =
        """PATCH users/{bruno} {"email":"bruno.birch@example.com","name":{"givenName":"Bruno","familyName":"Beech"},"active":true}""";

    private const string CarlaLookedUp = "GET users?startIndex=1&count=2&filter=email eq \"carla.cedar@example.com\"";

    internal static readonly Cost[] Table =
    [
        Changes("a name", """{"op":"replace","path":"name.givenName","value":"Bram"}""", """{"name":{"givenName":"Bram"}}"""),
        Changes("a name that is the same", """{"op":"replace","path":"name.givenName","value":"Bruno"}""", """{"name":{"givenName":"Bruno"}}"""),
        Changes("active", """{"op":"replace","value":{"active":true}}""", """{"active":true}"""),
        Changes("a deactivation", """{"op":"replace","value":{"active":false}}""", """{"active":false}"""),
        Changes("an e-mail address", """{"op":"replace","path":"emails[type eq \"work\"].value","value":"b@example.com"}""", """{"email":"b@example.com"}"""),
        Changes("a user type", """{"op":"replace","path":"userType","value":"admin"}""", """{"userType":"admin"}"""),
        Changes(
            "an authType",
            """{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:authType","value":"egnyte"}""",
            """{"authType":"egnyte"}"""),
        Changes(
            "a language by its path",
            """{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:language","value":"de-DE"}""",
            """{"language":"de-DE"}"""),
        Changes(
            "five attributes at once",
            """
            {"op":"replace",
             "value":{
               "userType":"admin","active":true,"name":{"givenName":"B","familyName":"C"},"emails":[{"value":"b@example.com","type":"work"}]}}
            """,
            """{"email":"b@example.com","name":{"givenName":"B","familyName":"C"},"active":true,"userType":"admin"}"""),
        Changes(
            "an invitation beside a change",
            """
            {"op":"replace","path":"active","value":true},
            {"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:sendInvite","value":true}
            """,
            """{"active":true,"sendInvite":true}"""),

        Reads(
            "an authType under DefaultUserMapping email",
            """{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:authType","value":"sso"}""",
            "carla",
            """{"authType":"sso","idpUserId":"carla.cedar@example.com"}""") with { Settings = ["DefaultUserMapping=email"] },
        Reads(
            "an e-mail address under DefaultUserMapping email",
            """{"op":"replace","path":"emails","value":[{"value":"b@example.com"}]}""",
            "bruno",
            """{"email":"b@example.com","idpUserId":"b@example.com"}""") with { Settings = ["DefaultUserMapping=email"] },
        Reads(
            "a role, which power users only have",
            """{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:role","value":"Reviewer"}""",
            "bruno",
            """{"role":"Reviewer"}"""),
        Reads(
            "an idpUserId, which sso only has",
            """{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:idpUserId","value":"b"}""",
            "bruno",
            """{"idpUserId":"b"}"""),
        Reads(
            "a language in a map, which may be an echo",
            """{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{"language":"de-DE"}}}""",
            "alba",
            """{"language":"de-DE"}"""),
        new(
            BudgetRow.PatchUser,
            "an authType under DefaultUserMapping email just after a GET",
            "PATCH Users/{carla}",
            Patch + """{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:authType","value":"sso"}]}""",
            200,
            """PATCH users/{carla} {"authType":"sso","idpUserId":"carla.cedar@example.com"}""")
        {
            Settings = ["DefaultUserMapping=email"],
            Earlier = ["GET Users/{carla}"],
        },
        new(
            BudgetRow.PatchUser,
            "an e-mail address that another user holds",
            "PATCH Users/{bruno}",
            Patch + """{"op":"replace","path":"emails[type eq \"work\"].value","value":"carla.cedar@example.com"}]}""",
            409,
            """PATCH users/{bruno} {"email":"carla.cedar@example.com"}""",
            CarlaLookedUp) { Says = "is held by the Egnyte account" },
        new(
            BudgetRow.PatchUser,
            "a user that is not there",
            "PATCH Users/1",
            Patch + """{"op":"replace","path":"active","value":true}]}""",
            404,
            """PATCH users/1 {"active":true}"""),

        Nothing("a password", """{"op":"replace","path":"password","value":"correct horse"}"""),
        Nothing("a password in a map", """{"op":"replace","value":{"password":"correct horse"}}"""),
        Nothing("a title", """{"op":"add","path":"title","value":"Chief"}"""),
        Nothing("a display name, which Egnyte makes", """{"op":"replace","path":"displayName","value":"B. B."}"""),
        Nothing("an invitation alone", """{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User:sendInvite","value":true}"""),
        Nothing("an externalId that is the same", """{"op":"replace","path":"externalId","value":"hr-bruno.birch"}"""),
        Nothing("a user name that is the same in another form", """{"op":"replace","path":"userName","value":"Bruno.Birch@example.com"}"""),
        Nothing("a rename that is refused", """{"op":"replace","path":"userName","value":"bram"}""") with
        {
            Status = 400,
            Says = "\"scimType\":\"mutability\"",
        },
        new(
            BudgetRow.PatchUserToNothing,
            "a title of a user that is not there",
            "PATCH Users/1",
            Patch + """{"op":"add","path":"title","value":"Chief"}]}""",
            404,
            "GET users/1"),

        new(BudgetRow.PutUser, "PUT just after a GET", "PUT Users/{bruno}", PutOfBruno, 200, SentForBruno) { Earlier = ["GET Users/{bruno}"] },
        new(BudgetRow.PutUser, "PUT just after a look-up by id", "PUT Users/{bruno}", PutOfBruno, 200, SentForBruno)
        {
            Earlier = ["GET Users?filter=id eq \"{bruno}\""],
        },
        new(BudgetRow.PutUser, "PUT just after a PUT", "PUT Users/{bruno}", PutOfBruno, 200, SentForBruno) { Earlier = [$"PUT Users/{{bruno}}\n{PutOfBruno}"] },
        new(BudgetRow.PutUser, "PUT of a user that was not read", "PUT Users/{bruno}", PutOfBruno, 200, "GET users/{bruno}", SentForBruno),
        new(BudgetRow.PutUser, "PUT after a GET of another user", "PUT Users/{bruno}", PutOfBruno, 200, "GET users/{bruno}", SentForBruno)
        {
            Earlier = ["GET Users/{alba}"],
        },
        new(BudgetRow.PutUser, "PUT after a GET by another token", "PUT Users/{bruno}", PutOfBruno, 200, "GET users/{bruno}", SentForBruno)
        {
            Earlier = ["GET Users/{bruno}"],
            EarlierToken = SimulatedEgnyte.OtherToken,
        },
        new(
            BudgetRow.PutUser,
            "PUT of nothing just after a GET",
            "PUT Users/{bruno}",
            """{"userName":"bruno.birch","title":"Chief"}""",
            200,
            "GET users/{bruno}") { Earlier = ["GET Users/{bruno}"] },
        new(BudgetRow.PutUser, "PUT of a rename just after a GET", "PUT Users/{bruno}", """{"userName":"bram","active":true}""", 400, "GET users/{bruno}")
        {
            Earlier = ["GET Users/{bruno}"],
            Says = "\"scimType\":\"mutability\"",
        },
        new(
            BudgetRow.PutUser,
            "PUT of an e-mail address that another user holds",
            "PUT Users/{bruno}",
            PutOfBruno.Replace("bruno.birch@", "carla.cedar@", StringComparison.Ordinal),
            409,
            "GET users/{bruno}",
            SentForBruno.Replace("bruno.birch@", "carla.cedar@", StringComparison.Ordinal),
            CarlaLookedUp) { Says = "is held by the Egnyte account" },
        new(BudgetRow.PutUser, "PUT of a user that is not there", "PUT Users/1", PutOfBruno, 404, "GET users/1"),

        new(BudgetRow.Delete, "DELETE, which deactivates", "DELETE Users/{bruno}", null, 204, """PATCH users/{bruno} {"active":false}"""),
        new(BudgetRow.Delete, "DELETE of an inactive user", "DELETE Users/{fabio}", null, 204, """PATCH users/{fabio} {"active":false}"""),
        new(BudgetRow.Delete, "DELETE, which deletes", "DELETE Users/{bruno}", null, 204, "DELETE users/{bruno}") { Settings = ["DeletePolicy=delete"] },
        new(BudgetRow.Delete, "DELETE, which is refused", "DELETE Users/{bruno}", null, 403)
        {
            Settings = ["DeletePolicy=refuse"],
            Says = "ScimProxy:Tenants:default:DeletePolicy",
        },
        new(BudgetRow.Delete, "DELETE of a user that is not there", "DELETE Users/1", null, 404, """PATCH users/1 {"active":false}"""),
    ];

    public static TheoryData<string> Rows => Cases(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task WritingAUser_Costs_WhatTheBudgetSays(string row) => HoldAsync(Table, row);

    private static Cost Changes(string name, string operations, string sent) =>
        new(BudgetRow.PatchUser, $"PATCH of {name}", "PATCH Users/{bruno}", $"{Patch}{operations}]}}", 200, $"PATCH users/{{bruno}} {sent}");

    private static Cost Reads(string name, string operations, string person, string sent) =>
        new(
            BudgetRow.PatchUser,
            $"PATCH of {name}",
            $"PATCH Users/{{{person}}}",
            $"{Patch}{operations}]}}",
            200,
            $"GET users/{{{person}}}",
            $"PATCH users/{{{person}}} {sent}");

    private static Cost Nothing(string name, string operations) =>
        new(BudgetRow.PatchUserToNothing, $"PATCH of {name}", "PATCH Users/{bruno}", $"{Patch}{operations}]}}", 200, "GET users/{bruno}");
}
