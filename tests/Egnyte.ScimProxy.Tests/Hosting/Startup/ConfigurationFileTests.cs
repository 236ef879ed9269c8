using System.Text;
using Egnyte.ScimProxy.Hosting.Startup;

namespace Egnyte.ScimProxy.Tests.Hosting.Startup;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scim-settings-");

    private string Path => System.IO.Path.Join(_folder.FullName, "appsettings.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("{\n  \"a\": 1,\n  \"b\" 2\n}", "line 3, column 7: this is no JSON. '2' is invalid")]
    [InlineData("{ \"ä\": \"ö\" x }", "line 1, column 12: this is no JSON.")]
    [InlineData("{", "line 1, column 2: this is no JSON.")]
    [InlineData("{}\n}", "line 2, column 1: this is no JSON.")]
    [InlineData("{ \"a\": \"1\n\" }", "line 1, column 10: this is no JSON.")]
    [InlineData(" ", "line 1, column 2: this is no JSON.")]
    [InlineData("[]", "line 1, column 1: settings are one JSON object.")]
    [InlineData("// a comment\n\"text\"", "line 2, column 1: settings are one JSON object.")]
    [InlineData("null", "line 1, column 1: settings are one JSON object.")]
    [InlineData("{\n \"ScimProxy\": {},\n \"SCIMPROXY\": {} }", "line 3, column 2: \"SCIMPROXY\" stands twice in one object")]
    [InlineData("{ \"a\": [ { \"b\": 1, \"B\": 2 } ] }", "line 1, column 20: \"B\" stands twice in one object")]
    [InlineData("{ \"\\ud800\": 1 }", "line 1, column 3: this name is no text")]
    public void Mistakes_OfAFileThatIsNoSettings_NameLineAndColumn(string text, string mistake)
    {
        File.WriteAllText(Path, text);

        Assert.StartsWith($"{Path}, {mistake}", Assert.Single(ConfigurationFile.Mistakes(Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_OfAFileThatIsNoUtf8_NameLineAndColumn()
    {
        File.WriteAllText(Path, "{\n  \"a\": \"é\" }", Encoding.Latin1);

        Assert.Equal($"{Path}, line 2, column 9: this is no UTF-8. Save the file as UTF-8.", Assert.Single(ConfigurationFile.Mistakes(Path)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("// a comment\n{ \"a\": [1, 2,], /* another */ \"b\": { \"a\": null }, }\n// the last")]
    public void Mistakes_OfAFileAsThePlatformTakesIt_AreNone(string text)
    {
        File.WriteAllText(Path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Empty(ConfigurationFile.Mistakes(Path));

        File.WriteAllText(Path, text, Encoding.Unicode);
        Assert.Empty(ConfigurationFile.Mistakes(Path));
    }

    [Fact]
    public void Mistakes_WithoutAFile_AreNone() => Assert.Empty(ConfigurationFile.Mistakes(Path));

    [Fact]
    public void Mistakes_OfWhatIsNoFile_SayWhatItIs()
    {
        Directory.CreateDirectory(Path);
        Assert.StartsWith($"{Path} is a folder", Assert.Single(ConfigurationFile.Mistakes(Path)), StringComparison.Ordinal);

        Directory.Delete(Path);
        File.WriteAllText(Path, "");
        Assert.StartsWith($"{Path} is empty", Assert.Single(ConfigurationFile.Mistakes(Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_OfALinkThatLeadsNowhere_NameIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        File.CreateSymbolicLink(Path, "missing.json");
        Assert.StartsWith(
            $"{Path} is a link to \"missing.json\", which does not exist", Assert.Single(ConfigurationFile.Mistakes(Path)), StringComparison.Ordinal);

        File.Delete(Path);
        File.CreateSymbolicLink(Path, Path);
        Assert.Single(ConfigurationFile.Mistakes(Path));
    }
}
