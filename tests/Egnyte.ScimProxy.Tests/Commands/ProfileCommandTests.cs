using System.Text.Json;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Profiles.Format;

namespace Egnyte.ScimProxy.Tests.Commands;

public sealed class ProfileCommandTests : IDisposable
{
    private const string Good = """
        {"extends":"base","description":"Acme's own.","users":[{"scim":"extension:role","remove":true},
         {"scim":"userName","transforms":["localPart","asciiFold"]}]}
        """;
    private const string Base = """{"extends":"okta","groups":{"shown":{"startsWith":"okta-"}}}""";
    private const string Bad = "{\n  \"extends\": \"okta\",\n  \"users\": [{ \"scim\": \"emails\", \"reqired\": true }]\n}";

    // Egnyte can be asked for externalId, and no filter reaches it.
    private const string Doubtful = """{"extends":"okta","users":[{"scim":"externalId","transforms":[{"firstOf":["nickName","value"]}]}]}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("profiles");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task List_SaysOfEveryProfile_WhereItIsFrom_WhatItExtends_AndWhetherItCanBeUsed()
    {
        Write(("acme", Good), ("base", Base), ("bad", Bad), ("doubtful", Doubtful));

        var run = await CommandRun.OfAsync("profile", "list", "--profiles", _folder.FullName);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["NAME", "acme", "bad", "base", "doubtful", .. ProfileLibrary.BuiltInNames], run.Output.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]));
        Assert.Matches($@"\nacme +{System.Text.RegularExpressions.Regex.Escape(FileOf("acme"))} +base +ok +Acme's own\.\n", run.Output);
        Assert.Matches(@"\nbad .+ okta +1 error\n", run.Output);
        Assert.Matches(@"\ndoubtful .+ okta +\d warnings?\n", run.Output);
        Assert.Matches(@"\nokta +built-in +- +ok +Okta, both kinds", run.Output);
    }

    [Fact]
    public async Task List_AsJson_SaysTheSame()
    {
        Write(("bad", Bad));

        var run = await CommandRun.OfAsync("profile", "list", "--profiles", _folder.FullName, "--json");

        var bad = JsonElement.Parse(run.Output).GetProperty("profiles").EnumerateArray().Single(profile => profile.GetProperty("name").GetString() == "bad");
        Assert.Equal(
            (FileOf("bad"), false, "okta", 1),
            (bad.GetProperty("file").GetString(),
             bad.GetProperty("builtIn").GetBoolean(),
             bad.GetProperty("extends").GetString(),
             bad.GetProperty("errors").GetInt32()));
    }

    [Fact]
    public async Task List_OfAFolderThatIsNotThere_SaysSo_AndExitsWith2()
    {
        var run = await CommandRun.OfAsync("profile", "list", "--profiles", FileOf("nowhere"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("This folder does not exist.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_PrintsEveryRule_WithTheProfilesThatMadeIt()
    {
        Write(("acme", Good), ("base", Base));

        var run = await CommandRun.OfAsync("profile", "show", "acme", "--profiles", _folder.FullName);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"\nuserName +userName +okta, acme +both ways; localPart, asciiFold; required; .*immutable: reject; reads back ", run.Output);
        Assert.Matches(@"\nemails +email +okta +both ways; takes primary, else work, else first; required; unique; reads back as written\n", run.Output);
        Assert.Matches(@"\nroles +- +okta +neither way; a value is refused\n", run.Output);
        Assert.Matches(@"\ngroups\.shown +displayName sw ""okta-""\n", run.Output);
        Assert.DoesNotContain("\nrole ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OfAnAttributeThatATransformLooksAt_ShowsNoRuleOfIt()
    {
        Write(("doubtful", Doubtful));

        var run = await CommandRun.OfAsync("profile", "show", FileOf("doubtful"), "--json");

        var shown = JsonElement.Parse(run.Output).GetProperty("users").EnumerateArray().Select(rule => rule.GetProperty("scim").GetString()).ToList();
        Assert.Contains("externalId", shown);
        Assert.DoesNotContain("nickName", shown);
    }

    [Theory]
    [InlineData("bad", 2, "\"reqired\" is not a property here.")]
    [InlineData("nobody", 2, "There is no profile \"nobody\".")]
    public async Task Show_OfWhatCannotBeUsed_SaysWhy(string name, int exitCode, string why)
    {
        Write(("bad", Bad));

        var run = await CommandRun.OfAsync("profile", "show", name, "--profiles", _folder.FullName);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(why, run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Show_AsJson_OfWhatCannotBeUsed_IsJsonToo()
    {
        Write(("bad", Bad));

        var run = await CommandRun.OfAsync("profile", "show", "bad", "--profiles", _folder.FullName, "--json");

        Assert.Equal((2, 1), (run.ExitCode, JsonElement.Parse(run.Output).GetProperty("findings").GetArrayLength()));
    }

    [Fact]
    public async Task WrongArguments_LeaveTheOutputEmpty()
    {
        var run = await CommandRun.OfAsync("profile", "explain", "okta", "--json");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("Usage:", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_WithNotes_OfFilesThatBuildOnEachOther_SaysHowEachRuleReadsBack_AndExitsWith0()
    {
        Write(("acme", Good), ("base", Base));

        var run = await CommandRun.OfAsync("profile", "validate", FileOf("acme"), FileOf("base"), "--notes");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"note +okta\.json \(built-in\):\d+ +users\[6\]\.scim +emails: reads back as written\n", run.Output);
        Assert.Matches(@"\n2 files, 0 samples run: 0 errors, 0 warnings, \d+ notes\.\n$", run.Output);
        Assert.Single(run.Output.Split('\n'), line => line.EndsWith("emails: reads back as written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Validate_WithoutNotes_SaysNothingOfInheritedRules()
    {
        Write(("acme", Good), ("base", Base));

        var run = await CommandRun.OfAsync("profile", "validate", FileOf("acme"));

        var notes = run.Output.Split('\n').Where(line => line.StartsWith("note ", StringComparison.Ordinal));
        Assert.Matches(
            $@"^note +{System.Text.RegularExpressions.Regex.Escape(FileOf("acme"))}:2 +users\[1\]\.scim +userName: reads back", Assert.Single(notes));
        Assert.Matches(
            @"\n1 file, 0 samples run: 0 errors, 0 warnings, 1 note\.\n\d+ notes on inherited rules left out\. To print them, add --notes\.\n$", run.Output);
    }

    [Fact]
    public async Task Validate_OfAFolder_ChecksEveryProfileInIt()
    {
        Write(("acme", Good), ("base", Base), ("doubtful", Doubtful));

        var run = await CommandRun.OfAsync("profile", "validate", _folder.FullName, "--json");

        var report = JsonElement.Parse(run.Output);
        Assert.Equal((0, 3), (run.ExitCode, report.GetProperty("files").GetInt32()));
        Assert.Contains(
            report.GetProperty("findings").EnumerateArray(),
            finding => finding.GetProperty("file").GetString() == FileOf("doubtful") && finding.GetProperty("severity").GetString() == "warning");
    }

    [Theory]
    [InlineData("bad", Bad, "\"reqired\" is not a property here.")]
    [InlineData("okta", Base, "\"okta\" comes with the program and cannot be replaced.")]
    [InlineData("sample", """{"extends":"okta","samples":[{"create":{},"egnyte":{}}]}""", "The sample fails: expected no error")]
    public async Task Validate_OfAFolderWithAnError_ExitsWith2(string name, string profile, string message)
    {
        Write(("acme", Good), ("base", Base), (name, profile));

        var run = await CommandRun.OfAsync("profile", "validate", _folder.FullName);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"error  {FileOf(name)}:", run.Output, StringComparison.Ordinal);
        Assert.Contains(message, run.Output, StringComparison.Ordinal);
        Assert.Contains("\n3 files, ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_OfAFolderWithoutProfiles_ExitsWith2()
    {
        var run = await CommandRun.OfAsync("profile", "validate", _folder.FullName);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no profile in this folder.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_OfAName_ChecksTheProfile()
    {
        Write(("acme", Good), ("base", Base));

        var run = await CommandRun.OfAsync("profile", "validate", "acme", "--profiles", _folder.FullName);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("note  ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n1 file, ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_OfAProfileWithErrors_SaysFileLinePathAndFix_AndExitsWith2()
    {
        Write(("bad", Bad), ("doubtful", Doubtful));

        var run = await CommandRun.OfAsync("profile", "validate", FileOf("doubtful"), FileOf("bad"));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(
            $"error  {FileOf("bad")}:3  users[0].reqired\n    \"reqired\" is not a property here.\n    Did you mean \"required\"?",
            run.Output,
            StringComparison.Ordinal);
        Assert.Contains($"\nwarning  {FileOf("doubtful")}:1  ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_WithWarningsOnly_ExitsWith0()
    {
        Write(("doubtful", Doubtful));

        var run = await CommandRun.OfAsync("profile", "validate", FileOf("doubtful"), "--json");

        var report = JsonElement.Parse(run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, report.GetProperty("errors").GetInt32());
        Assert.Equal(
            ["errors", "files", "findings", "inheritedNotes", "notes", "samples", "warnings"],
            report.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal("warning", report.GetProperty("findings")[0].GetProperty("severity").GetString());
    }

    [Fact]
    public async Task Validate_OfAFileThatIsNotThere_ExitsWith2()
    {
        Write(("bad", Bad));

        var run = await CommandRun.OfAsync("profile", "validate", FileOf("bad"), FileOf("nowhere"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"error  {FileOf("nowhere")}:1\n    There is no such profile file.", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"reqired\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_PrintsTheSchema()
    {
        var run = await CommandRun.OfAsync("profile", "schema");

        Assert.Equal((0, ProfileFormat.Schema, ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Theory]
    [InlineData("profile")]
    [InlineData("profile", "lst")]
    [InlineData("profile", "show")]
    [InlineData("profile", "show", "okta", "entra")]
    [InlineData("profile", "validate")]
    [InlineData("profile", "list", "--colour")]
    public async Task WrongArguments_ExitWith2(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Errors);
    }

    [Fact]
    public async Task Help_ExitsWith0() => Assert.Equal(0, (await CommandRun.OfAsync("profile", "validate", "--help")).ExitCode);

    private string FileOf(string name) => Path.Join(_folder.FullName, $"{name}.json");

    private void Write(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
        {
            File.WriteAllText(FileOf(name), text);
        }
    }
}
