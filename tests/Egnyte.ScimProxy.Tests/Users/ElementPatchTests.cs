using Egnyte.ScimProxy.Users;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

/// <summary>PATCH of an attribute that has many values in SCIM and one in Egnyte: Jane's is jane.doe@example.com.</summary>
public sealed class ElementPatchTests
{
    private const string NewAddress = """{"email":"new@example.com"}""";

    [Theory]
    // what is said of every address
    [InlineData("""{"op":"Add","path":"emails[type eq \"work\"].value","value":"new@example.com"}""")]
    [InlineData("""{"op":"Replace","path":"emails[type eq \"work\"]","value":{"value":"new@example.com","type":"work"}}""")]
    [InlineData("""{"op":"Replace","path":"emails[type eq \"WORK\" and primary eq \"True\"].value","value":"new@example.com"}""")]
    [InlineData("""{"op":"Replace","path":"emails[not (type eq \"home\")].value","value":"new@example.com"}""")]
    [InlineData("""{"op":"Replace","path":"emails[type ne \"home\"].value","value":"new@example.com"}""")]
    [InlineData("""{"op":"Replace","path":"emails[primary pr].value","value":"new@example.com"}""")]
    [InlineData("""{"op":"replace","value":{"emails[type eq \"work\"].value":"new@example.com"}}""")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq \"work\"].value","value":"new@example.com"}""")]
    // what is said of Jane's
    [InlineData("""{"op":"replace","path":"emails[value eq \"Jane.Doe@example.com\"].value","value":"new@example.com"}""")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"jane.doe@example.com\"]","value":{"value":"new@example.com"}}""")]
    [InlineData("""{"op":"replace","path":"emails[value sw \"jane\" and value ew \"example.com\" and value co \".doe\"].value","value":"new@example.com"}""")]
    [InlineData("""{"op":"replace","path":"emails[value ne \"x@example.com\" and type eq \"work\"].value","value":"new@example.com"}""")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"home\" or value pr].value","value":"new@example.com"}""")]
    [InlineData("""{"op":"replace","value":{"emails[value eq \"jane.doe@example.com\"].value":"new@example.com"}}""")]
    // in order
    [InlineData(
        """
        {"op":"replace","path":"emails","value":[{"value":"a@b.test"}]},
        {"op":"replace","path":"emails[value eq \"a@b.test\"].value","value":"new@example.com"}
        """)]
    [InlineData(
        """
        {"op":"replace","path":"emails[value eq \"jane.doe@example.com\"].value","value":"a@b.test"},
        {"op":"replace","path":"emails[value eq \"a@b.test\"].value","value":"new@example.com"}
        """)]
    [InlineData(
        """
        {"op":"remove","path":"emails","value":[{"value":"jane.doe@example.com"}]},
        {"op":"add","path":"emails","value":[{"value":"new@example.com","primary":true}]}
        """)]
    // many at once
    [InlineData("""{"op":"add","path":"emails","value":[{"type":"home","value":"h@b.test"},{"type":"work","value":"new@example.com"}]}""")]
    [InlineData("""{"op":"add","path":"emails","value":[{"type":"home","primary":true,"value":"new@example.com"}]}""")]
    // what our element says of itself may be repeated
    [InlineData(
        """
        {"op":"add","path":"emails[type eq \"work\"].primary","value":"True"},
        {"op":"add","path":"emails[type eq \"work\"].type","value":"work"},
        {"op":"add","path":"emails[type eq \"work\"].display","value":"J"},
        {"op":"add","path":"emails[type eq \"work\"].value","value":"new@example.com"}
        """)]
    public void ASelectionOfTheOneAddress_SetsIt(string operations)
    {
        var update = Patch(operations, Jane);

        Assert.Null(update.Refusal);
        Assert.Equal(NewAddress, Sent(update.Change));
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"emails[type eq \"home\"].value","value":"h@b.test"}""", "noTarget")]
    [InlineData("""{"op":"add","path":"emails[type eq \"home\"].value","value":"h@b.test"}""", "noTarget")]
    [InlineData("""{"op":"remove","path":"emails[type eq \"home\"]"}""", "noTarget")]
    [InlineData("""{"op":"replace","value":{"active":true,"emails[type eq \"home\"].value":"h@b.test"}}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"home\"].display","value":"J"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[primary eq false].value","value":"h@b.test"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[primary ne \"true\"].value","value":"h@b.test"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[display pr].value","value":"h@b.test"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"old@example.com\"].value","value":"a@b.test"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[value eq null].value","value":"a@b.test"}""", "noTarget")]
    [InlineData("""{"op":"remove","path":"emails[value eq \"old@example.com\"]"}""", "noTarget")]
    [InlineData(
        """{"op":"replace","path":"emails","value":"a@b.test"},{"op":"replace","path":"emails[value eq \"jane.doe@example.com\"].value","value":"b@b.test"}""",
        "noTarget")]
    [InlineData(
        """{"op":"replace","path":"emails[value eq \"old@example.com\"].value","value":"a@b.test"},{"op":"replace","path":"emails","value":"b@b.test"}""",
        "noTarget")]
    [InlineData("""{"op":"remove","path":"emails"},{"op":"add","path":"emails[type eq \"work\"].value","value":"a@b.test"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[primary co \"x\"].value","value":"a@b.test"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"emails[colour eq \"red\"].value","value":"a@b.test"}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"emails[value eq \"jane.doe@example.com\"]"}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"emails","value":[{"value":"x@b.test"},{"value":"JANE.DOE@example.com"}]}""", "invalidValue")]
    [InlineData(
        """{"op":"remove","path":"emails","value":[{"value":"jane.doe@example.com"}]},{"op":"remove","path":"emails","value":[{"value":"x@b.test"}]}""",
        "invalidValue")]
    [InlineData("""{"op":"replace","path":"emails","value":"a@b.test"},{"op":"remove","path":"emails","value":"a@b.test"}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"emails","value":[{"type":"home","value":"h@b.test"}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"emails","value":["old@example.com",null]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"emails","value":[{}]}""", "invalidValue")]
    [InlineData(
        """{"op":"add","path":"emails","value":[{"value":"a@b.test","type":"work"}]},{"op":"remove","path":"emails[value eq \"nobody@b.test\"]"}""",
        "noTarget")]
    [InlineData(
        """{"op":"add","path":"emails","value":[{"value":"a@b.test","type":"work"}]},{"op":"remove","path":"emails[value eq \"a@b.test\"]"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\" and value eq \"nobody@b.test\"].value","value":"a@b.test"}""", "noTarget")]
    [InlineData("""{"op":"replace","value":{"emails[type eq \"work\" and value eq \"nobody@b.test\"].value":"a@b.test"}}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"home\" and value eq \"jane.doe@example.com\"].value","value":"a@b.test"}""", "noTarget")]
    [InlineData("""{"op":"remove","path":"emails","value":[{"type":"work"}]}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"emails","value":{"value":{"value":"jane.doe@example.com"}}}""", "invalidValue")]
    [InlineData("""{"op":"add","value":{"emails":[{"type":"home","value":"h@b.test"}]}}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\"].type","value":"home"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\"].primary","value":false}""", "invalidValue")]
    public void AnAddressThatEgnyteDoesNotHold_OrCannot_IsRefused(string operations, string scimType) =>
        Assert.Equal(scimType, Patch(operations, Jane).Refusal?.ScimType);

    [Theory]
    [InlineData("""{"op":"remove","path":"emails","value":[{"value":"old@example.com"}]}""", "{}")]
    [InlineData("""{"op":"remove","path":"emails","value":["old@example.com",{"value":7}]}""", "{}")]
    [InlineData(
        """{"op":"replace","path":"emails","value":"a@b.test"},{"op":"remove","path":"emails","value":[{"value":"jane.doe@example.com"}]}""",
        """{"email":"a@b.test"}""")]
    // added before the old one is removed, by Entra and others
    [InlineData(
        """{"op":"add","path":"emails","value":[{"value":"a@b.test","type":"work"}]},{"op":"remove","path":"emails[value eq \"jane.doe@example.com\"]"}""",
        """{"email":"a@b.test"}""")]
    [InlineData(
        """
        {"op":"add","path":"emails[type eq \"work\"].value","value":"a@b.test"},
        {"op":"remove","path":"emails[type eq \"work\" and value eq \"JANE.DOE@example.com\"]"}
        """,
        """{"email":"a@b.test"}""")]
    public void RemovingAnAddressThatIsNotThere_IsDoneAlready(string operations, string sent)
    {
        var update = Patch(operations, Jane);

        Assert.Null(update.Refusal);
        Assert.Equal(sent, Sent(update.Change));
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\"].value","value":"a@b.test"}""", false)]
    [InlineData("""{"op":"replace","path":"emails[type eq \"home\"].value","value":"a@b.test"}""", false)]
    [InlineData("""{"op":"replace","path":"emails[value eq \"x\"].value","value":"a@b.test"}""", true)]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\" and not (value eq \"x\")].value","value":"a@b.test"}""", true)]
    [InlineData("""{"op":"remove","path":"emails","value":[{"value":"a@b.test"}]}""", true)]
    [InlineData(
        """{"op":"replace","path":"emails","value":"a@b.test"},{"op":"replace","path":"emails[value eq \"a@b.test\"].value","value":"b@b.test"}""", false)]
    public void OnlyASelectionByValue_AsksEgnyteForThePresentAccount(string operations, bool needs) =>
        Assert.Equal(needs, new UserUpdateMapper(Okta, Settings).NeedsPresent(Folded(operations)));

    [Fact]
    public void ARefusedSelection_SaysWhatToPushInstead() =>
        Assert.Equal(
            "emails[type eq \"home\"].value selects no value: Egnyte holds one value of emails, of type work and primary, and no room "
            + "for another. Push it as emails[type eq \"work\"].value, and take this attribute out of those that are pushed.",
            Patch("""{"op":"Add","path":"emails[type eq \"home\"].value","value":"h@b.test"}""", Jane).Refusal?.Detail);

    [Fact]
    public void ADeactivation_WinsOverASelectionOfNothing()
    {
        var update = Patch(
            """{"op":"Replace","path":"emails[value eq \"old@example.com\"].value","value":"a@b.test"},{"op":"Replace","path":"active","value":"False"}""",
            Jane);

        Assert.Equal("noTarget", update.Refusal?.ScimType);
        Assert.True(update.Deactivates);
    }

    [Fact]
    public void AChainOfHundredsOfAlternatives_IsAnswered()
    {
        var filter = string.Join(" or ", Enumerable.Range(0, 400).Select(number => $"value eq \\\"{number}\\\""));

        Assert.Equal("noTarget", Patch($$"""{"op":"replace","path":"emails[{{filter}}].value","value":"a@b.test"}""", Jane).Refusal?.ScimType);
    }

    /// <summary>Found by comparing with scim-patch: the removal was not kept, and the selection found what was removed.</summary>
    [Theory]
    [InlineData("type eq \\\"work\\\"")]
    [InlineData("value eq \\\"jane.doe@example.com\\\"")]
    public void ASelection_AfterARemovalOfTheAddressByItsValue_SelectsNothing(string filter)
    {
        var update = Patch(
            $$"""
            {"op":"remove","path":"emails","value":[{"value":"jane.doe@example.com"}]},
            {"op":"replace","path":"emails[{{filter}}].value","value":"new@example.com"}
            """,
            Jane);

        Assert.Equal("noTarget", update.Refusal?.ScimType);
    }

    [Fact]
    public void ASelection_AfterARemovalThatFoundNothing_SetsTheAddress()
    {
        var update = Patch(
            """
            {"op":"remove","path":"emails","value":[{"value":"x@example.com"}]},
            {"op":"replace","path":"emails[type eq \"work\"].value","value":"new@example.com"}
            """,
            Jane);

        Assert.Null(update.Refusal);
        Assert.Equal(NewAddress, Sent(update.Change));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public void AnAdditionOfNothing_LeavesTheAddress(string nothing)
    {
        var update = Patch($$"""{"op":"add","path":"emails","value":{{nothing}}}""", Jane);

        Assert.Null(update.Refusal);
        Assert.True(update.IsEmpty);
    }
}
