using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

public sealed class ProfileExplainTests : IDisposable
{
    private const string Person = """
        {"userName":"Jane.Doe@example.com","name":{"givenName":"Jane","familyName":"Doe"},
         "emails":[{"value":"jane.doe@example.com","primary":true}],"active":true}
        """;
    private const string Account = """
        {"id":7,"userName":"jane.doe","email":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true,
         "authType":"sso","userType":"power"}
        """;

    private const string Group = """{"schemas":["urn:scim:schemas:core:1.0"],"id":"5ef70bb0","displayName":"Sales","members":[]}""";

    private static readonly string Acme = Path.Combine(AppContext.BaseDirectory, "Profiles", "acme.json");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scim-explain-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task ACreate_IsATableOfTheRules_AndTheRequestToEgnyte()
    {
        var (exitCode, output, _) = await RunAsync("explain", "okta", Write("jane.json", Person));

        Assert.Equal(0, exitCode);
        Assert.StartsWith("okta, create", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^userName +Jane\.Doe@example\.com +sent as userName ""jane\.doe""\s*$", output);
        Assert.Matches(@"(?m)^  localPart +Jane\.Doe\s*$", output);
        Assert.Matches(@"(?m)^userType +default: userType ""power""\s*$", output);
        Assert.Contains("POST /pubapi/v2/users", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public async Task Json_IsForScripts()
    {
        var (exitCode, output, _) = await RunAsync("explain", Acme, Write("jane.json", Person), "--json");

        var json = JsonElement.Parse(output);
        Assert.Equal(0, exitCode);
        Assert.Equal(("acme", "create"), (json.GetProperty("profile").GetString(), json.GetProperty("operation").GetString()));
        Assert.Equal("jane.doe", json.GetProperty("request").GetProperty("body").GetProperty("userName").GetString());
        var userName = json.GetProperty("rules").EnumerateArray().First();
        Assert.Equal(
            ["localPart", "asciiFold", "truncate(20)", "lower"],
            userName.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()));
        Assert.Equal("sent", userName.GetProperty("outcome").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task WhereTheClientGetsAnError_TheExitCodeIs1()
    {
        var (exitCode, output, _) = await RunAsync("explain", "okta", Write("jane.json", """{"userName":"jane"}"""));

        Assert.Equal(1, exitCode);
        Assert.Contains("The client gets 400 invalidValue:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("userName eq \"Jane.Doe@example.com\"", "okta, filter", "filter: userName eq \"jane.doe\"")]
    [InlineData("\"userName eq \\\"Jane.Doe@example.com\\\"\"", "okta, filter", "filter: userName eq \"jane.doe\"")]
    [InlineData(Account, "okta, read", "The client reads:")]
    [InlineData(
        "{\"present\":" + Account + ",\"request\":{\"Operations\":[{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}]}}",
        "okta, patch",
        "PATCH /pubapi/v2/users/7")]
    [InlineData("{\"present\":" + Account + ",\"request\":" + Person + "}", "okta, replace", "PATCH /pubapi/v2/users/7")]
    [InlineData("{\"present\":" + Account + ",\"request\":\"userName eq \\\"Jane.Doe@example.com\\\"\"}", "okta, filter", "The present user is found.")]
    [InlineData(Group, "okta, read of a group", "GET /pubapi/v2/groups/5ef70bb0")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Sales"}""", "okta, create of a group", "POST /pubapi/v2/groups")]
    [InlineData(
        "{\"present\":" + Group + ",\"request\":{\"Operations\":[{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"7\"}]}]}}",
        "okta, patch of a group",
        "PATCH /pubapi/v2/groups/5ef70bb0")]
    [InlineData(
        "{\"present\":" + Group + ",\"request\":{\"id\":\"5ef70bb0\",\"displayName\":\"Field\"}}",
        "okta, replace of a group",
        "PATCH /pubapi/v2/groups/5ef70bb0")]
    [InlineData("{\"present\":" + Group + ",\"request\":\"displayName eq \\\"sales\\\"\"}", "okta, filter of a group", "The present group is found.")]
    public async Task WhatAFileIs_ItsContentTells(string content, string begins, string holds)
    {
        var (exitCode, output, errors) = await RunAsync("explain", "okta", Write("input.json", content));

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith(begins, output, StringComparison.Ordinal);
        Assert.Contains(holds, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", Person, "There is no profile \"nobody\".")]
    [InlineData("./nobody.json", Person, "There is no such profile file.")]
    [InlineData("okta", "{ \"userName\": ", "this is no JSON that could be read")]
    [InlineData("okta", "", "is empty")]
    [InlineData("okta", "[]", "a SCIM body is a JSON object")]
    [InlineData("okta", """{"present":{},"request":{}}""", "none that Egnyte would answer")]
    public async Task WhatCannotBeExplained_IsSaidWithExitCode2(string profile, string content, string message)
    {
        var (exitCode, output, errors) = await RunAsync("explain", profile, Write("input.json", content));

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", Person, "findings")]
    [InlineData("okta", "[]", "problems")]
    public async Task WithJson_WhatCannotBeExplained_IsJsonToo(string profile, string content, string property)
    {
        var (exitCode, output, errors) = await RunAsync("explain", profile, Write("input.json", content), "--json");

        Assert.Equal(2, exitCode);
        Assert.Equal(1, JsonElement.Parse(output).GetProperty(property).GetArrayLength());
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task WhatIsWrongWithThePresentUser_IsSaidWithoutWordsOfTheProgram()
    {
        var (exitCode, _, errors) = await RunAsync("explain", "okta", Write("input.json", """{"present":{"id":7,"name":"Jane"},"request":{}}"""));

        Assert.Equal(2, exitCode);
        Assert.Contains("with values of the kinds that Egnyte has", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("EgnyteApi", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnErrorThatNamesASetting_HasAPlaceholderForTheTenant()
    {
        var (exitCode, output, _) = await RunAsync("explain", "okta", Write("filter.txt", "active eq true"));

        Assert.Equal(1, exitCode);
        Assert.Contains("ScimProxy:Tenants:{name}:MaxScanCalls", output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFilterAlone_IsAboutGroupsWithTheOption()
    {
        var (exitCode, output, _) = await RunAsync("explain", Acme, Write("filter.txt", "displayName eq \"Sales\""), "--group", "--json");

        var json = JsonElement.Parse(output);
        Assert.Equal(0, exitCode);
        Assert.Equal(("group", "filter"), (json.GetProperty("resource").GetString(), json.GetProperty("operation").GetString()));
        Assert.Equal("displayName eq \"okta-Sales\"", json.GetProperty("request").GetProperty("query").GetProperty("filter").GetString());
    }

    [Fact]
    public async Task AFileInUtf16_IsNoFilterThatAClientGetsAnErrorFor()
    {
        await File.WriteAllTextAsync(
            Path.Join(_folder.FullName, "filter.txt"), "userName eq \"jane\"", System.Text.Encoding.Unicode, TestContext.Current.CancellationToken);

        var (exitCode, _, errors) = await RunAsync("explain", "okta", Path.Join(_folder.FullName, "filter.txt"));

        Assert.Equal(2, exitCode);
        Assert.Contains("save it as UTF-8", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownOperation_IsExitCode2()
    {
        var (exitCode, _, errors) = await RunAsync("explain", "okta", Write("jane.json", Person), "--operation", "creat");

        Assert.Equal(2, exitCode);
        Assert.Contains("Did you mean create?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUpdate_WithoutThePresentUser_AsksForIt()
    {
        var (exitCode, _, errors) = await RunAsync("explain", "okta", Write("jane.json", Person), "--operation", "replace");

        Assert.Equal(2, exitCode);
        Assert.Contains("give the Egnyte user as \"present\"", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_NamesWhoWouldChange_AndHow_InBothDirections()
    {
        var people = _folder.CreateSubdirectory("people");
        await File.WriteAllTextAsync(Path.Join(people.FullName, "jane.json"), Person, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Join(people.FullName, "jose.json"), Person.Replace("Jane.Doe@", "José@", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Join(people.FullName, "account.json"),
            Account.Replace("\"id\"", "\"groups\":[{\"value\":\"g\",\"displayName\":\"Board\"}],\"id\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var (exitCode, output, _) = await RunAsync("diff", "okta", Acme, people.FullName);
        var (_, json, _) = await RunAsync("diff", "okta", Acme, people.FullName, "--json");
        var (same, _, _) = await RunAsync("diff", "okta", "okta", people.FullName);

        Assert.Equal((1, 0), (exitCode, same));
        Assert.Contains("2 of 3 samples would change", output, StringComparison.Ordinal);
        Assert.DoesNotContain("jane.json", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^  client groups +\[\{.*Board.*\}\] +-\s*$", output);
        var changes = JsonElement.Parse(json).GetProperty("changes").EnumerateArray().ToList();
        Assert.Equal(["account.json", "jose.json"], changes.Select(change => change.GetProperty("file").GetString()));
        Assert.Contains(
            changes[1].GetProperty("differences").EnumerateArray(),
            difference => difference.GetProperty("where").GetString() == "Egnyte userName" && difference.GetProperty("after").GetString() == "\"jose\"");
    }

    [Fact]
    public async Task Diff_NamesWhoReadsOtherwise_ThoughEgnyteIsSentTheSame()
    {
        var profile = Write("mute.json", """{"extends":"okta","users":[{"scim":"userType","direction":"toEgnyte"}]}""");
        var people = _folder.CreateSubdirectory("people");
        await File.WriteAllTextAsync(Path.Join(people.FullName, "jane.json"), Person, TestContext.Current.CancellationToken);

        var (exitCode, output, _) = await RunAsync("diff", "okta", profile, people.FullName);

        Assert.Equal(1, exitCode);
        Assert.Matches(@"(?m)^  client userType +""power"" +-\s*$", output);
    }

    [Fact]
    public async Task Diff_OfAFolderWithABadSample_SaysSo_AndStillComparesTheOthers()
    {
        var people = _folder.CreateSubdirectory("people");
        await File.WriteAllTextAsync(Path.Join(people.FullName, "broken.json"), "{", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Join(people.FullName, "jane.json"), Person, TestContext.Current.CancellationToken);

        var (exitCode, output, errors) = await RunAsync("diff", "okta", "generic", people.FullName);

        Assert.Equal(2, exitCode);
        Assert.Contains("0 of 1 sample would", output, StringComparison.Ordinal);
        Assert.Contains("broken.json", errors, StringComparison.Ordinal);
        var (_, json, _) = await RunAsync("diff", "okta", "generic", people.FullName, "--json");
        Assert.Equal(1, JsonElement.Parse(json).GetProperty("problems").GetArrayLength());
    }

    private string Write(string name, string content)
    {
        var path = Path.Join(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var process = new ProxyProcess(["profile", .. arguments]);
        return await process.EndAsync();
    }
}
