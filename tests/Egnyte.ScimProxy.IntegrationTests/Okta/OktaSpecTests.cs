using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Okta;

/// <summary>Okta's own SPEC test, from the file that Okta publishes, against the real host with the simulator behind it.</summary>
public sealed class OktaSpecTests
{
    private const string UserNameFormat = "ScimProxy:Tenants:default:UserNameFormat";

    [Fact]
    public async Task SpecTest_AgainstATenantWithEmailUserNames_HoldsAll52Assertions()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: new KeyValuePair<string, string?>(UserNameFormat, "email"));
        var test = OpenSpecTest(egnyte);

        await test.RunAsync();

        Assert.True(test.Failures.Count == 0, string.Join(Environment.NewLine, test.Failures));
        Assert.Equal((12, 52, 1), (test.Requests, test.Assertions, test.Scripts));
        var created = egnyte.Simulator.Domain.FindUser("oktaspec.maria.k7q2x");
        Assert.Equal(("OktaSpec.Maria.K7q2x@Example.com", true), (created?.Email, created?.Active));
    }

    [Fact]
    public async Task SpecTest_AgainstATenantWithPrefixUserNames_FailsWhereTheNameIsReadBackAndNowhereElse()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: new KeyValuePair<string, string?>(UserNameFormat, "prefix"));
        var test = OpenSpecTest(egnyte);

        await test.RunAsync();

        Assert.StartsWith("Required Test: Verify that user was created: userName equal", Assert.Single(test.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpecTest_AgainstAnEgnyteWithoutPeople_FailsInTheFirstStep()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false, new KeyValuePair<string, string?>(UserNameFormat, "email"));
        var test = OpenSpecTest(egnyte);

        await test.RunAsync();

        Assert.Contains(test.Failures, failure => failure.StartsWith("Required Test: Test Users endpoint: Resources not_empty", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("equal", "true", "true", "false")]
    [InlineData("equal", "\"a\"", "a", "A")]
    [InlineData("equal_number", "404", "404", "40")]
    [InlineData("is_less_than", "599.5", "600", "599")]
    [InlineData("has_value", "[\"a\",\"b\"]", "b", "c")]
    [InlineData("contains", "[\"urn:a:b\"]", "urn:a:b", "urn:a:c")]
    public void Comparison_TellsRightFromWrong(string comparison, string actual, string right, string wrong)
    {
        using var json = JsonDocument.Parse(actual);

        Assert.True(RunscopeComparison.Holds(comparison, json.RootElement, right));
        Assert.False(RunscopeComparison.Holds(comparison, json.RootElement, wrong));
    }

    [Theory]
    [InlineData("not_empty", "\"\"")]
    [InlineData("not_empty", "[]")]
    [InlineData("not_empty", "null")]
    [InlineData("is_a_number", "\"1\"")]
    public void Comparison_OfWhatIsNotThere_Fails(string comparison, string actual)
    {
        using var json = JsonDocument.Parse(actual);

        Assert.False(RunscopeComparison.Holds(comparison, json.RootElement, ""));
        Assert.False(RunscopeComparison.Holds(comparison, default, ""));
    }

    [Fact]
    public void Holds_UnknownComparison_IsAnErrorAndNotASuccess() =>
        Assert.Throws<NotSupportedException>(() => RunscopeComparison.Holds("is_greater_than", default, "1"));

    // As the initial script of Okta's test makes them: the user name is the e-mail address, and its case must be kept.
    private static RunscopeTest OpenSpecTest(SimulatedEgnyte egnyte)
    {
        const string email = "OktaSpec.Maria.K7q2x@Example.com";
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Okta", "okta-scim-20-spec-test.json")));
        return new RunscopeTest(file.RootElement.Clone(), new Dictionary<string, string>
        {
            ["SCIMBaseURL"] = egnyte.Client.BaseAddress!.ToString().TrimEnd('/'),
            ["auth"] = $"Bearer {ScimProxyApplication.Token}",
            ["InvalidUserEmail"] = "nobody.at.all@example.com",
            ["UserIdThatDoesNotExist"] = "010101001010101011001010101011",
            ["randomEmail"] = email,
            ["randomUsername"] = email,
            ["randomUsernameCaps"] = email.ToUpperInvariant(),
            ["randomGivenName"] = "Maria",
            ["randomFamilyName"] = "Kowalczyk",
        });
    }
}
