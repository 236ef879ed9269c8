using Egnyte.ScimProxy.Profiles;

namespace Egnyte.ScimProxy.Tests.Mapping;

public sealed class ProfileCompilerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("profiles");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void AProfile_IsNamedByItsFile_AndKnowsEveryDocumentItWasMadeOf()
    {
        var compiled = Compile(("acme", """{"extends":"base"}"""), ("base", """{"extends":"entra"}"""), ("other", "{}"));

        Assert.Equal("acme", compiled.Profile?.Name);
        Assert.Empty(compiled.Errors);
        Assert.Equal(["acme", "base", "entra", "okta"], compiled.Sources.Select(source => source.Name));
    }

    [Fact]
    public void AProfile_ThatIsNoJson_IsAnErrorWithFileAndLine_AndStillKnowsItsDocuments()
    {
        var compiled = Compile(("acme", """{"extends":"base"}"""), ("base", "{\n  \"extends\": \"entra\",\n  oops\n}"));

        var error = Assert.Single(compiled.Errors);
        Assert.Null(compiled.Profile);
        Assert.EndsWith("base.json", error.File, StringComparison.Ordinal);
        Assert.Equal(3, error.Line);
        Assert.Equal(["acme", "base"], compiled.Sources.Select(source => source.Name));
    }

    [Theory]
    [InlineData("""{"extends":"nobody"}""", "acme.json")]
    [InlineData("""{"extends":"empty"}""", "empty.json")]
    public void WhatIsExtended_ButIsNotThere_IsAnError(string document, string file)
    {
        var compiled = Compile(("acme", document), ("empty", ""));

        Assert.Null(compiled.Profile);
        Assert.EndsWith(file, Assert.Single(compiled.Errors).File, StringComparison.Ordinal);
    }

    private CompiledProfile Compile(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Join(_folder.FullName, $"{name}.json"), text);
        }

        return ProfileCompiler.Compile(new ProfileLibrary(_folder.FullName), files[0].Name);
    }
}
