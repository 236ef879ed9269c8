using Egnyte.ScimProxy.Profiles;

namespace Egnyte.ScimProxy.Tests.Mapping;

public sealed class ProfileLibraryTests : IDisposable
{
    private const string Document = """{"extends":"okta"}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("profiles");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void WithoutAFolder_ThereAreTheBuiltInProfiles()
    {
        var library = new ProfileLibrary(null);

        Assert.Equal(["entra", "generic", "okta", "onelogin"], library.Names);
        Assert.Equal(("okta.json (built-in)", true), library.Find("okta") is { } okta ? (okta.File, okta.IsBuiltIn) : default);
        Assert.Null(library.Find("acme"));
        Assert.Empty(library.Mistakes);
    }

    [Fact]
    public void AFile_IsAProfileByItsName_AmongTheBuiltIn()
    {
        Write("acme.json", "\uFEFF" + Document);
        Write("notes.txt", "no profile");
        Write(".hidden.json", "no profile");

        var library = new ProfileLibrary(_folder.Name, _folder.Parent!.FullName);

        Assert.Equal(["acme", "entra", "generic", "okta", "onelogin"], library.Names);
        Assert.Empty(library.Mistakes);
        Assert.Equal((Path.Join(_folder.Name, "acme.json"), false), library.Find("acme") is { } acme ? (acme.File, acme.IsBuiltIn) : default);
        Assert.Equal(Document, System.Text.Encoding.UTF8.GetString(library.Find("acme")!.Utf8.Span));
    }

    [Theory]
    [InlineData("Acme.json", "cannot be a profile's")]
    [InlineData("acme.JSON", "cannot be a profile's")]
    [InlineData("-acme.json", "cannot be a profile's")]
    [InlineData("acme.de.json", "cannot be a profile's")]
    [InlineData("okta.json", "comes with the program")]
    public void AName_ThatCannotBeAProfiles_IsAMistake(string file, string message)
    {
        Write(file, Document);

        var mistake = Assert.Single(Read().Mistakes);

        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
        Assert.EndsWith(file, mistake.File, StringComparison.Ordinal);
        Assert.NotEmpty(mistake.Fix);
    }

    [Fact]
    public void AFile_ThatIsEmptyTooLargeOrLeadsNowhere_IsAMistake_ThatSaysWhyThereIsNoProfile()
    {
        Write("empty.json", "");
        Write("large.json", Document + new string(' ', ProfileFolder.MaxBytes));
        Write("whole.json", Document + new string(' ', ProfileFolder.MaxBytes - Document.Length));
        File.CreateSymbolicLink(Path.Join(_folder.FullName, "astray.json"), "nowhere.json");

        var library = Read();

        Assert.Equal(
            ["This file cannot be read.", "This file is empty.", "This file is larger than 1024 KiB."], library.Mistakes.Select(mistake => mistake.Message));
        Assert.Equal(["whole"], library.Names.Except(new ProfileLibrary(null).Names));
        Assert.Equal("This file is empty.", library.WhyMissing("empty")?.Message);
        Assert.Null(library.WhyMissing("whole"));
        Assert.Null(library.WhyMissing("nobodys"));
    }

    [Fact]
    public void AFolder_WithTooManyFiles_IsNotReadAtAll()
    {
        for (var file = 0; file < ProfileFolder.MaxFiles; file++)
        {
            Write($"p{file}.json", Document);
        }

        Directory.CreateSymbolicLink(Path.Join(_folder.FullName, "..data"), "..2026");
        Assert.Empty(Read().Mistakes);

        Write("one-more.json", Document);

        var library = Read();
        Assert.Equal(new ProfileLibrary(null).Names, library.Names);
        Assert.Equal("This folder holds more than 200 files.", Assert.Single(library.Mistakes).Message);
    }

    [Fact]
    public void AFolder_ThatIsNotThere_IsAMistake_AndWhyItsProfilesAreMissing()
    {
        var library = new ProfileLibrary(Path.Join(_folder.FullName, "gone"));

        Assert.Equal("This folder does not exist.", Assert.Single(library.Mistakes).Message);
        Assert.Equal(library.Mistakes[0], library.WhyMissing("acme"));
        Assert.Null(library.WhyMissing("okta"));
    }

    [Fact]
    public void TwoReadings_OfTheSameFiles_AreTheSame_AndOfOthersAreNot()
    {
        Write("acme.json", Document);
        var first = Read();

        Assert.True(first.IsSameAs(Read()));

        Write("acme.json", Document + " ");
        var second = Read();
        Assert.False(first.IsSameAs(second));

        Write("Bad.json", Document);
        Assert.False(second.IsSameAs(Read()));
    }

    [Fact]
    public void ALinkToAnotherFolder_ChangesHowTheFolderLooks_EvenWhereTheFilesLookTheSame()
    {
        var now = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var state in new[] { "..1", "..2" })
        {
            _folder.CreateSubdirectory(state);
            Write($"{state}/acme.json", Document);
            File.SetLastWriteTimeUtc(Path.Join(_folder.FullName, state, "acme.json"), now);
        }

        var link = Path.Join(_folder.FullName, "..data");
        Directory.CreateSymbolicLink(link, "..1");
        File.CreateSymbolicLink(Path.Join(_folder.FullName, "acme.json"), "..data/acme.json");
        var first = Read();
        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, "..2");

        Assert.NotNull(first.Find("acme"));
        Assert.False(first.Stamp!.IsSameAs(first.Folder!.Look()));
    }

    private ProfileLibrary Read() => new(_folder.FullName);

    private void Write(string file, string text) => File.WriteAllText(Path.Join(_folder.FullName, file), text);
}
