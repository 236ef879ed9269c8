using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Tests.Mapping.Linting;

/// <summary>Every mistake that the linter knows, with its place and its fix.</summary>
public sealed class ProfileLinterTests
{
    [Theory]
    // An unknown name, with the nearest known one.
    [InlineData("""{"scim":"titel","egnyte":"role"}""", "users[0].scim", "\"titel\" is not an attribute of a SCIM User.", "Did you mean \"title\"?")]
    [InlineData("""{"scim":"name.givnName","egnyte":"role"}""", "users[0].scim", "name has no part \"givnName\".", "Did you mean \"givenName\"?")]
    [InlineData(
        """{"scim":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:departement","egnyte":"role"}""",
        "users[0].scim",
        "is not an attribute of a SCIM User.",
        "enterprise:2.0:User:department\"?")]
    [InlineData("""{"scim":"name","egnyte":"role"}""", "users[0].scim", "\"name\" has parts.", "name.formatted")]
    [InlineData("""{"scim":"addresses[type eq \"work\"].city","egnyte":"role"}""", "users[0].scim", "addresses has no part \"city\".", "Did you mean")]
    [InlineData("""{"scim":"emails[value eq \"x\"].value","egnyte":"role"}""", "users[0].scim", "A value filter here is [type eq", "Write userName")]
    [InlineData("""{"scim":"id","egnyte":"role"}""", "users[0].scim", "\"id\" is made by the proxy.", "Take the rule out.")]
    [InlineData("""{"scim":"title","egnyte":"rol"}""", "users[0].egnyte", "\"rol\" is not a field of an Egnyte user", "Did you mean \"role\"?")]
    [InlineData(
        """{"scim":"title","egnyte":"role","transforms":["uper"]}""", "users[0].transforms[0]", "There is no transform \"uper\".", "Did you mean \"upper\"?")]
    [InlineData(
        """{"scim":"title","egnyte":"role","transforms":[{"template":"{nickname2}"}]}""",
        "users[0].transforms[0].template",
        "\"nickname2\" is not an attribute of a SCIM User.",
        "Did you mean \"nickName\"?")]
    // A type that does not fit.
    [InlineData(
        """{"scim":"title","egnyte":"isServiceAccount"},{"scim":"extension:isServiceAccount","remove":true}""",
        "users[0].scim",
        "title is a text in SCIM, and isServiceAccount a boolean in Egnyte.",
        "Add the transform \"toBool\".")]
    [InlineData(
        """{"scim":"title","egnyte":"role","transforms":["toBool"]},{"scim":"extension:role","remove":true}""",
        "users[0].transforms[0]",
        "toBool gives a boolean, and role is a text.",
        "End with a step that gives a text.")]
    [InlineData("""{"scim":"userType","default":true}""", "users[0].default", "The default \"true\" is not a text", "quotation marks")]
    [InlineData("""{"scim":"active","allowed":["yes"]}""", "users[0].allowed", "\"allowed\" is for texts", "Take \"allowed\" out.")]
    [InlineData("""{"scim":"extension:role","onlyIf":{"active":"yes"}}""", "users[0].onlyIf.active", "active is a boolean in Egnyte", "Write true or false")]
    // Two rules for one field.
    [InlineData("""{"scim":"title","egnyte":"role"}""", "users[0].egnyte", "Two rules write role: extension:role and title.", "\"remove\": true")]
    // A rule that can never apply.
    [InlineData(
        """{"scim":"displayName","required":true}""", "users[0].required", "\"required\" can never apply: the rule is read only.", "Take \"required\" out")]
    [InlineData(
        """{"scim":"displayName","transforms":["lower"]}""", "users[0].transforms[0]", "lower can never apply: the rule is read only", "Take the step out.")]
    [InlineData(
        """{"scim":"extension:language","when":"update","default":"de"}""",
        "users[0].default",
        "\"default\" can never apply: the rule is for updates only.",
        "Take \"default\" out")]
    [InlineData(
        """{"scim":"extension:role","onlyIf":{"userType":"guest"}}""",
        "users[0].onlyIf",
        "The rule can never apply: userType is never \"guest\"",
        "Name a value that is allowed.")]
    [InlineData(
        """{"scim":"extension:role","onlyIf":null,"otherwiseOnCreate":"reject"}""",
        "users[0].otherwiseOnCreate",
        "\"otherwiseOnCreate\" can never apply",
        "Add \"onlyIf\"")]
    [InlineData(
        """{"scim":"roles[primary eq true].value","egnyte":"role"},{"scim":"extension:role","remove":true}""",
        "users[0].scim",
        "\"roles\" is refused as a whole, so that this rule can never apply.",
        "Take the refusal away")]
    [InlineData("""{"scim":"displayName","direction":"both"}""", "users[0].direction", "Egnyte makes name.formatted itself", "\"direction\": \"toScim\"")]
    [InlineData(
        """{"scim":"extension:sendInvite","direction":"both"}""",
        "users[0].direction",
        "Egnyte is not known to tell sendInvite.",
        "\"direction\": \"toEgnyte\"")]
    [InlineData(
        """{"scim":"extension:authType","default":{"by":"userType","values":{"guest":"egnyte"}}}""",
        "users[0].default",
        "userType is never \"guest\"",
        "Take it out")]
    [InlineData(
        """{"scim":"extension:authType","default":{"by":"authType","values":{"sso":"egnyte"}}}""",
        "users[0].default",
        "The default of authType depends on itself.",
        "Name another field")]
    [InlineData(
        """{"scim":"userType","transforms":[{"lookup":{"table":{"Member":"member"}}}]}""",
        "users[0].transforms[0]",
        "gives \"member\", which the rule itself does not take.",
        "Change what it gives")]
    // What Egnyte needs.
    [InlineData("""{"scim":"emails","remove":true}""", "users", "No rule fills email on create", "Add a rule for it")]
    [InlineData("""{"scim":"active","remove":true}""", "users", "No rule fills active: who leaves would keep their account.", "Add {\"scim\": \"active\"")]
    [InlineData("""{"scim":"active","when":"create"}""", "users[0].scim", "The rule for active must always apply", "Take \"when\"")]
    [InlineData("""{"scim":"userName","immutable":null}""", "users[0].scim", "Egnyte cannot change userName of an account.", "\"immutable\": \"reject\"")]
    // What the client looks up.
    [InlineData(
        """{"scim":"userName","transforms":[{"firstOf":["emails","value"]},"localPart"],"immutable":"ignore"}""",
        "users[0].scim",
        "The client looks users up by userName, and Egnyte cannot be asked for that: userName does not depend on userName alone.",
        "Let the identity provider build the user name")]
    [InlineData(
        """{"scim":"userName","transforms":[{"template":"{initial(name.givenName)}{name.familyName}"}],"immutable":"ignore"}""",
        "users[0].scim",
        "The client looks users up by userName",
        "Application username format")]
    [InlineData(
        """
        {"scim":"userName","egnyte":"role"},
        {"scim":"nickName","egnyte":"userName","required":true,"immutable":"ignore"},
        {"scim":"extension:role","remove":true}
        """,
        "users[0].scim",
        "no rule makes",
        "\"looksUpByUserName\": false")]
    [InlineData(
        """{"scim":"userName","remove":true},{"scim":"nickName","egnyte":"userName","required":true,"immutable":"ignore"}""",
        "users",
        "no rule makes",
        "use transforms that look at userName only")]
    [InlineData(
        """{"scim":"userName","transforms":[{"template":"{initial()}"}]}""",
        "users[0].transforms[0].template",
        "\"initial()\" is no SCIM attribute path.",
        "Write userName")]
    // Values.
    [InlineData(
        """{"scim":"userType","default":"guest"}""",
        "users[0].default",
        "The default \"guest\" is outside what the rule allows (admin, power, standard).",
        "Choose one")]
    [InlineData(
        """{"scim":"extension:authType","default":{"by":"userType","values":{"standard":"none"}}}""",
        "users[0].default",
        "The default \"none\" is outside what the rule allows",
        "Choose one")]
    [InlineData("""{"scim":"userName","pattern":"(?=a)b"}""", "users[0].pattern", "This regular expression is not linear", "Write it with sets")]
    [InlineData(
        """{"scim":"title","egnyte":"language","defaultFrom":"DefaultUserMapping"},{"scim":"extension:language","remove":true}""",
        "users[0].defaultFrom",
        "DefaultUserMapping is about idpUserId",
        "Take \"defaultFrom\" out.")]
    public void AMistake_IsAnErrorWithItsPlaceAndItsFix(string rules, string path, string message, string fix)
    {
        var errors = TestProfiles.Findings(rules, FindingSeverity.Error);

        var error = errors.FirstOrDefault(finding => finding.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(error is not null, string.Join(Environment.NewLine, errors));
        Assert.Equal((path, 1), (error.Path, error.Line));
        Assert.Contains(fix, error.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"scim":"externalId","transforms":[{"firstOf":["nickName","value"]}]}""", "no filter reaches it: it does not depend on externalId alone.")]
    [InlineData(
        """{"scim":"userName","transforms":[{"firstOf":["emails","value"]},"localPart"],"immutable":"ignore"}""",
        "no filter reaches it: it does not depend on userName alone, and an identity provider looks users up by userName")]
    [InlineData(
        """{"scim":"userName","transforms":[{"firstOf":["emails","value"]},"localPart"]}""",
        "userName is made of emails too: when that changes, it is refused as a change of userName.")]
    [InlineData(
        """{"scim":"extension:role","transforms":[{"firstOf":["value","nickName"]}]}""",
        "Egnyte does not hold nickName as a client writes it: a PATCH that does not send it leaves role as it is.")]
    [InlineData("""{"scim":"emails","required":null}""", "emails is not required, and Egnyte creates no user without email")]
    public void WhatMayNotBeMeant_IsAWarning(string rules, string message) =>
        Assert.Contains(
            TestProfiles.Compile($$"""{"extends":"generic","users":[{{rules}}]}""").Findings,
            finding =>
                finding.Severity is FindingSeverity.Warning && finding.File == "own.json" && finding.Message.Contains(message, StringComparison.Ordinal));

    /// <summary>A client of which nothing is known may find its users otherwise.</summary>
    [Theory]
    [InlineData("\"extends\":\"generic\",")]
    [InlineData("\"extends\":\"okta\",\"looksUpByUserName\":false,")]
    public void AUserNameOfOtherAttributes_WhereTheClientDoesNotLookItUp_CanBeUsed(string head) =>
        Assert.NotNull(
            TestProfiles.Compile(
                $$"""
                {{{head}}"users":[{"scim":"userName","transforms":[{"template":"{initial(name.givenName)}{name.familyName}"},"lower"],
                   "immutable":"ignore"}]}
                """).Profile);

    [Theory]
    [InlineData(
        """{"scim":"extension:role","transforms":["trim","lower"]}""", "role: reads back as Egnyte has it: lost is white space around it, and letter case")]
    [InlineData("""{"scim":"extension:role","transforms":[{"template":"r-{value}"}],"onlyIf":null,"otherwiseOnCreate":null}""", "role: reads back as written")]
    [InlineData("""{"scim":"extension:sendInvite","description":"x"}""", "sendInvite: is never read back")]
    [InlineData("""{"scim":"displayName","description":"x"}""", "displayName: is read only")]
    [InlineData(
        """{"scim":"userName","transforms":["localPart"]}""",
        "userName: reads back as written in the same request, else by UserNameFormat; Egnyte's name loses the part from @ on")]
    public void EveryRule_SaysHowItReadsBack(string rules, string note)
    {
        var notes = TestProfiles.Compile($$"""{"extends":"okta","users":[{{rules}}]}""").Findings.Where(finding => finding.Severity is FindingSeverity.Note)
            .ToList();

        Assert.Contains(notes, finding => finding.Message.StartsWith(note, StringComparison.Ordinal));
        Assert.True(notes.Count >= 21);
    }

    [Theory]
    [InlineData("""{"displayName":{"transforms":["lower"]}}""", nameof(FindingSeverity.Note), "Group names read back without being undone in lower")]
    [InlineData(
        """{"displayName":{"transforms":[{"template":"{value}-{userName}"}]}}""", nameof(FindingSeverity.Error), "does not make a group's name of its name")]
    [InlineData(
        """{"displayName":{"transforms":[{"template":"okta-{value}"}]}}""",
        nameof(FindingSeverity.Warning),
        "a client that writes such a name back renames the group")]
    [InlineData("""{"shown":{"matches":"^okta-"}}""", nameof(FindingSeverity.Warning), "each list and each look-up of groups reads all groups")]
    [InlineData("""{"shown":{"startsWith":"a","contains":"b"}}""", nameof(FindingSeverity.Error), "Which groups are shown is said by one property.")]
    [InlineData(
        """{"displayName":{"transforms":[{"template":"okta-{value}"}]},"shown":{"startsWith":"acme-"}}""",
        nameof(FindingSeverity.Error),
        "No name that these transforms make is among the groups that are shown (displayName sw \"acme-\")")]
    [InlineData(
        """{"displayName":{"transforms":[{"template":"b-{value}"},"upper",{"template":"a-{value}"},"lower"]},"shown":{"startsWith":"a-c"}}""",
        nameof(FindingSeverity.Error),
        "No name that these transforms make")]
    [InlineData(
        """{"displayName":{"transforms":[{"lookup":{"table":{"Sales":"s","Legal":"l"}}}]},"shown":{"contains":"okta"}}""",
        nameof(FindingSeverity.Error),
        "No name that these transforms make")]
    [InlineData(
        """{"pushed":{"startsWith":"egnyte-"},"shown":{"startsWith":"okta-"}}""",
        nameof(FindingSeverity.Error),
        "No group that may be pushed is among the groups that are shown (displayName sw \"okta-\")")]
    [InlineData(
        """{"displayName":{"transforms":[{"template":"okta-{value}"},"lower"]},"pushed":{"startsWith":"Egnyte-"},"shown":{"startsWith":"okta-eu-"}}""",
        nameof(FindingSeverity.Error),
        "No name that these transforms make")]
    [InlineData(
        """{"pushed":{"startsWith":"egnyte-","strip":true},"shown":{"startsWith":"Egnyte-eu-"}}""",
        nameof(FindingSeverity.Error),
        "the pushed group \"egnyte-Sales\" would be \"Sales\", which is not shown.")]
    [InlineData("""{"pushed":{"strip":true}}""", nameof(FindingSeverity.Error), "The prefix of the pushed groups is missing.")]
    [InlineData("""{"pushed":{"startsWith":""}}""", nameof(FindingSeverity.Error), "This must be a text.")]
    [InlineData("""{"pushed":{"startsWith":"egnyte-","strip":"yes"}}""", nameof(FindingSeverity.Error), "This must be true or false.")]
    [InlineData("""{"pushed":{"startsWith":"egnyte-"}}""", nameof(FindingSeverity.Note), "Groups without this prefix are shown")]
    [InlineData("""{"shown":{"startWith":"a"}}""", nameof(FindingSeverity.Error), "\"startWith\" is not a property here.")]
    [InlineData("""{"members":"drop"}""", nameof(FindingSeverity.Error), "\"drop\" is not known here.")]
    public void GroupRules_AreReadAndJudged(string groups, string severity, string message) =>
        Assert.Contains(
            TestProfiles.Compile($$"""{"extends":"okta","groups":{{groups}}}""").Findings,
            finding => finding.Severity.ToString() == severity && finding.Message.Contains(message, StringComparison.Ordinal));

    [Theory]
    [InlineData("""[{"template":"okta-{value}"}]""", """{"startsWith":"okta-eu-"}""")]
    [InlineData("""[{"template":"Okta-{value}"},"upper"]""", """{"startsWith":"ok"}""")]
    [InlineData("""[{"template":"okta-{value}"}]""", """{"contains":"acme"}""")]
    [InlineData("""[{"template":"okta-{value}"},{"replace":{"from":"okta","to":"acme"}}]""", """{"startsWith":"acme-"}""")]
    [InlineData("""[{"template":"{value}-okta"}]""", """{"startsWith":"acme-"}""")]
    [InlineData("""[{"lookup":{"table":{"Sales":"okta-s","Legal":"l"}}}]""", """{"startsWith":"okta-"}""")]
    [InlineData("""[{"lookup":{"table":{"Sales":"s"},"missing":"keep"}}]""", """{"startsWith":"okta-"}""")]
    [InlineData("[]", """{"startsWith":"okta-"}""")]
    public void GroupTransforms_ThatMakeANameThatIsShown_AreNoError(string transforms, string shown) =>
        Assert.Empty(TestProfiles.Compile($$$"""{"extends":"okta","groups":{"displayName":{"transforms":{{{transforms}}}},"shown":{{{shown}}}}}""").Errors);

    [Theory]
    [InlineData("""{"pushed":{"startsWith":"egnyte-"},"shown":{"startsWith":"egnyte-eu-"}}""")]
    [InlineData("""{"pushed":{"startsWith":"egnyte-"},"shown":{"startsWith":"EGN"}}""")]
    [InlineData("""{"pushed":{"startsWith":"egnyte-","strip":true},"shown":{"startsWith":"eu-"}}""")]
    [InlineData(
        """{"displayName":{"transforms":[{"template":"okta-{value}"}]},"pushed":{"startsWith":"egnyte-","strip":true},"shown":{"startsWith":"okta-"}}""")]
    [InlineData(
        """{"displayName":{"transforms":[{"template":"egnyte-{value}"}]},"pushed":{"startsWith":"egnyte-","strip":true},"shown":{"startsWith":"egnyte-"}}""")]
    [InlineData("""{"displayName":{"transforms":["trim"]},"pushed":{"startsWith":"egnyte-"},"shown":{"startsWith":"okta-"}}""")]
    [InlineData("""{"pushed":{"startsWith":"egnyte-","strip":true},"shown":{"matches":"^eu-"}}""")]
    public void PushedGroups_ThatAreShown_AreNoError(string groups) =>
        Assert.Empty(TestProfiles.Compile($$"""{"extends":"okta","groups":{{groups}}}""").Errors);

    [Fact]
    public void AMistakeInWhatIsInherited_IsToldWhereItStands()
    {
        var finding = Assert.Single(
            TestProfiles.Compile(
                """{"extends":"base"}""", ("base", "{\"extends\":\"okta\",\n\"users\":[\n{\"scim\":\"userType\",\"default\":\"guest\"}]}")).Errors);

        Assert.Equal(("base.json", 3, "users[0].default"), (finding.File, finding.Line, finding.Path));
    }
}
